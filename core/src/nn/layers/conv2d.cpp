#include "digitlab/nn/layers/conv2d.hpp"

#include "math/kernels.hpp"
#include "nn/layers/convolution.hpp"

namespace digitlab {
namespace {

// Kernel (h,w,C,F); further letters as in convolution.hpp.
//
// In a padded image the neighbourhoods that one row of the output reads, cut to one row of the
// kernel, are a matrix (W', w·C) whose rows overlap: row x begins C values after row x - 1. So a
// row of the output is a sum of h products with the kernel's rows (w·C,F), a batch-reduce product
// (see `Terms`), and no neighbourhood is ever copied, as im2col does (Chellapilla, Puri, Simard
// 2006, "High Performance Convolutional Neural Networks for Document Processing").
template <typename T>
class Conv2D final : public Convolution<Conv2D<T>, T, Conv2DSpec> {
 public:
  Conv2D(const Conv2DSpec& spec, Shape input)
      : Convolution<Conv2D<T>, T, Conv2DSpec>(
            spec, input, spec.filters,
            {spec.kernel_height, spec.kernel_width, input.channels, spec.filters}),
        height_(spec.kernel_height),
        width_(spec.kernel_width),
        channels_(input.channels),
        filters_(spec.filters) {}

  void start_kernel(std::span<T> kernel, Random& random) const {
    initialize_kernel<T>(this->spec().kernel_initializer, this->field() * channels_,
                         this->field() * filters_, kernel, random);
  }

  void correlate(const T* image, const T* kernel, T* out) const {
    correlate(image, this->padded_input(), kernel, out, this->output_shape());
  }

  void correlate_back(const T* around, const T* turned, T* dx) const {
    correlate(around, this->padded_gradient(), turned, dx, this->input_shape());
  }

  // image (HP,WP,C) ⋆ kernel (h,w,C,F) → out (H',W',F)
  void correlate(const T* image, Shape shape, const T* kernel, T* out, Shape out_shape) const {
    const Index depth = width_ * shape.channels;
    const Index filters = out_shape.channels;
    const Index image_row = shape.width * shape.channels;
    const StridedView<T> kernel_row{kernel, depth, filters, filters, 1};
    const Terms terms{height_, image_row, depth * filters};
    for (Index y = 0; y < out_shape.height; ++y) {
      const StridedView<T> neighbourhoods{image + y * image_row, out_shape.width, depth,
                                          shape.channels, 1};
      multiply(neighbourhoods, kernel_row, out + y * out_shape.width * filters, filters,
               Write::kAssign, terms);
    }
  }

  // For each row of the kernel: dkernel (w·C,F) += Σ_y neighbourhoods_yᵀ (w·C,W') · dz_y (W',F)
  void add_kernel_gradient(const T* image, const T* dz, T* dkernel) const {
    const Shape out = this->output_shape();
    const Index depth = width_ * channels_;
    const Index image_row = this->padded_input().width * channels_;
    const StridedView<T> dz_row{dz, out.width, filters_, filters_, 1};
    for (Index ky = 0; ky < height_; ++ky) {
      const StridedView<T> neighbourhoods{image + ky * image_row, out.width, depth, channels_, 1};
      multiply(neighbourhoods.transposed(), dz_row, dkernel + ky * depth * filters_, filters_,
               Write::kAdd, Terms{out.height, image_row, out.width * filters_});
    }
  }

  // kernel (h,w,C,F) → turned (h,w,F,C)
  void turn_kernel(const T* kernel, T* turned) const {
    const Index size = channels_ * filters_;
    for (Index k = 0; k < this->field(); ++k) {
      MatrixMap<T>(turned + k * size, filters_, channels_) =
          ConstMatrixMap<T>(kernel + (this->field() - 1 - k) * size, channels_, filters_)
              .transpose();
    }
  }

  Index height_;
  Index width_;
  Index channels_;
  Index filters_;
};

}  // namespace

template <typename T>
LayerPointer<T> Conv2DSpec::make(Shape input) const {
  return std::make_unique<Conv2D<T>>(*this, input);
}

template LayerPointer<float> Conv2DSpec::make<float>(Shape) const;
template LayerPointer<double> Conv2DSpec::make<double>(Shape) const;

template <>
void allow_training_of<Conv2DSpec, float>() {
  Conv2D<float>::allow_training();
}
template <>
void allow_training_of<Conv2DSpec, double>() {
  Conv2D<double>::allow_training();
}

}  // namespace digitlab
