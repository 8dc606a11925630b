#include <algorithm>
#include <utility>

#include "../kernels.hpp"
#include "digitlab/error.hpp"
#include "layers.hpp"

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
  Conv2D(const Conv2DSpec& spec, Shape input, Shape output)
      : Layer<T>(spec.name, input, output), spec_(spec), in_(input), out_(output) {}

  std::string type() const override { return "Conv2D"; }

  std::vector<LayerParameter> parameters() const override {
    std::vector<LayerParameter> parameters = {
        {"kernel",
         {spec_.kernel_height, spec_.kernel_width, in_.channels, spec_.filters},
         ParameterKind::kKernel}};
    if (spec_.use_bias) parameters.push_back({"bias", {spec_.filters}, ParameterKind::kOffset});
    return parameters;
  }

  void initialize(std::span<T> parameters, Random& random) const override {
    const Index field = spec_.kernel_height * spec_.kernel_width;
    const auto kernel_size = static_cast<std::size_t>(this->kernel_size());
    initialize_kernel<T>(spec_.kernel_initializer, field * in_.channels, field * spec_.filters,
                         parameters.first(kernel_size), random);
    for (T& bias : parameters.subspan(kernel_size)) bias = T{0};
  }

  Index scratch_size() const override {
    // A padded image or a padded gradient of the output, and the turned kernel.
    return std::max(padded_input().size(), padded_gradient().size()) + kernel_size();
  }

  void forward(std::span<const T> parameters, const ConstMatrixRef<T>& x, MatrixRef<T> y,
               const Pass<T>& pass) const override {
    const Shape padded = padded_input();
    for (Index b = 0; b < x.rows(); ++b) {
      const T* image = pad(x.row(b).data(), in_, padded, top(), left(), pass.scratch.data());
      T* out = y.row(b).data();
      correlate(image, padded, parameters.data(), spec_.filters, out, out_);
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
      add_kernel_gradient(pad(x.row(b).data(), in_, padded_input(), top(), left(), padded),
                          dz.data(), gradient.data());
      if (spec_.use_bias) {
        RowVectorMap<T> dbias(gradient.data() + kernel_size(), spec_.filters);
        for (Index p = 0; p < dz.rows(); ++p) dbias += dz.row(p);
      }
      if (dx != nullptr) {
        // dx = dz, with zeros around, ⋆ the kernel turned by 180°, its channels and filters
        // swapped.
        const T* around = pad(dz.data(), out_, padded_gradient(), spec_.kernel_height - 1 - top(),
                              spec_.kernel_width - 1 - left(), padded);
        correlate(around, padded_gradient(), turned, in_.channels, dx->row(b).data(), in_);
      }
    }
  }

 private:
  Index kernel_size() const {
    return spec_.kernel_height * spec_.kernel_width * in_.channels * spec_.filters;
  }
  bool same() const { return spec_.padding == Padding::kSame; }
  Index top() const { return same() ? (spec_.kernel_height - 1) / 2 : 0; }
  Index left() const { return same() ? (spec_.kernel_width - 1) / 2 : 0; }
  Shape padded_input() const {
    return {out_.height + spec_.kernel_height - 1, out_.width + spec_.kernel_width - 1,
            in_.channels};
  }
  Shape padded_gradient() const {
    return {in_.height + spec_.kernel_height - 1, in_.width + spec_.kernel_width - 1,
            spec_.filters};
  }

  // `image` with zeros around it; itself when nothing is to be added.
  static const T* pad(const T* image, Shape from, Shape to, Index top, Index left, T* padded) {
    if (from == to) return image;
    const Index row = from.width * from.channels;
    const Index padded_row = to.width * to.channels;
    std::fill(padded, padded + to.size(), T{0});
    for (Index y = 0; y < from.height; ++y) {
      std::copy(image + y * row, image + (y + 1) * row,
                padded + (y + top) * padded_row + left * to.channels);
    }
    return padded;
  }

  // padded (HP,WP,C) ⋆ kernel (h,w,C,F) → out (H',W',F)
  void correlate(const T* padded, Shape shape, const T* kernel, Index filters, T* out,
                 Shape out_shape) const {
    const Index depth = spec_.kernel_width * shape.channels;
    const Index padded_row = shape.width * shape.channels;
    const StridedView<T> kernel_row{kernel, depth, filters, filters, 1};
    const Terms terms{spec_.kernel_height, padded_row, depth * filters};
    for (Index y = 0; y < out_shape.height; ++y) {
      const StridedView<T> neighbourhoods{padded + y * padded_row, out_shape.width, depth,
                                          shape.channels, 1};
      multiply(neighbourhoods, kernel_row, out + y * out_shape.width * filters, filters,
               Write::kAssign, terms);
    }
  }

  // For each row of the kernel: dkernel (w·C,F) += Σ_y neighbourhoods_yᵀ (w·C,W') · dz_y (W',F)
  void add_kernel_gradient(const T* padded, const T* dz, T* dkernel) const {
    const Index depth = spec_.kernel_width * in_.channels;
    const Index padded_row = padded_input().width * in_.channels;
    const Index out_row = out_.width * spec_.filters;
    const StridedView<T> dz_row{dz, out_.width, spec_.filters, spec_.filters, 1};
    for (Index ky = 0; ky < spec_.kernel_height; ++ky) {
      const StridedView<T> neighbourhoods{padded + ky * padded_row, out_.width, depth, in_.channels,
                                          1};
      multiply(neighbourhoods.transposed(), dz_row, dkernel + ky * depth * spec_.filters,
               spec_.filters, Write::kAdd, Terms{out_.height, padded_row, out_row});
    }
  }

  // kernel (h,w,C,F) → turned (h,w,F,C)
  void turn_kernel(const T* kernel, T* turned) const {
    const Index field = spec_.kernel_height * spec_.kernel_width;
    for (Index k = 0; k < field; ++k) {
      MatrixMap<T>(turned + k * in_.channels * spec_.filters, spec_.filters, in_.channels) =
          ConstMatrixMap<T>(kernel + (field - 1 - k) * in_.channels * spec_.filters, in_.channels,
                            spec_.filters)
              .transpose();
    }
  }

  Conv2DSpec spec_;
  Shape in_;
  Shape out_;
};

}  // namespace

template <typename T>
LayerPointer<T> make_conv2d(const Conv2DSpec& spec, Shape input) {
  Shape output{input.height, input.width, spec.filters};
  if (spec.padding == Padding::kValid) {
    output.height -= spec.kernel_height - 1;
    output.width -= spec.kernel_width - 1;
  }
  if (spec.filters < 1 || output.height < 1 || output.width < 1) {
    throw Error("layer \"" + spec.name + "\" has " + std::to_string(spec.filters) + " filters of " +
                std::to_string(spec.kernel_height) + "×" + std::to_string(spec.kernel_width) +
                " on images of " + std::to_string(input.height) + "×" +
                std::to_string(input.width) +
                ", expected at least one filter that fits into the image");
  }
  return std::make_unique<Conv2D<T>>(spec, input, output);
}

template LayerPointer<float> make_conv2d<float>(const Conv2DSpec&, Shape);
template LayerPointer<double> make_conv2d<double>(const Conv2DSpec&, Shape);

}  // namespace digitlab
