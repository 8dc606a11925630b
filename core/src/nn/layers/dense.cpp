#include "digitlab/nn/layers/dense.hpp"

#include <utility>

#include "digitlab/math/error.hpp"
#include "math/kernels.hpp"
#include "nn/layers/trainable.hpp"

namespace digitlab {
namespace {

template <typename T>
class Dense final : public Trainable<Dense<T>, DenseSpec, T> {
 public:
  Dense(const DenseSpec& spec, Shape input)
      : Trainable<Dense<T>, DenseSpec, T>(spec.name, input, {1, 1, spec.units}),
        activation_(spec.activation),
        initializer_(spec.kernel_initializer),
        inputs_(input.size()),
        units_(spec.units) {}

  std::vector<LayerParameter> parameters() const override {
    return {{"kernel", {inputs_, units_}, ParameterKind::kKernel},
            {"bias", {units_}, ParameterKind::kOffset}};
  }

  void start(std::span<T> parameters, Random& random) const {
    const auto kernel_size = static_cast<std::size_t>(inputs_ * units_);
    initialize_kernel<T>(initializer_, inputs_, units_, parameters.first(kernel_size), random);
    for (T& bias : parameters.subspan(kernel_size)) bias = T{0};
  }

  // y (B,O) = activation(x (B,I) · kernel (I,O) + bias (O))
  void forward(std::span<const T> parameters, const ConstMatrixRef<T>& x, MatrixRef<T> y,
               const Pass<T>& /*pass*/) const override {
    const ConstMatrixMap<T> kernel(parameters.data(), inputs_, units_);
    const ConstRowVectorMap<T> bias(parameters.data() + kernel.size(), units_);
    y.rowwise() = bias;
    multiply(strided(x), strided(kernel), y.data(), y.outerStride(), Write::kAdd);
    activate<T>(activation_, y);
  }

  // With dz = dy ∘ activation'(z):  dkernel += xᵀ · dz,  dbias += Σ_b dz_b,  dx = dz · kernelᵀ
  void add_gradient(std::span<const T> parameters, const ConstMatrixRef<T>& x,
                    const ConstMatrixRef<T>& y, MatrixRef<T> dy, std::span<T> gradient,
                    MatrixRef<T>* dx, const Pass<T>& /*pass*/) const {
    const ConstMatrixMap<T> kernel(parameters.data(), inputs_, units_);
    MatrixMap<T> dkernel(gradient.data(), inputs_, units_);
    RowVectorMap<T> dbias(gradient.data() + kernel.size(), units_);
    MatrixRef<T>& dz = dy;
    differentiate<T>(activation_, y, dz);
    multiply(strided(x).transposed(), strided(dz), dkernel.data(), dkernel.outerStride(),
             Write::kAdd);
    for (Index b = 0; b < dz.rows(); ++b) dbias += dz.row(b);
    if (dx != nullptr) {
      multiply(strided(dz), strided(kernel).transposed(), dx->data(), dx->outerStride(),
               Write::kAssign);
    }
  }

 private:
  Activation activation_;
  Initializer initializer_;
  Index inputs_;
  Index units_;
};

}  // namespace

template <typename T>
LayerPointer<T> DenseSpec::make(Shape input) const {
  if (units < 1) {
    throw Error("layer \"" + name + "\" has " + std::to_string(units) +
                " units, expected at least 1");
  }
  return std::make_unique<Dense<T>>(*this, input);
}

template LayerPointer<float> DenseSpec::make<float>(Shape) const;
template LayerPointer<double> DenseSpec::make<double>(Shape) const;

template <>
void allow_training_of<DenseSpec, float>() {
  Dense<float>::allow_training();
}
template <>
void allow_training_of<DenseSpec, double>() {
  Dense<double>::allow_training();
}

}  // namespace digitlab
