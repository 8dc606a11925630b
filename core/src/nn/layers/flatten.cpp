#include "digitlab/nn/layers/flatten.hpp"

#include "nn/layers/trainable.hpp"

namespace digitlab {
namespace {

// Images are rows of the batch already: only the shape changes.
template <typename T>
class Flatten final : public Trainable<Flatten<T>, FlattenSpec, T> {
 public:
  Flatten(const FlattenSpec& spec, Shape input)
      : Trainable<Flatten<T>, FlattenSpec, T>(spec.name, input, {1, 1, input.size()}) {}

  void forward(std::span<const T> /*parameters*/, const ConstMatrixRef<T>& x, MatrixRef<T> y,
               const Pass<T>& /*pass*/) const override {
    y = x;
  }

  void add_gradient(std::span<const T> /*parameters*/, const ConstMatrixRef<T>& /*x*/,
                    const ConstMatrixRef<T>& /*y*/, MatrixRef<T> dy, std::span<T> /*gradient*/,
                    MatrixRef<T>* dx, const Pass<T>& /*pass*/) const {
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

template <>
void allow_training_of<FlattenSpec, float>() {
  Flatten<float>::allow_training();
}
template <>
void allow_training_of<FlattenSpec, double>() {
  Flatten<double>::allow_training();
}

}  // namespace digitlab
