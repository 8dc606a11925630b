#include "digitlab/nn/layers/pooling.hpp"

#include <algorithm>

#include "digitlab/math/error.hpp"
#include "nn/layers/trainable.hpp"

namespace digitlab {
namespace {

// The pixels of one block: f(input pixel, output pixel), both as offsets of their first channel.
// Blocks row by row, pixels of a block row by row.
template <typename F>
void for_each_pair(Shape in, Shape out, Index height, Index width, const F& f) {
  for (Index y = 0; y < out.height; ++y) {
    for (Index x = 0; x < out.width; ++x) {
      const Index to = (y * out.width + x) * out.channels;
      for (Index dy = 0; dy < height; ++dy) {
        for (Index dx = 0; dx < width; ++dx) {
          f(((y * height + dy) * in.width + x * width + dx) * in.channels, to, dy == 0 && dx == 0);
        }
      }
    }
  }
}

template <typename T>
class MaxPooling2D final : public Trainable<MaxPooling2D<T>, Pooling2DSpec, T> {
 public:
  MaxPooling2D(const Pooling2DSpec& spec, Shape input, Shape output)
      : Trainable<MaxPooling2D<T>, Pooling2DSpec, T>(spec.name, input, output),
        height_(spec.height),
        width_(spec.width) {}

  void forward(std::span<const T> /*parameters*/, const ConstMatrixRef<T>& x, MatrixRef<T> y,
               const Pass<T>& /*pass*/) const override {
    const Index channels = this->input_shape().channels;
    for (Index b = 0; b < x.rows(); ++b) {
      const T* in = x.row(b).data();
      T* out = y.row(b).data();
      for_each_pair(this->input_shape(), this->output_shape(), height_, width_,
                    [&](Index from, Index to, bool first) {
                      for (Index c = 0; c < channels; ++c) {
                        const T value = in[from + c];
                        out[to + c] = first || value > out[to + c] ? value : out[to + c];
                      }
                    });
    }
  }

  // The first of equal largest values takes the whole gradient.
  void add_gradient(std::span<const T> /*parameters*/, const ConstMatrixRef<T>& x,
                    const ConstMatrixRef<T>& y, MatrixRef<T> dy, std::span<T> /*gradient*/,
                    MatrixRef<T>* dx, const Pass<T>& /*pass*/) const {
    if (dx == nullptr) return;
    const Index channels = this->input_shape().channels;
    dx->setZero();
    for (Index b = 0; b < x.rows(); ++b) {
      const T* in = x.row(b).data();
      const T* out = y.row(b).data();
      T* left = dy.row(b).data();  // what no pixel has taken yet
      T* to_in = dx->row(b).data();
      for_each_pair(this->input_shape(), this->output_shape(), height_, width_,
                    [&](Index from, Index to, bool /*first*/) {
                      for (Index c = 0; c < channels; ++c) {
                        const bool largest = in[from + c] == out[to + c];
                        to_in[from + c] = largest ? left[to + c] : T{0};
                        left[to + c] = largest ? T{0} : left[to + c];
                      }
                    });
    }
  }

 private:
  Index height_;
  Index width_;
};

// Blocks of any size: the whole image for the global mean, which it is named by.
template <typename T>
class AveragePooling2D final
    : public Trainable<AveragePooling2D<T>, GlobalAveragePooling2DSpec, T> {
 public:
  AveragePooling2D(std::string name, Shape input, Shape output, Index height, Index width)
      : Trainable<AveragePooling2D<T>, GlobalAveragePooling2DSpec, T>(std::move(name), input,
                                                                      output),
        height_(height),
        width_(width) {}

  void forward(std::span<const T> /*parameters*/, const ConstMatrixRef<T>& x, MatrixRef<T> y,
               const Pass<T>& /*pass*/) const override {
    const Index channels = this->input_shape().channels;
    y.setZero();
    for (Index b = 0; b < x.rows(); ++b) {
      const T* in = x.row(b).data();
      T* out = y.row(b).data();
      for_each_pair(this->input_shape(), this->output_shape(), height_, width_,
                    [&](Index from, Index to, bool /*first*/) {
                      for (Index c = 0; c < channels; ++c) out[to + c] += in[from + c];
                    });
    }
    y *= factor();
  }

  void add_gradient(std::span<const T> /*parameters*/, const ConstMatrixRef<T>& x,
                    const ConstMatrixRef<T>& /*y*/, MatrixRef<T> dy, std::span<T> /*gradient*/,
                    MatrixRef<T>* dx, const Pass<T>& /*pass*/) const {
    if (dx == nullptr) return;
    const Index channels = this->input_shape().channels;
    dx->setZero();
    for (Index b = 0; b < x.rows(); ++b) {
      const T* out = dy.row(b).data();
      T* in = dx->row(b).data();
      for_each_pair(this->input_shape(), this->output_shape(), height_, width_,
                    [&](Index from, Index to, bool /*first*/) {
                      for (Index c = 0; c < channels; ++c) in[from + c] = factor() * out[to + c];
                    });
    }
  }

 private:
  T factor() const { return T{1} / static_cast<T>(height_ * width_); }

  Index height_;
  Index width_;
};

}  // namespace

template <typename T>
LayerPointer<T> Pooling2DSpec::make(Shape input) const {
  if (height < 1 || width < 1 || height > input.height || width > input.width) {
    throw Error("layer \"" + name + "\" pools blocks of " + std::to_string(height) + "×" +
                std::to_string(width) + " in images of " + std::to_string(input.height) + "×" +
                std::to_string(input.width) + ", expected blocks that fit into the image");
  }
  const Shape output{input.height / height, input.width / width, input.channels};
  if (kind == PoolingKind::kMax) {
    return std::make_unique<MaxPooling2D<T>>(*this, input, output);
  }
  return std::make_unique<AveragePooling2D<T>>(name, input, output, height, width);
}

template <typename T>
LayerPointer<T> GlobalAveragePooling2DSpec::make(Shape input) const {
  return std::make_unique<AveragePooling2D<T>>(name, input, Shape{1, 1, input.channels},
                                               input.height, input.width);
}

template LayerPointer<float> Pooling2DSpec::make<float>(Shape) const;
template LayerPointer<double> Pooling2DSpec::make<double>(Shape) const;
template LayerPointer<float> GlobalAveragePooling2DSpec::make<float>(Shape) const;
template LayerPointer<double> GlobalAveragePooling2DSpec::make<double>(Shape) const;

template <>
void allow_training_of<Pooling2DSpec, float>() {
  MaxPooling2D<float>::allow_training();
  AveragePooling2D<float>::allow_training();
}
template <>
void allow_training_of<Pooling2DSpec, double>() {
  MaxPooling2D<double>::allow_training();
  AveragePooling2D<double>::allow_training();
}

}  // namespace digitlab
