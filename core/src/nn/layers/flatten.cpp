#include "nn/layers/layers.hpp"

namespace digitlab {
namespace {

// Images are rows of the batch already: only the shape changes.
template <typename T>
class Flatten final : public Layer<T> {
 public:
  Flatten(const FlattenSpec& spec, Shape input)
      : Layer<T>(spec.name, input, {1, 1, input.size()}) {}

  std::string type() const override { return "Flatten"; }

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
LayerPointer<T> make_flatten(const FlattenSpec& spec, Shape input) {
  return std::make_unique<Flatten<T>>(spec, input);
}

template LayerPointer<float> make_flatten<float>(const FlattenSpec&, Shape);
template LayerPointer<double> make_flatten<double>(const FlattenSpec&, Shape);

}  // namespace digitlab
