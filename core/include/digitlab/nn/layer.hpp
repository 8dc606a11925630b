/// @file
/// What a layer is to the network.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "digitlab/math/matrix.hpp"
#include "digitlab/math/random.hpp"
#include "digitlab/nn/shape.hpp"

namespace digitlab {

/// How training treats a parameter.
enum class ParameterKind {
  kKernel,     ///< learned; weight decay and L2 apply
  kOffset,     ///< learned: biases, and the scales and offsets of normalizations
  kStatistic,  ///< a moving average of what passes through; no gradient leads to it
};

/// One parameter of a layer, in the order they lie in the layer's part of the flat buffer.
struct LayerParameter {
  std::string name;  ///< "kernel", "bias", …
  std::vector<Index> shape;
  ParameterKind kind = ParameterKind::kKernel;
  double momentum = 0;  ///< of a statistic: moving ← momentum · moving + (1 - momentum) · batch

  Index size() const;  ///< the product of the extents; the largest Index where that is more
};

/// What a pass needs besides parameters and activations. The spans are the layer's own.
template <typename T>
struct Pass {
  bool training = false;     ///< dropout drops, normalizations use the statistics of these rows
  Random* random = nullptr;  ///< in training: what dropout draws from
  double share = 1;          ///< in training: these rows over all rows of the batch
  Index first = 0;           ///< of these rows, among those that the cache is for
  std::span<T> cache;        ///< `cache_size`: what a training forward leaves for its backward
  std::span<T> scratch;      ///< `scratch_size`: room for intermediate values, shared by all layers
};

/// Layers hold sizes, no numbers: parameters and activations are handed in. Hence const and shared
/// between threads.
template <typename T>
class Layer {
 public:
  Layer(std::string name, Shape input, Shape output)
      : name_(std::move(name)), input_(input), output_(output) {}
  virtual ~Layer() = default;

  const std::string& name() const { return name_; }
  Shape input_shape() const { return input_; }
  Shape output_shape() const { return output_; }
  Index input_size() const { return input_.size(); }
  Index output_size() const { return output_.size(); }

  virtual std::vector<LayerParameter> parameters() const { return {}; }
  /// All parameters' values: P_l.
  Index parameter_count() const;

  virtual Index cache_size(Index /*rows*/) const { return 0; }
  virtual Index scratch_size() const { return 0; }

  /// Fills the layer's parameters (P_l) with first values.
  virtual void initialize(std::span<T> /*parameters*/, Random& /*random*/) const {}

  /// Whether the output is sooner computed anew, a few rows at a time, than fetched from memory
  /// (gradient checkpointing: Chen, Xu, Zhang, Guestrin 2016, "Training Deep Nets with Sublinear
  /// Memory Cost"). Then nobody need keep it, and `backward` gets a `y` of no rows.
  virtual bool is_quick() const { return false; }

  /// Whether training takes statistics of several rows together: a batch is then cut at whole
  /// groups of them.
  virtual bool mixes_rows() const { return false; }

  /// Of a quick layer in training, before `forward`: takes what it needs of all rows of x (B,I)
  /// together.
  virtual void observe(const ConstMatrixRef<T>& /*x*/, const Pass<T>& /*pass*/) const {}

  /// x (B,I) → y (B,O).
  virtual void forward(std::span<const T> parameters, const ConstMatrixRef<T>& x, MatrixRef<T> y,
                       const Pass<T>& pass) const = 0;

  /// Given what `forward` read and wrote and dy = dLoss/dy (B,O): adds
  /// dLoss/dparameters to `gradient` (P_l) and, unless `dx` is null, writes dLoss/dx (B,I). In the
  /// place of a statistic it adds `pass.share` times the value that these rows have. `dy` may be
  /// overwritten.
  virtual void backward(std::span<const T> parameters, const ConstMatrixRef<T>& x,
                        const ConstMatrixRef<T>& y, MatrixRef<T> dy, std::span<T> gradient,
                        MatrixRef<T>* dx, const Pass<T>& pass) const = 0;

 private:
  std::string name_;
  Shape input_;
  Shape output_;
};

template <typename T>
using LayerPointer = std::unique_ptr<const Layer<T>>;

}  // namespace digitlab
