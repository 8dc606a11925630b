#include "digitlab/nn/layers/depthwise_conv2d.hpp"

#include "math/kernels.hpp"
#include "nn/layers/convolution.hpp"

namespace digitlab {
namespace {

// Kernel (h,w,C,1); F is C. Further letters as in convolution.hpp.
template <typename T>
class DepthwiseConv2D final : public Convolution<DepthwiseConv2D<T>, T, DepthwiseConv2DSpec> {
 public:
  DepthwiseConv2D(const DepthwiseConv2DSpec& spec, Shape input)
      : Convolution<DepthwiseConv2D<T>, T, DepthwiseConv2DSpec>(
            spec, input, input.channels,
            {spec.kernel_height, spec.kernel_width, input.channels, 1}),
        channels_(input.channels) {}

  void start_kernel(std::span<T> kernel, Random& random) const {
    initialize_kernel<T>(this->spec().depthwise_initializer, this->field(), this->field(), kernel,
                         random);
  }

  void correlate(const T* image, const T* kernel, T* out) const {
    correlate_channels<T>(windows(this->output_shape(), this->padded_input()), image, kernel, out);
  }

  void correlate_back(const T* around, const T* turned, T* dx) const {
    correlate_channels<T>(windows(this->input_shape(), this->padded_gradient()), around, turned,
                          dx);
  }

  void add_kernel_gradient(const T* image, const T* dz, T* dkernel) const {
    add_channel_gradient<T>(windows(this->output_shape(), this->padded_input()), image, dz,
                            dkernel);
  }

  void turn_kernel(const T* kernel, T* turned) const {
    for (Index k = 0; k < this->field(); ++k) {
      std::copy_n(kernel + (this->field() - 1 - k) * channels_, channels_, turned + k * channels_);
    }
  }

  Windows windows(Shape places, Shape image) const {
    return {places.height,
            places.width,
            channels_,
            image.width * channels_,
            this->spec().kernel_height,
            this->spec().kernel_width};
  }

  Index channels_;
};

}  // namespace

template <typename T>
LayerPointer<T> DepthwiseConv2DSpec::make(Shape input) const {
  return std::make_unique<DepthwiseConv2D<T>>(*this, input);
}

template LayerPointer<float> DepthwiseConv2DSpec::make<float>(Shape) const;
template LayerPointer<double> DepthwiseConv2DSpec::make<double>(Shape) const;

template <>
void allow_training_of<DepthwiseConv2DSpec, float>() {
  DepthwiseConv2D<float>::allow_training();
}
template <>
void allow_training_of<DepthwiseConv2DSpec, double>() {
  DepthwiseConv2D<double>::allow_training();
}

}  // namespace digitlab
