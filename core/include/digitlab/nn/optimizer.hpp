/// @file
/// Gradient descent over the flat parameter buffer.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "digitlab/math/matrix.hpp"

namespace digitlab {

enum class OptimizerKind {
  kSgd,   ///< v ← momentum·v - rate·g, θ ← θ + v (Keras's convention)
  kAdam,  ///< Kingma, Ba 2015
};

struct OptimizerOptions {
  OptimizerKind kind = OptimizerKind::kAdam;
  double momentum = 0.0;  ///< SGD: in [0, 1)
  double beta1 = 0.9;     ///< Adam: decay of the mean of gradients
  double beta2 = 0.999;   ///< Adam: decay of the mean of squared gradients
  /// Adam, Keras's convention (the paper's ε-hat): θ ← θ - α_t · m / (√v + ε) with
  /// α_t = α · √(1 - β2^t) / (1 - β1^t). PyTorch adds its ε to the bias-corrected √v instead.
  double epsilon = 1e-7;
};

/// Holds the optimizer's moving averages. All of its state is in `slots()` and `steps()`.
template <typename T>
class Optimizer {
 public:
  Optimizer(const OptimizerOptions& options, Index parameter_count);

  /// One step, in place.
  /// @param parameters,gradient  (P)
  void step(std::span<T> parameters, std::span<const T> gradient, double learning_rate);

  /// Steps taken so far: the t of the formulas.
  std::int64_t steps() const { return steps_; }
  /// (S·P): velocity for SGD; first, then second moments for Adam.
  std::span<const T> slots() const { return slots_; }

  /// Puts back what `steps` and `slots` gave.
  /// @throws Error when the number of slots differs
  void restore(std::int64_t steps, std::span<const T> slots);

 private:
  OptimizerOptions options_;
  std::int64_t steps_ = 0;
  std::vector<T> slots_;
};

extern template class Optimizer<float>;
extern template class Optimizer<double>;

}  // namespace digitlab
