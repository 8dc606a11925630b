#include "digitlab/nn/network.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <set>
#include <type_traits>
#include <utility>

#include "digitlab/math/error.hpp"
#include "digitlab/nn/activation.hpp"

namespace digitlab {
namespace {

// Far above any network for small images; keeps a damaged or hostile file from asking for all
// memory. Of all layers together, for one sample: parameters; outputs and room to work in.
constexpr Index kMostParameters = Index{1} << 24;
constexpr Index kMostActivations = Index{1} << 22;
constexpr Index kMostWork = Index{1} << 29;  // multiplications, for one sample
constexpr std::size_t kMostLayers = 1024;
constexpr Index kMostClasses = kNoClass - 1;

// What a layer reads of recomputed values at a time: they stay in the second-level cache, with all
// else that it reads and writes then.
constexpr Index kBlockValues = Index{1} << 15;

// The network hands out logits: the last layer's sigmoid belongs to the loss and to
// `probabilities`, where it can be combined with the logarithm without rounding to 0 or 1.
OutputKind take_output_activation(LayerSpec& last) {
  auto* dense = last.get_if<DenseSpec>();
  if (dense == nullptr) throw Error("the last layer must be Dense, with a unit for each class");
  if (dense->units < 2 || dense->units > kMostClasses) {
    throw Error("the last layer has " + std::to_string(dense->units) +
                " units, expected one for each class, 2 to " + std::to_string(kMostClasses));
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

// Adds to a sum of which the most is known; no sum is ever more than `most` + 1.
void add_to(Index& sum, Index count, Index most, const std::string& layer, const char* what) {
  if (count > most - sum) {
    throw Error("with layer \"" + layer + "\" the network has more than " + std::to_string(most) +
                " " + what + "; fewer units or a smaller image would help");
  }
  sum += count;
}

}  // namespace

TrainingPass::TrainingPass(Random* draws, double part) : random(draws), share(part) {
  allow_training<float>();
}

template <typename T>
Network<T>::Network(NetworkSpec spec) : spec_(std::move(spec)) {
  if (spec_.layers.empty()) throw Error("the network has no layers");
  if (spec_.layers.size() > kMostLayers) {
    throw Error("the network has " + std::to_string(spec_.layers.size()) +
                " layers, expected at most " + std::to_string(kMostLayers));
  }
  if constexpr (std::is_same_v<T, double>) {
    allow_layers_of_doubles();
    allow_training<double>();
  }
  std::vector<LayerSpec> layers = spec_.layers;
  output_kind_ = take_output_activation(layers.back());
  std::set<std::string> names;
  Shape shape = spec_.input.shape();
  Index offset = 0;
  Index activations = 0;
  Index work = 0;
  add_to(activations, shape.size(), kMostActivations, "Input", "values for a sample");
  for (const LayerSpec& layer_spec : layers) {
    if (!names.insert(layer_spec.name()).second) {
      throw Error("two layers are named \"" + layer_spec.name() + "\"");
    }
    layers_.push_back(layer_spec.make<T>(shape));
    const Layer<T>& layer = *layers_.back();
    add_to(activations, layer.output_size(), kMostActivations, layer.name(), "values for a sample");
    layer_offsets_.push_back(offset);
    for (const LayerParameter& parameter : layer.parameters()) {
      table_.push_back({layer.name() + "." + parameter.name, parameter.shape, offset,
                        parameter.kind, parameter.momentum, parameter.size()});
      add_to(offset, parameter.size(), kMostParameters, layer.name(), "parameters");
    }
    if (layer.scratch_size() > kMostParameters) {
      throw Error("layer \"" + layer.name() + "\" needs room for more than " +
                  std::to_string(kMostParameters) + " values; a smaller kernel would help");
    }
    shape = layer.output_shape();
    add_to(work, saturating_product({layer.parameter_count(), shape.height, shape.width}),
           kMostWork, layer.name(), "products for a sample");
  }
  layer_offsets_.push_back(offset);
  parameters_.assign(static_cast<std::size_t>(offset), T{0});
}

template <typename T>
bool Network<T>::mixes_rows() const {
  return std::any_of(layers_.begin(), layers_.end(),
                     [](const LayerPointer<T>& layer) { return layer->mixes_rows(); });
}

template <typename T>
Index Network<T>::activation_count() const {
  Index count = 0;
  for (const LayerPointer<T>& layer : layers_) count += layer->output_size();
  return count;
}

template <typename T>
template <typename U>
std::span<U> Network<T>::layer_part(std::span<U> flat, std::size_t l) const {
  const auto begin = static_cast<std::size_t>(layer_offsets_[l]);
  return flat.subspan(begin, static_cast<std::size_t>(layer_offsets_[l + 1]) - begin);
}

template <typename T>
void Network<T>::initialize(std::uint64_t seed) {
  allow_training<T>();
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

// Sizes are computed with `Index`, which has 32 bits in WebAssembly, and buffers are counted in
// bytes there.
template <typename T>
void Network<T>::check_room(Index capacity) const {
  const Index most = std::numeric_limits<Index>::max() / Index{sizeof(T)};
  bool fits = saturating_product({capacity, input_size()}) <= most;
  for (const LayerPointer<T>& layer : layers_) {
    fits = fits && saturating_product({capacity, layer->output_size()}) <= most &&
           saturating_product({capacity, layer->cache_size(1)}) <= most;
  }
  if (fits) return;
  throw Error("the network is too large for " + std::to_string(capacity) +
              " samples at a time; fewer would help");
}

template <typename T>
Workspace<T> Network<T>::make_workspace(Index capacity, Purpose purpose) const {
  const bool gradients = purpose == Purpose::kGradients;
  check_room(capacity);
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
  allow_training<T>();
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
Matrix<T> Network<T>::features(Workspace<T>& workspace) const {
  const std::size_t last = layers_.size() - 1;
  Matrix<T> values(workspace.rows, layers_[last]->input_size());
  for_each_block(last, workspace.rows, [&](Index first, Index count) {
    values.middleRows(first, count) = input_of(workspace, last, first, count);
  });
  return values;
}

template class Network<float>;
template class Network<double>;

template <typename T>
double kernel_square_sum(const Network<T>& network) {
  double sum = 0;
  for (const ParameterInfo& info : network.parameter_table()) {
    if (info.kind != ParameterKind::kKernel) continue;
    for (const T value : network.parameters().subspan(static_cast<std::size_t>(info.offset),
                                                      static_cast<std::size_t>(info.size))) {
      sum += static_cast<double>(value) * static_cast<double>(value);
    }
  }
  return sum;
}

template <typename T>
void to_probabilities(OutputKind kind, MatrixRef<T> logits) {
  if (kind == OutputKind::kSoftmax) {
    softmax<T>(logits);
  } else {
    sigmoid<T>(logits);
  }
}

template double kernel_square_sum<float>(const Network<float>&);
template double kernel_square_sum<double>(const Network<double>&);
template void to_probabilities<float>(OutputKind, MatrixRef<float>);
template void to_probabilities<double>(OutputKind, MatrixRef<double>);

}  // namespace digitlab
