#pragma once

#include "digitlab/math/matrix.hpp"
#include "digitlab/nn/optimizers/step.hpp"
#include "digitlab/nn/settings.hpp"

namespace digitlab {

/// Stochastic gradient descent, Keras's convention: v ← momentum·v - α·g, θ ← θ + v.
struct Sgd {
  double momentum = 0.0;

  const char* name() const { return "sgd"; }
  Index slots() const { return 1; }
  void describe(Settings& settings) { settings.number("momentum", momentum, 0, 1); }
  template <typename T>
  void step(const OptimizerStep<T>& step) const;
};

}  // namespace digitlab
