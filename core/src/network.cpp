#include "digitlab/network.hpp"

#include <cassert>
#include <functional>
#include <numeric>
#include <set>
#include <utility>

#include "digitlab/error.hpp"
#include "digitlab/loss.hpp"

namespace digitlab {
namespace {

// Far above any network for digits; keeps a damaged or hostile file from asking for all memory.
constexpr Index kMostParameters = Index{1} << 24;

std::string& layer_name(LayerSpec& spec) {
  return std::visit([](auto& s) -> std::string& { return s.name; }, spec);
}

// The network hands out logits: the last layer's sigmoid belongs to the loss and to
// `to_probabilities`, where it can be combined with the logarithm without rounding to 0 or 1.
OutputKind take_output_activation(LayerSpec& last) {
  auto* dense = std::get_if<DenseSpec>(&last);
  if (dense == nullptr || dense->units != kClasses) {
    throw Error("the last layer must be Dense with " + std::to_string(kClasses) + " units");
  }
  switch (dense->activation) {
    case Activation::kLinear:
      return OutputKind::kSoftmax;
    case Activation::kSigmoid:
      dense->activation = Activation::kLinear;
      return OutputKind::kSigmoid;
    case Activation::kRelu:
      break;
  }
  throw Error("the last layer's activation must be linear (for softmax) or sigmoid, not relu");
}

}  // namespace

Index ParameterInfo::size() const {
  return std::accumulate(shape.begin(), shape.end(), Index{1}, std::multiplies<>());
}

template <typename T>
Network<T>::Network(NetworkSpec spec) : spec_(std::move(spec)) {
  if (spec_.layers.empty()) throw Error("the network has no layers");
  std::vector<LayerSpec> layers = spec_.layers;
  output_kind_ = take_output_activation(layers.back());
  std::set<std::string> names;
  Index size = spec_.input.size();
  Index offset = 0;
  for (LayerSpec& layer_spec : layers) {
    if (!names.insert(layer_name(layer_spec)).second) {
      throw Error("two layers are named \"" + layer_name(layer_spec) + "\"");
    }
    layers_.push_back(make_layer<T>(layer_spec, size));
    const Layer<T>& layer = *layers_.back();
    layer_offsets_.push_back(offset);
    for (const LayerParameter& parameter : layer.parameters()) {
      table_.push_back(
          {layer.name() + "." + parameter.name, parameter.shape, offset, parameter.decays});
      offset += table_.back().size();
    }
    if (offset > kMostParameters) {
      throw Error("the network has more than " + std::to_string(kMostParameters) + " parameters");
    }
    size = layer.output_size();
  }
  layer_offsets_.push_back(offset);
  parameters_.assign(static_cast<std::size_t>(offset), T{0});
}

template <typename T>
template <typename U>
std::span<U> Network<T>::layer_part(std::span<U> flat, std::size_t l) const {
  const auto begin = static_cast<std::size_t>(layer_offsets_[l]);
  return flat.subspan(begin, static_cast<std::size_t>(layer_offsets_[l + 1]) - begin);
}

template <typename T>
void Network<T>::initialize(std::uint64_t seed) {
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    Random random(seed, l);
    layers_[l]->initialize(layer_part(parameters(), l), random);
  }
}

template <typename T>
Workspace<T> Network<T>::make_workspace(Index capacity) const {
  Workspace<T> workspace;
  workspace.input.setZero(capacity, input_size());
  workspace.input_gradient.setZero(capacity, input_size());
  for (const auto& layer : layers_) {
    workspace.activations.emplace_back(Matrix<T>::Zero(capacity, layer->output_size()));
    workspace.gradients.emplace_back(Matrix<T>::Zero(capacity, layer->output_size()));
  }
  return workspace;
}

template <typename T>
MatrixRef<T> Network<T>::forward(Index rows, Workspace<T>& workspace) const {
  assert(rows <= workspace.input.rows());
  workspace.rows = rows;
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const Matrix<T>& x = l == 0 ? workspace.input : workspace.activations[l - 1];
    layers_[l]->forward(layer_part(parameters(), l), x.topRows(rows),
                        workspace.activations[l].topRows(rows));
  }
  return workspace.activations.back().topRows(rows);
}

template <typename T>
void Network<T>::backward(Workspace<T>& workspace, std::span<T> gradient,
                          bool want_input_gradient) const {
  assert(gradient.size() == parameters_.size());
  const Index rows = workspace.rows;
  for (std::size_t l = layers_.size(); l-- > 0;) {
    const Matrix<T>& x = l == 0 ? workspace.input : workspace.activations[l - 1];
    MatrixRef<T> dx =
        (l == 0 ? workspace.input_gradient : workspace.gradients[l - 1]).topRows(rows);
    const bool want_dx = l > 0 || want_input_gradient;
    layers_[l]->backward(
        layer_part(parameters(), l), x.topRows(rows), workspace.activations[l].topRows(rows),
        workspace.gradients[l].topRows(rows), layer_part(gradient, l), want_dx ? &dx : nullptr);
  }
}

template <typename T>
void Network<T>::to_probabilities(MatrixRef<T> logits) const {
  if (output_kind_ == OutputKind::kSoftmax) {
    softmax<T>(logits);
  } else {
    sigmoid<T>(logits);
  }
}

template class Network<float>;
template class Network<double>;

}  // namespace digitlab
