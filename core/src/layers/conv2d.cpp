#include <algorithm>
#include <utility>

#include "../kernels.hpp"
#include "digitlab/error.hpp"
#include "layers.hpp"
#include "sliding_kernel.hpp"

namespace digitlab {
namespace {

// Letters: an image (H,W,C) with zeros around it (HP,WP,C); kernel (h,w,C,F); output (H',W',F).
//
// In a padded image the neighbourhoods that one row of the output reads, cut to one row of the
// kernel, are a matrix (W', w·C) whose rows overlap: row x begins C values after row x - 1. So a
// row of the output is a sum of h products with the kernel's rows (w·C,F), and no neighbourhood is
// ever copied ("im2col").
template <typename T>
class Conv2D final : public Layer<T> {
 public:
  Conv2D(const Conv2DSpec& spec, SlidingKernel kernel, Shape input, Shape output)
      : Layer<T>(spec.name, input, output),
        spec_(spec),
        kernel_(kernel),
        in_(input),
        out_(output),
        padded_input_(kernel.padded(output, input.channels)),
        padded_gradient_(kernel.padded(input, output.channels)) {}

  std::string type() const override { return "Conv2D"; }

  std::vector<LayerParameter> parameters() const override {
    std::vector<LayerParameter> parameters = {
        {"kernel",
         {kernel_.height, kernel_.width, in_.channels, spec_.filters},
         ParameterKind::kKernel}};
    if (spec_.use_bias) parameters.push_back({"bias", {spec_.filters}, ParameterKind::kOffset});
    return parameters;
  }

  void initialize(std::span<T> parameters, Random& random) const override {
    const auto kernel_size = static_cast<std::size_t>(this->kernel_size());
    initialize_kernel<T>(spec_.kernel_initializer, kernel_.field() * in_.channels,
                         kernel_.field() * spec_.filters, parameters.first(kernel_size), random);
    for (T& bias : parameters.subspan(kernel_size)) bias = T{0};
  }

  Index scratch_size() const override {
    // A padded image or a padded gradient of the output, and the turned kernel.
    return std::max(padded_input_.size(), padded_gradient_.size()) + kernel_size();
  }

  void forward(std::span<const T> parameters, const ConstMatrixRef<T>& x, MatrixRef<T> y,
               const Pass<T>& pass) const override {
    for (Index b = 0; b < x.rows(); ++b) {
      const T* image = padded_image(x.row(b).data(), pass.scratch.data());
      T* out = y.row(b).data();
      correlate(image, padded_input_, parameters.data(), spec_.filters, out, out_);
      MatrixMap<T> pixels(out, out_.height * out_.width, spec_.filters);
      if (spec_.use_bias) {
        pixels.rowwise() += ConstRowVectorMap<T>(parameters.data() + kernel_size(), spec_.filters);
      }
      activate<T>(spec_.activation, pixels);
    }
  }

  void backward(std::span<const T> parameters, const ConstMatrixRef<T>& x,
                const ConstMatrixRef<T>& y, MatrixRef<T> dy, std::span<T> gradient,
                MatrixRef<T>* dx, const Pass<T>& pass) const override {
    T* padded = pass.scratch.data() + kernel_size();
    T* turned = pass.scratch.data();
    if (dx != nullptr) turn_kernel(parameters.data(), turned);
    for (Index b = 0; b < x.rows(); ++b) {
      MatrixMap<T> dz(dy.row(b).data(), out_.height * out_.width, spec_.filters);
      const ConstMatrixMap<T> out(y.row(b).data(), dz.rows(), dz.cols());
      differentiate<T>(spec_.activation, out, dz);
      add_kernel_gradient(padded_image(x.row(b).data(), padded), dz.data(), gradient.data());
      if (spec_.use_bias) {
        RowVectorMap<T> dbias(gradient.data() + kernel_size(), spec_.filters);
        for (Index p = 0; p < dz.rows(); ++p) dbias += dz.row(p);
      }
      if (dx != nullptr) {
        // dx = dz, with zeros around, ⋆ the kernel turned by 180°, its channels and filters
        // swapped.
        const T* around = pad(dz.data(), out_, padded_gradient_, kernel_.height - 1 - kernel_.top(),
                              kernel_.width - 1 - kernel_.left(), padded);
        correlate(around, padded_gradient_, turned, in_.channels, dx->row(b).data(), in_);
      }
    }
  }

