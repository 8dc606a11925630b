#include "digitlab/nn/layer.hpp"

#include <cmath>
#include <functional>
#include <numeric>

#include "digitlab/nn/loss.hpp"
#include "nn/layers/layers.hpp"

namespace digitlab {

Index LayerParameter::size() const {
  return std::accumulate(shape.begin(), shape.end(), Index{1}, std::multiplies<>());
}

template <typename T>
Index Layer<T>::parameter_count() const {
  Index count = 0;
  for (const LayerParameter& parameter : parameters()) count += parameter.size();
  return count;
}

namespace {

template <typename T>
struct Maker {
  Shape input;

  auto operator()(const DenseSpec& spec) const { return make_dense<T>(spec, input); }
  auto operator()(const Conv2DSpec& spec) const { return make_conv2d<T>(spec, input); }
  auto operator()(const DepthwiseConv2DSpec& spec) const {
    return make_depthwise_conv2d<T>(spec, input);
  }
  auto operator()(const BatchNormalizationSpec& spec) const {
    return make_batch_normalization<T>(spec, input);
  }
  auto operator()(const Pooling2DSpec& spec) const { return make_pooling2d<T>(spec, input); }
  auto operator()(const GlobalAveragePooling2DSpec& spec) const {
    return make_global_average_pooling2d<T>(spec, input);
  }
  auto operator()(const FlattenSpec& spec) const { return make_flatten<T>(spec, input); }
  auto operator()(const DropoutSpec& spec) const { return make_dropout<T>(spec, input); }
};

}  // namespace

template <typename T>
std::unique_ptr<const Layer<T>> make_layer(const LayerSpec& spec, Shape input) {
  return std::visit(Maker<T>{input}, spec);
}

template <typename T>
void initialize_kernel(Initializer initializer, Index fan_in, Index fan_out, std::span<T> kernel,
                       Random& random) {
  const auto n = static_cast<double>(fan_in);
  const auto m = static_cast<double>(fan_out);
  const double limit =
      initializer == Initializer::kGlorotUniform ? std::sqrt(6.0 / (n + m)) : std::sqrt(6.0 / n);
  for (T& value : kernel) value = static_cast<T>(random.uniform(-limit, limit));
}

template <typename T>
void activate(Activation activation, MatrixRef<T> z) {
  if (activation == Activation::kRelu) z = z.cwiseMax(T{0});
  if (activation == Activation::kSigmoid) sigmoid<T>(z);
}

template <typename T>
void differentiate(Activation activation, const ConstMatrixRef<T>& y, MatrixRef<T> dy) {
  if (activation == Activation::kRelu) {
    // Plain loops: Eigen's `select` is not vectorised.
    for (Index b = 0; b < y.rows(); ++b) {
      const T* values = y.row(b).data();
      T* gradient = dy.row(b).data();
      for (Index i = 0; i < y.cols(); ++i) gradient[i] = values[i] > T{0} ? gradient[i] : T{0};
    }
  }
  if (activation == Activation::kSigmoid) {
    dy.array() *= y.array() * (T{1} - y.array());
  }
}

template class Layer<float>;
template class Layer<double>;
template LayerPointer<float> make_layer<float>(const LayerSpec&, Shape);
template LayerPointer<double> make_layer<double>(const LayerSpec&, Shape);
template void initialize_kernel<float>(Initializer, Index, Index, std::span<float>, Random&);
template void initialize_kernel<double>(Initializer, Index, Index, std::span<double>, Random&);
template void activate<float>(Activation, MatrixRef<float>);
template void activate<double>(Activation, MatrixRef<double>);
template void differentiate<float>(Activation, const ConstMatrixRef<float>&, MatrixRef<float>);
template void differentiate<double>(Activation, const ConstMatrixRef<double>&, MatrixRef<double>);

}  // namespace digitlab
