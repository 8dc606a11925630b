/// @file
/// What a layer is to the network.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "digitlab/matrix.hpp"
#include "digitlab/random.hpp"
#include "digitlab/spec.hpp"

namespace digitlab {

/// One parameter of a layer, in the order they lie in the layer's part of the flat buffer.
struct LayerParameter {
  std::string name;  ///< "kernel", "bias"
  std::vector<Index> shape;
  bool decays = false;  ///< weight decay and L2 apply
};

/// Layers hold sizes, no numbers: parameters and activations are handed in. Hence const and shared
/// between threads.
template <typename T>
class Layer {
 public:
  virtual ~Layer() = default;

  virtual const std::string& name() const = 0;
  virtual std::string type() const = 0;  ///< "Dense"
  virtual Index input_size() const = 0;
  virtual Index output_size() const = 0;
  virtual std::vector<LayerParameter> parameters() const = 0;

  /// Fills the layer's parameters (P_l) with first values.
  virtual void initialize(std::span<T> parameters, Random& random) const = 0;

  /// x (B,I) → y (B,O).
  virtual void forward(std::span<const T> parameters, const ConstMatrixRef<T>& x,
                       MatrixRef<T> y) const = 0;

  /// Given what `forward` read and wrote and dy = dLoss/dy (B,O): adds dLoss/dparameters to
  /// `gradient` (P_l) and, unless `dx` is null, writes dLoss/dx (B,I). `dy` may be overwritten.
  virtual void backward(std::span<const T> parameters, const ConstMatrixRef<T>& x,
                        const ConstMatrixRef<T>& y, MatrixRef<T> dy, std::span<T> gradient,
                        MatrixRef<T>* dx) const = 0;
};

/// @throws Error when the specification makes no sense for that many inputs
template <typename T>
std::unique_ptr<const Layer<T>> make_layer(const LayerSpec& spec, Index input_size);

}  // namespace digitlab
