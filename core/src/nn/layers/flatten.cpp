#include "digitlab/nn/layers/flatten.hpp"

namespace digitlab {
namespace {

// Images are rows of the batch already: only the shape changes.
template <typename T>
class Flatten final : public Layer<T> {
 public:
  Flatten(const FlattenSpec& spec, Shape input)
      : Layer<T>(spec.name, input, {1, 1, input.size()}) {}

  void forward(std::span<const T> /*parameters*/, const ConstMatrixRef<T>& x, MatrixRef<T> y,
               const Pass<T>& /*pass*/) const override {
    y = x;
  }

  void backward(std::span<const T> /*parameters*/, const ConstMatrixRef<T>& /*x*/,
                const ConstMatrixRef<T>& /*y*/, MatrixRef<T> dy, std::span<T> /*gradient*/,
                MatrixRef<T>* dx, const Pass<T>& /*pass*/) const override {
    if (dx != nullptr) *dx = dy;
  }
};

}  // namespace

template <typename T>
LayerPointer<T> FlattenSpec::make(Shape input) const {
  return std::make_unique<Flatten<T>>(*this, input);
}

template LayerPointer<float> FlattenSpec::make<float>(Shape) const;
template LayerPointer<double> FlattenSpec::make<double>(Shape) const;

}  // namespace digitlab
