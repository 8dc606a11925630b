// What convolutions of all kinds share: a kernel that slides over an image with stride 1, a bias
// and an activation.
//
// Letters: an image (H,W,C) with zeros around it (HP,WP,C); output (H',W',F).
#pragma once

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "digitlab/nn/activation.hpp"
#include "digitlab/nn/initializer.hpp"
#include "digitlab/nn/layer.hpp"
#include "digitlab/nn/layers/padding.hpp"
#include "nn/layers/trainable.hpp"

namespace digitlab {

// The shape that a kernel makes of an image.
// Throws Error when it does not fit.
Shape convolved(const std::string& name, Shape input, Index filters, Index kernel_height,
                Index kernel_width, Padding padding);

// `Spec` is Conv2DSpec or DepthwiseConv2DSpec; `Derived` has
//   start_kernel(kernel, random)
//   correlate(image, kernel, out)            image (HP,WP,C) ⋆ kernel → out (H',W',F)
//   add_kernel_gradient(image, dz, dkernel)  dkernel += the gradient that dz (H',W',F) leaves on
//   the
//                                            kernel over image (HP,WP,C)
//   turn_kernel(kernel, turned)              the kernel by 180°, from outputs to inputs
//   correlate_back(around, turned, dx)       dz with zeros around it (`padded_gradient`) ⋆ turned
//                                            → dx (H,W,C)
template <typename Derived, typename T, typename Spec>
class Convolution : public Trainable<Derived, Spec, T> {
 public:
  // Throws Error when the kernel does not fit.
  Convolution(const Spec& spec, Shape input, Index filters, std::vector<Index> kernel_shape)
      : Trainable<Derived, Spec, T>(spec.name, input,
                                    convolved(spec.name, input, filters, spec.kernel_height,
                                              spec.kernel_width, spec.padding)),
        spec_(spec),
        kernel_{"kernel", std::move(kernel_shape), ParameterKind::kKernel},
        kernel_size_(kernel_.size()),
        in_(input),
        out_(this->output_shape()) {}

  std::vector<LayerParameter> parameters() const override {
    std::vector<LayerParameter> parameters = {kernel_};
    if (spec_.use_bias) parameters.push_back({"bias", {out_.channels}, ParameterKind::kOffset});
    return parameters;
  }

  void start(std::span<T> parameters, Random& random) const {
    const auto kernel_size = static_cast<std::size_t>(kernel_size_);
    self().start_kernel(parameters.first(kernel_size), random);
    for (T& bias : parameters.subspan(kernel_size)) bias = T{0};
  }

  Index scratch_size() const override {
    // A padded image or a padded gradient of the output, and the turned kernel.
    const Index padded = std::max(padded_input().size(), padded_gradient().size());
    return padded > std::numeric_limits<Index>::max() - kernel_size_ ? padded
                                                                     : padded + kernel_size_;
  }

  void forward(std::span<const T> parameters, const ConstMatrixRef<T>& x, MatrixRef<T> y,
               const Pass<T>& pass) const override {
    for (Index b = 0; b < x.rows(); ++b) {
      T* out = y.row(b).data();
      self().correlate(padded_image(x.row(b).data(), pass.scratch.data()), parameters.data(), out);
      MatrixMap<T> pixels(out, out_.height * out_.width, out_.channels);
      if (spec_.use_bias) {
        pixels.rowwise() += ConstRowVectorMap<T>(parameters.data() + kernel_size_, out_.channels);
      }
      activate<T>(spec_.activation, pixels);
    }
  }

  void add_gradient(std::span<const T> parameters, const ConstMatrixRef<T>& x,
                    const ConstMatrixRef<T>& y, MatrixRef<T> dy, std::span<T> gradient,
                    MatrixRef<T>* dx, const Pass<T>& pass) const {
    T* turned = pass.scratch.data();
    T* padded = turned + kernel_size_;
    if (dx != nullptr) self().turn_kernel(parameters.data(), turned);
    for (Index b = 0; b < x.rows(); ++b) {
      MatrixMap<T> dz(dy.row(b).data(), out_.height * out_.width, out_.channels);
      const ConstMatrixMap<T> out(y.row(b).data(), dz.rows(), dz.cols());
      differentiate<T>(spec_.activation, out, dz);
      self().add_kernel_gradient(padded_image(x.row(b).data(), padded), dz.data(), gradient.data());
      if (spec_.use_bias) {
        RowVectorMap<T> dbias(gradient.data() + kernel_size_, out_.channels);
        for (Index p = 0; p < dz.rows(); ++p) dbias += dz.row(p);
      }
      if (dx != nullptr) {
        // dx = dz, with zeros around, ⋆ the kernel turned by 180°.
        const T* around = pad(dz.data(), out_, padded_gradient(), spec_.kernel_height - 1 - top(),
                              spec_.kernel_width - 1 - left(), padded);
        self().correlate_back(around, turned, dx->row(b).data());
      }
    }
  }

 protected:
  const Spec& spec() const { return spec_; }
  Index field() const { return spec_.kernel_height * spec_.kernel_width; }
  Shape padded_input() const { return around(out_, in_.channels); }
  Shape padded_gradient() const { return around(in_, out_.channels); }

 private:
  const Derived& self() const { return static_cast<const Derived&>(*this); }

  bool same() const { return spec_.padding == Padding::kSame; }
  Index top() const { return same() ? (spec_.kernel_height - 1) / 2 : 0; }
  Index left() const { return same() ? (spec_.kernel_width - 1) / 2 : 0; }

  // An image in which the whole kernel fits in as many places as `places` has pixels.
  Shape around(Shape places, Index channels) const {
    return {places.height + spec_.kernel_height - 1, places.width + spec_.kernel_width - 1,
            channels};
  }

  const T* padded_image(const T* image, T* padded) const {
    return pad(image, in_, padded_input(), top(), left(), padded);
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

  Spec spec_;
  LayerParameter kernel_;
  Index kernel_size_;
  Shape in_;
  Shape out_;
};

}  // namespace digitlab