 private:
  Index kernel_size() const { return kernel_.field() * in_.channels * spec_.filters; }

  const T* padded_image(const T* image, T* padded) const {
    return pad(image, in_, padded_input_, kernel_.top(), kernel_.left(), padded);
  }

  // padded (HP,WP,C) ⋆ kernel (h,w,C,F) → out (H',W',F)
  void correlate(const T* padded, Shape shape, const T* kernel, Index filters, T* out,
                 Shape out_shape) const {
    const Index depth = kernel_.width * shape.channels;
    const Index padded_row = shape.width * shape.channels;
    const StridedView<T> kernel_row{kernel, depth, filters, filters, 1};
    const Terms terms{kernel_.height, padded_row, depth * filters};
    for (Index y = 0; y < out_shape.height; ++y) {
      const StridedView<T> neighbourhoods{padded + y * padded_row, out_shape.width, depth,
                                          shape.channels, 1};
      multiply(neighbourhoods, kernel_row, out + y * out_shape.width * filters, filters,
               Write::kAssign, terms);
    }
  }

  // For each row of the kernel: dkernel (w·C,F) += Σ_y neighbourhoods_yᵀ (w·C,W') · dz_y (W',F)
  void add_kernel_gradient(const T* padded, const T* dz, T* dkernel) const {
    const Index depth = kernel_.width * in_.channels;
    const Index padded_row = padded_input_.width * in_.channels;
    const Index out_row = out_.width * spec_.filters;
    const StridedView<T> dz_row{dz, out_.width, spec_.filters, spec_.filters, 1};
    for (Index ky = 0; ky < kernel_.height; ++ky) {
      const StridedView<T> neighbourhoods{padded + ky * padded_row, out_.width, depth, in_.channels,
                                          1};
      multiply(neighbourhoods.transposed(), dz_row, dkernel + ky * depth * spec_.filters,
               spec_.filters, Write::kAdd, Terms{out_.height, padded_row, out_row});
    }
  }

  // kernel (h,w,C,F) → turned (h,w,F,C)
  void turn_kernel(const T* kernel, T* turned) const {
    for (Index k = 0; k < kernel_.field(); ++k) {
      MatrixMap<T>(turned + k * in_.channels * spec_.filters, spec_.filters, in_.channels) =
          ConstMatrixMap<T>(kernel + (kernel_.field() - 1 - k) * in_.channels * spec_.filters,
                            in_.channels, spec_.filters)
              .transpose();
    }
  }

  Conv2DSpec spec_;
  SlidingKernel kernel_;
  Shape in_;
  Shape out_;
  Shape padded_input_;
  Shape padded_gradient_;
};

}  // namespace

template <typename T>
LayerPointer<T> make_conv2d(const Conv2DSpec& spec, Shape input) {
  const SlidingKernel kernel{spec.kernel_height, spec.kernel_width, spec.padding};
  const Shape output = kernel.output(input, spec.filters);
  if (spec.filters < 1 || output.height < 1 || output.width < 1) {
    throw Error("layer \"" + spec.name + "\" has " + std::to_string(spec.filters) + " filters of " +
                std::to_string(spec.kernel_height) + "×" + std::to_string(spec.kernel_width) +
                " on images of " + std::to_string(input.height) + "×" +
                std::to_string(input.width) +
                ", expected at least one filter that fits into the image");
  }
  return std::make_unique<Conv2D<T>>(spec, kernel, input, output);
}

template LayerPointer<float> make_conv2d<float>(const Conv2DSpec&, Shape);
template LayerPointer<double> make_conv2d<double>(const Conv2DSpec&, Shape);

}  // namespace digitlab
