#include <algorithm>

#include "../kernels.hpp"
#include "digitlab/error.hpp"
#include "layers.hpp"
#include "sliding_kernel.hpp"

namespace digitlab {
namespace {

// Letters: an image (H,W,C); kernel (h,w,C,1); output (H',W',C).
template <typename T>
class DepthwiseConv2D final : public Layer<T> {
 public:
  DepthwiseConv2D(const DepthwiseConv2DSpec& spec, SlidingKernel kernel, Shape input, Shape output)
      : Layer<T>(spec.name, input, output),
        spec_(spec),
        kernel_(kernel),
        in_(input),
        out_(output),
        padded_input_(kernel.padded(output, input.channels)),
        padded_gradient_(kernel.padded(input, input.channels)) {}

  std::string type() const override { return "DepthwiseConv2D"; }

  std::vector<LayerParameter> parameters() const override {
    std::vector<LayerParameter> parameters = {
        {"kernel", {kernel_.height, kernel_.width, in_.channels, 1}, ParameterKind::kKernel}};
    if (spec_.use_bias) parameters.push_back({"bias", {in_.channels}, ParameterKind::kOffset});
    return parameters;
  }

  void initialize(std::span<T> parameters, Random& random) const override {
    const auto kernel_size = static_cast<std::size_t>(this->kernel_size());
    initialize_kernel<T>(spec_.depthwise_initializer, kernel_.field(), kernel_.field(),
                         parameters.first(kernel_size), random);
    for (T& bias : parameters.subspan(kernel_size)) bias = T{0};
  }

  Index scratch_size() const override {
    // A padded image or a padded gradient of the output, and the turned kernel.
    return std::max(padded_input_.size(), padded_gradient_.size()) + kernel_size();
  }

  void forward(std::span<const T> parameters, const ConstMatrixRef<T>& x, MatrixRef<T> y,
               const Pass<T>& pass) const override {
    for (Index b = 0; b < x.rows(); ++b) {
      T* out = y.row(b).data();
      correlate_channels<T>(windows(out_, padded_input_),
                            padded_image(x.row(b).data(), pass.scratch.data()), parameters.data(),
                            out);
      MatrixMap<T> pixels(out, out_.height * out_.width, out_.channels);
      if (spec_.use_bias) {
        pixels.rowwise() += ConstRowVectorMap<T>(parameters.data() + kernel_size(), out_.channels);
      }
      activate<T>(spec_.activation, pixels);
    }
  }

  void backward(std::span<const T> parameters, const ConstMatrixRef<T>& x,
                const ConstMatrixRef<T>& y, MatrixRef<T> dy, std::span<T> gradient,
                MatrixRef<T>* dx, const Pass<T>& pass) const override {
    T* turned = pass.scratch.data();
    T* padded = turned + kernel_size();
    turn_kernel(parameters.data(), turned);
    for (Index b = 0; b < x.rows(); ++b) {
      MatrixMap<T> dz(dy.row(b).data(), out_.height * out_.width, out_.channels);
      const ConstMatrixMap<T> out(y.row(b).data(), dz.rows(), dz.cols());
      differentiate<T>(spec_.activation, out, dz);
      add_channel_gradient<T>(windows(out_, padded_input_), padded_image(x.row(b).data(), padded),
                              dz.data(), gradient.data());
      if (spec_.use_bias) {
        RowVectorMap<T> dbias(gradient.data() + kernel_size(), out_.channels);
        for (Index p = 0; p < dz.rows(); ++p) dbias += dz.row(p);
      }
      if (dx != nullptr) {
        // dx = dz, with zeros around, ⋆ the kernel turned by 180°.
        const T* around = pad(dz.data(), out_, padded_gradient_, kernel_.height - 1 - kernel_.top(),
                              kernel_.width - 1 - kernel_.left(), padded);
        correlate_channels<T>(windows(in_, padded_gradient_), around, turned, dx->row(b).data());
      }
    }
  }

 private:
  Index kernel_size() const { return kernel_.field() * in_.channels; }

  const T* padded_image(const T* image, T* padded) const {
    return pad(image, in_, padded_input_, kernel_.top(), kernel_.left(), padded);
  }

  Windows windows(Shape places, Shape padded) const {
    return {places.height,  places.width, places.channels, padded.width * padded.channels,
            kernel_.height, kernel_.width};
  }

  void turn_kernel(const T* kernel, T* turned) const {
    for (Index k = 0; k < kernel_.field(); ++k) {
      std::copy_n(kernel + (kernel_.field() - 1 - k) * in_.channels, in_.channels,
                  turned + k * in_.channels);
    }
  }

  DepthwiseConv2DSpec spec_;
  SlidingKernel kernel_;
  Shape in_;
  Shape out_;
  Shape padded_input_;
  Shape padded_gradient_;
};

}  // namespace

template <typename T>
LayerPointer<T> make_depthwise_conv2d(const DepthwiseConv2DSpec& spec, Shape input) {
  const SlidingKernel kernel{spec.kernel_height, spec.kernel_width, spec.padding};
  const Shape output = kernel.output(input, input.channels);
  if (output.height < 1 || output.width < 1) {
    throw Error("layer \"" + spec.name + "\" has kernels of " + std::to_string(kernel.height) +
                "×" + std::to_string(kernel.width) + " on images of " +
                std::to_string(input.height) + "×" + std::to_string(input.width) +
                ", expected kernels that fit into the image");
  }
  return std::make_unique<DepthwiseConv2D<T>>(spec, kernel, input, output);
}

template LayerPointer<float> make_depthwise_conv2d<float>(const DepthwiseConv2DSpec&, Shape);
template LayerPointer<double> make_depthwise_conv2d<double>(const DepthwiseConv2DSpec&, Shape);

}  // namespace digitlab
