#include "digitlab/nn/fold.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>
#include <vector>

namespace digitlab {
namespace {

// A layer of the folded network under construction.
struct FoldedLayer {
  LayerSpec spec;
  std::vector<float> parameters;
};

template <typename Spec>
concept Convolution = requires(Spec spec) {
  spec.use_bias;
};

// Whether a normalization of `channels` can be folded into the layer; if so, gives it the
// normalization's activation, and a bias where there was none.
bool take_activation(FoldedLayer& layer, std::size_t channels, Activation activation) {
  return std::visit(
      [&]<typename Spec>(Spec& spec) {
        if constexpr (Convolution<Spec> || std::is_same_v<Spec, DenseSpec>) {
          if (spec.activation != Activation::kLinear) return false;
          spec.activation = activation;
          if constexpr (Convolution<Spec>) {
            if (!std::exchange(spec.use_bias, true)) {
              layer.parameters.resize(layer.parameters.size() + channels);
            }
          }
          return true;
        }
        return false;
      },
      layer.spec);
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
    if (std::holds_alternative<DropoutSpec>(spec)) continue;
    const auto* norm = std::get_if<BatchNormalizationSpec>(&spec);
    if (norm != nullptr && !layers.empty() &&
        take_activation(layers.back(), count / 4, norm->activation)) {
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
  folded.set_calibration(network.calibration());
  return folded;
}

}  // namespace digitlab
