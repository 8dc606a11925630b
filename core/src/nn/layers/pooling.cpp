#include <algorithm>

#include "digitlab/math/error.hpp"
#include "nn/layers/layers.hpp"

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
class MaxPooling2D final : public Layer<T> {
 public:
  MaxPooling2D(const Pooling2DSpec& spec, Shape input, Shape output)
      : Layer<T>(spec.name, input, output), height_(spec.height), width_(spec.width) {}

  std::string type() const override { return "MaxPooling2D"; }

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
  void backward(std::span<const T> /*parameters*/, const ConstMatrixRef<T>& x,
                const ConstMatrixRef<T>& y, MatrixRef<T> dy, std::span<T> /*gradient*/,
                MatrixRef<T>* dx, const Pass<T>& /*pass*/) const override {
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

// Blocks of any size: the whole image for the global mean.
template <typename T>
class AveragePooling2D final : public Layer<T> {
 public:
  AveragePooling2D(std::string name, std::string type, Shape input, Shape output, Index height,
                   Index width)
      : Layer<T>(std::move(name), input, output),
        type_(std::move(type)),
        height_(height),
        width_(width) {}

  std::string type() const override { return type_; }

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

  void backward(std::span<const T> /*parameters*/, const ConstMatrixRef<T>& x,
                const ConstMatrixRef<T>& /*y*/, MatrixRef<T> dy, std::span<T> /*gradient*/,
                MatrixRef<T>* dx, const Pass<T>& /*pass*/) const override {
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

  std::string type_;
  Index height_;
  Index width_;
};

}  // namespace

template <typename T>
LayerPointer<T> make_pooling2d(const Pooling2DSpec& spec, Shape input) {
  if (spec.height < 1 || spec.width < 1 || spec.height > input.height || spec.width > input.width) {
    throw Error("layer \"" + spec.name + "\" pools blocks of " + std::to_string(spec.height) + "×" +
                std::to_string(spec.width) + " in images of " + std::to_string(input.height) + "×" +
                std::to_string(input.width) + ", expected blocks that fit into the image");
  }
  const Shape output{input.height / spec.height, input.width / spec.width, input.channels};
  if (spec.kind == PoolingKind::kMax) {
    return std::make_unique<MaxPooling2D<T>>(spec, input, output);
  }
  return std::make_unique<AveragePooling2D<T>>(spec.name, "AveragePooling2D", input, output,
                                               spec.height, spec.width);
}

template <typename T>
LayerPointer<T> make_global_average_pooling2d(const GlobalAveragePooling2DSpec& spec, Shape input) {
  return std::make_unique<AveragePooling2D<T>>(spec.name, "GlobalAveragePooling2D", input,
                                               Shape{1, 1, input.channels}, input.height,
                                               input.width);
}

template LayerPointer<float> make_pooling2d<float>(const Pooling2DSpec&, Shape);
template LayerPointer<double> make_pooling2d<double>(const Pooling2DSpec&, Shape);
template LayerPointer<float> make_global_average_pooling2d<float>(const GlobalAveragePooling2DSpec&,
                                                                  Shape);
template LayerPointer<double> make_global_average_pooling2d<double>(
    const GlobalAveragePooling2DSpec&, Shape);

}  // namespace digitlab
