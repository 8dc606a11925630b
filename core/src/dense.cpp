#include <cassert>
#include <cmath>
#include <string>
#include <utility>

#include "digitlab/error.hpp"
#include "digitlab/layer.hpp"
#include "digitlab/loss.hpp"
#include "kernels.hpp"

namespace digitlab {
namespace {

template <typename T>
class Dense final : public Layer<T> {
 public:
  Dense(DenseSpec spec, Index inputs) : spec_(std::move(spec)), inputs_(inputs) {}

  const std::string& name() const override { return spec_.name; }
  std::string type() const override { return "Dense"; }
  Index input_size() const override { return inputs_; }
  Index output_size() const override { return spec_.units; }

  std::vector<LayerParameter> parameters() const override {
    return {{"kernel", {inputs_, spec_.units}, true}, {"bias", {spec_.units}, false}};
  }

  void initialize(std::span<T> parameters, Random& random) const override {
    const auto fan_in = static_cast<double>(inputs_);
    const auto fan_out = static_cast<double>(spec_.units);
    const double limit = spec_.kernel_initializer == Initializer::kGlorotUniform
                             ? std::sqrt(6.0 / (fan_in + fan_out))
                             : std::sqrt(6.0 / fan_in);
    const std::size_t kernel_size = static_cast<std::size_t>(inputs_ * spec_.units);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      parameters[i] = i < kernel_size ? static_cast<T>(random.uniform(-limit, limit)) : T{0};
    }
  }

  // y (B,O) = activation(x (B,I) · kernel (I,O) + bias (O))
  void forward(std::span<const T> parameters, const ConstMatrixRef<T>& x,
               MatrixRef<T> y) const override {
    const ConstMatrixMap<T> kernel(parameters.data(), inputs_, spec_.units);
    const ConstRowVectorMap<T> bias(parameters.data() + kernel.size(), spec_.units);
    y.rowwise() = bias;
    multiply(strided(x), strided(kernel), y.data(), y.outerStride(), Write::kAdd);
    activate(y);
  }

  // With dz = dy ∘ activation'(z):  dkernel += xᵀ · dz,  dbias += Σ_b dz_b,  dx = dz · kernelᵀ
  void backward(std::span<const T> parameters, const ConstMatrixRef<T>& x,
                const ConstMatrixRef<T>& y, MatrixRef<T> dy, std::span<T> gradient,
                MatrixRef<T>* dx) const override {
    const ConstMatrixMap<T> kernel(parameters.data(), inputs_, spec_.units);
    MatrixMap<T> dkernel(gradient.data(), inputs_, spec_.units);
    RowVectorMap<T> dbias(gradient.data() + kernel.size(), spec_.units);
    MatrixRef<T>& dz = dy;
    differentiate(y, dz);
    multiply(strided(x).transposed(), strided(dz), dkernel.data(), dkernel.outerStride(),
             Write::kAdd);
    for (Index b = 0; b < dz.rows(); ++b) dbias += dz.row(b);
    if (dx != nullptr) {
      multiply(strided(dz), strided(kernel).transposed(), dx->data(), dx->outerStride(),
               Write::kAssign);
    }
  }

 private:
  void activate(MatrixRef<T> z) const {
    if (spec_.activation == Activation::kRelu) z = z.cwiseMax(T{0});
    if (spec_.activation == Activation::kSigmoid) sigmoid<T>(z);
  }

  // dy → dy ∘ activation'(z), from y = activation(z) alone.
  void differentiate(const ConstMatrixRef<T>& y, MatrixRef<T>& dy) const {
    if (spec_.activation == Activation::kRelu) {
      dy.array() *= (y.array() > T{0}).template cast<T>();
    }
    if (spec_.activation == Activation::kSigmoid) {
      dy.array() *= y.array() * (T{1} - y.array());
    }
  }

  DenseSpec spec_;
  Index inputs_;
};

}  // namespace

template <typename T>
std::unique_ptr<const Layer<T>> make_layer(const LayerSpec& spec, Index input_size) {
  const auto& dense = std::get<DenseSpec>(spec);
  if (dense.units < 1) {
    throw Error("layer \"" + dense.name + "\" has " + std::to_string(dense.units) +
                " units, expected at least 1");
  }
  return std::make_unique<Dense<T>>(dense, input_size);
}

template std::unique_ptr<const Layer<float>> make_layer<float>(const LayerSpec&, Index);
template std::unique_ptr<const Layer<double>> make_layer<double>(const LayerSpec&, Index);

}  // namespace digitlab
