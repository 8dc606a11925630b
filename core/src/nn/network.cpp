#include "digitlab/nn/network.hpp"

#include <algorithm>
#include <cassert>
#include <set>
#include <utility>

#include "digitlab/math/error.hpp"
#include "digitlab/nn/loss.hpp"

namespace digitlab {
namespace {

// Far above any network for digits; keeps a damaged or hostile file from asking for all memory.
constexpr Index kMostParameters = Index{1} << 24;
constexpr Index kMostActivations = Index{1} << 22;

// What a layer reads of recomputed values at a time: they stay in the second-level cache, with all
// else that it reads and writes then.
constexpr Index kBlockValues = Index{1} << 15;

// An image that is unrolled column by column is a plain row to the layers.
Shape input_shape(const InputFormat& input) {
  if (input.order == PixelOrder::kColumnMajor) return {1, 1, input.size()};
  return {input.height, input.width, 1};
}

// The network hands out logits: the last layer's sigmoid belongs to the loss and to
// `probabilities`, where it can be combined with the logarithm without rounding to 0 or 1.
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

template <typename T>
Network<T>::Network(NetworkSpec spec) : spec_(std::move(spec)) {
  if (spec_.layers.empty()) throw Error("the network has no layers");
  std::vector<LayerSpec> layers = spec_.layers;
  output_kind_ = take_output_activation(layers.back());
  std::set<std::string> names;
  Shape shape = input_shape(spec_.input);
  Index offset = 0;
  for (const LayerSpec& layer_spec : layers) {
    if (!names.insert(layer_name(layer_spec)).second) {
      throw Error("two layers are named \"" + layer_name(layer_spec) + "\"");
    }
    layers_.push_back(make_layer<T>(layer_spec, shape));
    const Layer<T>& layer = *layers_.back();
    if (layer.output_size() > kMostActivations) {
      throw Error("layer \"" + layer.name() + "\" has more than " +
                  std::to_string(kMostActivations) + " outputs");
    }
    layer_offsets_.push_back(offset);
    for (const LayerParameter& parameter : layer.parameters()) {
      table_.push_back({layer.name() + "." + parameter.name, parameter.shape, offset,
                        parameter.kind, parameter.momentum, parameter.size()});
      offset += parameter.size();
    }
    if (offset > kMostParameters) {
      throw Error("the network has more than " + std::to_string(kMostParameters) + " parameters");
    }
    shape = layer.output_shape();
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

// Not what the next quick layer has to see all rows of.
template <typename T>
bool Network<T>::is_recomputed(std::size_t l) const {
  return l + 1 < layers_.size() && layers_[l]->is_quick() && !layers_[l + 1]->is_quick();
}

template <typename T>
Index Network<T>::block_rows(std::size_t l, Index rows) const {
  if (l == 0 || !is_recomputed(l - 1)) return rows;
  return std::clamp(kBlockValues / layers_[l]->input_size(), Index{1}, rows);
}

template <typename T>
template <typename F>
void Network<T>::for_each_block(std::size_t l, Index rows, const F& f) const {
  const Index most = block_rows(l, rows);
  for (Index first = 0; first < rows; first += most) f(first, std::min(most, rows - first));
}

template <typename T>
Workspace<T> Network<T>::make_workspace(Index capacity, Purpose purpose) const {
  const bool gradients = purpose == Purpose::kGradients;
  Workspace<T> workspace;
  workspace.input.setZero(capacity, input_size());
  if (gradients) workspace.input_gradient.setZero(capacity, input_size());
  Index scratch = 0;
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const Layer<T>& layer = *layers_[l];
    const Index rows = is_recomputed(l) ? block_rows(l + 1, capacity) : capacity;
    workspace.activations.emplace_back(Matrix<T>::Zero(rows, layer.output_size()));
    workspace.caches.emplace_back(
        static_cast<std::size_t>(gradients ? layer.cache_size(capacity) : 0));
    if (gradients) {
      std::vector<T>& gradient = workspace.gradients[l % 2];
      gradient.resize(
          std::max(gradient.size(), static_cast<std::size_t>(capacity * layer.output_size())));
    }
    scratch = std::max(scratch, layer.scratch_size());
  }
  workspace.scratch.resize(static_cast<std::size_t>(scratch));
  return workspace;
}

template <typename T>
Pass<T> Network<T>::pass_of(Workspace<T>& workspace, std::size_t l, Index first) const {
  Pass<T> pass;
  if (workspace.training) {
    pass.training = true;
    pass.random = workspace.training->random;
    pass.share = workspace.training->share;
  }
  pass.first = first;
  pass.cache = workspace.caches[l];
  pass.scratch = workspace.scratch;
  return pass;
}

template <typename T>
ConstMatrixRef<T> Network<T>::input_of(Workspace<T>& workspace, std::size_t l, Index first,
                                       Index count) const {
  if (l == 0) return workspace.input.middleRows(first, count);
  Matrix<T>& x = workspace.activations[l - 1];
  if (!is_recomputed(l - 1)) return x.middleRows(first, count);
  layers_[l - 1]->forward(layer_part(parameters(), l - 1), input_of(workspace, l - 1, first, count),
                          x.topRows(count), pass_of(workspace, l - 1, first));
  return x.topRows(count);
}

template <typename T>
MatrixRef<T> Network<T>::forward(Index rows, Workspace<T>& workspace,
                                 const std::optional<TrainingPass>& training) const {
  assert(rows <= workspace.input.rows());
  workspace.rows = rows;
  workspace.training = training;
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const Layer<T>& layer = *layers_[l];
    if (training && layer.is_quick()) {
      layer.observe(input_of(workspace, l, 0, rows), pass_of(workspace, l, 0));
    }
    if (is_recomputed(l)) continue;
    for_each_block(l, rows, [&](Index first, Index count) {
      layer.forward(layer_part(parameters(), l), input_of(workspace, l, first, count),
                    workspace.activations[l].middleRows(first, count),
                    pass_of(workspace, l, first));
    });
  }
  return workspace.activations.back().topRows(rows);
}

template <typename T>
void Network<T>::backward(Workspace<T>& workspace, std::span<T> gradient,
                          bool want_input_gradient) const {
  assert(gradient.size() == parameters_.size());
  for (std::size_t l = layers_.size(); l-- > 0;) {
    const Matrix<T>& y = workspace.activations[l];
    MatrixMap<T> dy = gradient_of(workspace, l);
    const bool want_dx = l > 0 || want_input_gradient;
    for_each_block(l, workspace.rows, [&](Index first, Index count) {
      MatrixRef<T> dx = input_gradient_of(workspace, l).middleRows(first, count);
      layers_[l]->backward(layer_part(parameters(), l), input_of(workspace, l, first, count),
                           is_recomputed(l) ? y.topRows(0) : y.middleRows(first, count),
                           dy.middleRows(first, count), layer_part(gradient, l),
                           want_dx ? &dx : nullptr, pass_of(workspace, l, first));
    });
  }
}

template <typename T>
bool Network<T>::divide_logits(double temperature) {
  const auto* dense = std::get_if<DenseSpec>(&spec_.layers.back());
  if (dense == nullptr || dense->activation != Activation::kLinear) return false;
  for (T& value : layer_part(parameters(), layers_.size() - 1)) {
    value /= static_cast<T>(temperature);
  }
  return true;
}

template <typename T>
Matrix<T> Network<T>::features(Workspace<T>& workspace) const {
  const std::size_t last = layers_.size() - 1;
  Matrix<T> values(workspace.rows, layers_[last]->input_size());
  for_each_block(last, workspace.rows, [&](Index first, Index count) {
    values.middleRows(first, count) = input_of(workspace, last, first, count);
  });
  return values;
}

template <typename T>
MatrixRef<T> Network<T>::probabilities(Workspace<T>& workspace) const {
  MatrixRef<T> outputs = workspace.activations.back().topRows(workspace.rows);
  if (output_kind_ == OutputKind::kSoftmax) {
    softmax<T>(outputs);
  } else {
    sigmoid<T>(outputs);
  }
  const NoDigitUnit& no_digit = calibration_.no_digit;
  if (!no_digit.exists()) return outputs;
  const std::size_t last = layers_.size() - 1;
  for_each_block(last, workspace.rows, [&](Index first, Index count) {
    spread<T>(no_digit, input_of(workspace, last, first, count), outputs.middleRows(first, count));
  });
  return outputs;
}

template class Network<float>;
template class Network<double>;

}  // namespace digitlab
