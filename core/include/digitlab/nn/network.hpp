/// @file
/// A sequential network over one flat parameter buffer.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "digitlab/math/matrix.hpp"
#include "digitlab/nn/layer.hpp"
#include "digitlab/nn/loss.hpp"
#include "digitlab/nn/spec.hpp"

namespace digitlab {

/// Where one named parameter lies in the flat buffer.
struct ParameterInfo {
  std::string name;          ///< "L1.kernel", "L1.bias"
  std::vector<Index> shape;  ///< (I,O) or (O)
  Index offset = 0;          ///< of its first value in `Network::parameters()`
  ParameterKind kind = ParameterKind::kKernel;
  double momentum = 0;  ///< of a statistic
  Index size = 0;       ///< the product of the extents
};

/// What makes a pass one of training: layers then behave as in training.
struct TrainingPass {
  /// Allows training, see `allow_training`.
  explicit TrainingPass(Random* random = nullptr, double share = 1);

  Random* random = nullptr;  ///< what dropout draws from; must outlive the pass
  double share = 1;          ///< rows of this pass over rows of the batch whose gradient is summed
};

/// What a workspace is for.
enum class Purpose {
  kInference,  ///< forward only
  kGradients,  ///< forward and backward: room for every gradient
};

/// The values of one batch on their way through a network. One per thread; made once, reused.
///
/// A network waits for memory as much as for arithmetic, so little is kept: gradients of two layers
/// only, and no output of quick layers, which are computed anew (gradient checkpointing, see
/// `Layer::is_quick`).
template <typename T>
struct Workspace {
  Index rows = 0;                           ///< B of the batch it holds now
  Matrix<T> input;                          ///< (capacity, I), filled by the caller
  std::vector<Matrix<T>> activations;       ///< [l] output of layer l, (capacity or fewer, O_l)
  std::array<std::vector<T>, 2> gradients;  ///< dLoss / d activations[l] in the one of l's parity
  Matrix<T> input_gradient;                 ///< dLoss / d input, when asked for
  std::vector<std::vector<T>> caches;       ///< [l] what layer l's forward leaves for its backward
  std::vector<T> scratch;                   ///< shared by all layers
  std::optional<TrainingPass> training;     ///< of the pass under way
};

/// Networks are values: movable, with all state in `parameters()`. Forward and backward passes are
/// const and keep what they compute in a workspace, so threads share one network.
template <typename T>
class Network {
 public:
  /// All parameters are zero until `initialize` or a caller fills them.
  /// @throws Error when the specification does not make a network
  explicit Network(NetworkSpec spec);
  Network(Network&&) noexcept = default;
  Network& operator=(Network&&) noexcept = default;
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;
  ~Network() = default;

  const NetworkSpec& spec() const { return spec_; }
  Index input_size() const { return spec_.input.size(); }
  /// K: the units of the last layer, 2 to 254.
  Index classes() const { return layers_.back()->output_size(); }
  OutputKind output_kind() const { return output_kind_; }
  /// Whether training takes statistics of several rows together.
  bool mixes_rows() const;
  /// All layers' outputs for one sample: memory and work go by it.
  Index activation_count() const;

  /// Draws kernels from each layer's distribution and sets biases to zero. Layer l uses stream l of
  /// the seed, so a layer's first values do not depend on the layers before it.
  void initialize(std::uint64_t seed);

  /// (P): every layer's parameters one after the other; the layers only view it.
  std::span<T> parameters() { return parameters_; }
  std::span<const T> parameters() const { return parameters_; }
  const std::vector<ParameterInfo>& parameter_table() const { return table_; }
  const std::vector<std::unique_ptr<const Layer<T>>>& layers() const { return layers_; }

  /// Buffers for batches of up to `capacity` rows.
  /// @throws Error when they are more than can be addressed
  Workspace<T> make_workspace(Index capacity, Purpose purpose = Purpose::kGradients) const;

  /// Runs the first `rows` rows of `workspace.input`; returns the logits (rows,K), which stay in
  /// the workspace. The last layer's sigmoid, if it has one, is left to `to_probabilities`.
  MatrixRef<T> forward(Index rows, Workspace<T>& workspace,
                       const std::optional<TrainingPass>& training = std::nullopt) const;

  /// After `forward` and with dLoss/dlogits in `logit_gradient(workspace)`: adds dLoss/dparameters
  /// to `gradient` (P), and fills `workspace.input_gradient` when `want_input_gradient`. In the
  /// place of a statistic (see `ParameterKind`) it adds `share` times the statistic of these rows.
  void backward(Workspace<T>& workspace, std::span<T> gradient,
                bool want_input_gradient = false) const;

  /// (rows,K) to be filled with dLoss/dlogits between forward and backward.
  MatrixRef<T> logit_gradient(Workspace<T>& workspace) const {
    return gradient_of(workspace, layers_.size() - 1);
  }

  /// After `forward`: what the last layer read (rows,F).
  Matrix<T> features(Workspace<T>& workspace) const;

 private:
  /// Layer `l`'s part of a flat buffer (P).
  template <typename U>
  std::span<U> layer_part(std::span<U> flat, std::size_t l) const;
  Pass<T> pass_of(Workspace<T>& workspace, std::size_t l, Index first) const;

  /// Whether layer `l`'s output is computed anew wherever layer l + 1 reads it.
  bool is_recomputed(std::size_t l) const;
  /// f(first, count) for the rows of a batch, as many at a time as layer `l` takes in.
  template <typename F>
  void for_each_block(std::size_t l, Index rows, const F& f) const;
  Index block_rows(std::size_t l, Index rows) const;
  void check_room(Index capacity) const;
  /// What layer `l` reads (count, I_l).
  ConstMatrixRef<T> input_of(Workspace<T>& workspace, std::size_t l, Index first,
                             Index count) const;
  /// dLoss / d output of layer `l` (rows, O_l).
  MatrixMap<T> gradient_of(Workspace<T>& workspace, std::size_t l) const {
    return {workspace.gradients[l % 2].data(), workspace.rows, layers_[l]->output_size()};
  }
  /// dLoss / d input of layer `l` (rows, I_l).
  MatrixMap<T> input_gradient_of(Workspace<T>& workspace, std::size_t l) const {
    if (l > 0) return gradient_of(workspace, l - 1);
    return {workspace.input_gradient.data(), workspace.rows, input_size()};
  }

  NetworkSpec spec_;
  OutputKind output_kind_ = OutputKind::kSoftmax;
  std::vector<std::unique_ptr<const Layer<T>>> layers_;
  std::vector<Index> layer_offsets_;
  std::vector<ParameterInfo> table_;
  std::vector<T> parameters_;
};

extern template class Network<float>;
extern template class Network<double>;

/// Σ of squares of all kernels (biases left out): the course's regularisation is λ/(2N) of it.
template <typename T>
double kernel_square_sum(const Network<T>& network);

/// Logits → probabilities (rows,K), in place: by softmax or sigmoid.
template <typename T>
void to_probabilities(OutputKind kind, MatrixRef<T> logits);

}  // namespace digitlab
