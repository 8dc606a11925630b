#include "digitlab/nn/fold.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace digitlab {
namespace {

// A layer of the folded network under construction.
struct FoldedLayer {
  LayerSpec spec;
  std::vector<float> parameters;
};

// Gives a layer with linear outputs, if it is one, the normalization's activation.
template <typename Spec>
bool take_activation(Spec* spec, Activation activation) {
  if (spec == nullptr || spec->activation != Activation::kLinear) return false;
  spec->activation = activation;
  return true;
}

// The same, and a bias of `channels` where there was none.
template <typename Spec>
bool take_bias(Spec* spec, Activation activation, std::size_t channels, FoldedLayer& layer) {
  if (!take_activation(spec, activation)) return false;
  if (!std::exchange(spec->use_bias, true)) {
    layer.parameters.resize(layer.parameters.size() + channels);
  }
  return true;
}

// Whether a normalization of `channels` can be folded into the layer, which is then prepared.
bool can_take(FoldedLayer& layer, std::size_t channels, Activation activation) {
  LayerSpec& spec = layer.spec;
  return take_activation(spec.get_if<DenseSpec>(), activation) ||
         take_bias(spec.get_if<Conv2DSpec>(), activation, channels, layer) ||
         take_bias(spec.get_if<DepthwiseConv2DSpec>(), activation, channels, layer);
}

// kernel (…,F) and bias (F) of `layer`, normalization (gamma, beta, mean, variance: F each):
// kernel ← kernel · s,  bias ← (bias - mean) · s + beta,  with s = gamma / √(variance + ε)
void fold_into(FoldedLayer& layer, double epsilon, std::span<const float> normalization) {
  const std::size_t filters = normalization.size() / 4;
  const std::size_t kernel_size = layer.parameters.size() - filters;
  for (std::size_t f = 0; f < filters; ++f) {
    const auto part = [&](std::size_t i) {
      return static_cast<double>(normalization[i * filters + f]);
    };
    const double scale = part(0) / std::sqrt(part(3) + epsilon);
    for (std::size_t i = f; i < kernel_size; i += filters) {
      layer.parameters[i] = static_cast<float>(layer.parameters[i] * scale);
    }
    float& bias = layer.parameters[kernel_size + f];
    bias = static_cast<float>((bias - part(2)) * scale + part(1));
  }
}

}  // namespace

Network<float> fold(const Network<float>& network) {
  std::vector<FoldedLayer> layers;
  std::size_t offset = 0;
  for (std::size_t l = 0; l < network.layers().size(); ++l) {
    const LayerSpec& spec = network.spec().layers[l];
    const auto count = static_cast<std::size_t>(network.layers()[l]->parameter_count());
    const auto parameters = network.parameters().subspan(offset, count);
    offset += count;
    if (spec.get_if<DropoutSpec>() != nullptr) continue;
    const auto* norm = spec.get_if<BatchNormalizationSpec>();
    if (norm != nullptr && !layers.empty() &&
        can_take(layers.back(), count / 4, norm->activation)) {
      fold_into(layers.back(), norm->epsilon, parameters);
    } else {
      layers.push_back({spec, {parameters.begin(), parameters.end()}});
    }
  }

  NetworkSpec spec{network.spec().name, network.spec().input, {}};
  std::vector<float> values;
  for (FoldedLayer& layer : layers) {
    spec.layers.push_back(std::move(layer.spec));
    values.insert(values.end(), layer.parameters.begin(), layer.parameters.end());
  }
  Network<float> folded(std::move(spec));
  std::copy(values.begin(), values.end(), folded.parameters().begin());
  return folded;
}

}  // namespace digitlab
