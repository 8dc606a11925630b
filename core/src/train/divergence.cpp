#include "train/divergence.hpp"

#include <algorithm>
#include <cmath>

#include "digitlab/nn/inspect.hpp"

namespace digitlab {
namespace {

bool all_finite(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(),
                     [](float value) { return std::isfinite(value); });
}

}  // namespace

bool is_finite(double loss, std::span<const float> gradient) {
  // A sum is a number unless one of its terms is none, or it overflows; then all are looked at.
  const Eigen::Map<const Eigen::ArrayXf> values(gradient.data(),
                                                static_cast<Index>(gradient.size()));
  return std::isfinite(loss) && (std::isfinite(values.sum()) || all_finite(gradient));
}

std::string first_diverged_layer(const Network<float>& network,
                                 const ConstMatrixRef<float>& inputs) {
  const std::vector<Matrix<float>> outputs = layer_outputs<float>(network, inputs);
  for (std::size_t l = 0; l < outputs.size(); ++l) {
    const auto size = static_cast<std::size_t>(outputs[l].size());
    if (!all_finite({outputs[l].data(), size})) return network.layers()[l]->name();
  }
  return "";
}

std::string first_diverged_gradient(const Network<float>& network,
                                    std::span<const float> gradient) {
  std::size_t begin = 0;
  for (const auto& layer : network.layers()) {
    const auto count = static_cast<std::size_t>(layer->parameter_count());
    if (!all_finite(gradient.subspan(begin, count))) return layer->name();
    begin += count;
  }
  return "";
}

}  // namespace digitlab
