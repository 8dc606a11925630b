#pragma once

#include "digitlab/math/matrix.hpp"
#include "digitlab/nn/optimizers/step.hpp"
#include "digitlab/nn/settings.hpp"

namespace digitlab {

/// Kingma, Ba 2015, "Adam: A Method for Stochastic Optimization", in Keras's convention (the
/// paper's ε-hat): θ ← θ - α_t · m / (√v + ε) with α_t = α · √(1 - β2^t) / (1 - β1^t). PyTorch adds
/// its ε to the bias-corrected √v instead.
struct Adam {
  double beta1 = 0.9;    ///< decay of the mean of gradients
  double beta2 = 0.999;  ///< decay of the mean of squared gradients
  double epsilon = 1e-7;

  const char* name() const { return "adam"; }
  Index slots() const { return 2; }
  void describe(Settings& settings) {
    settings.number("beta1", beta1, 0, 1);
    settings.number("beta2", beta2, 0, 1);
    settings.number("epsilon", epsilon, 1e-12, 1);
  }
  template <typename T>
  void step(const OptimizerStep<T>& step) const;
};

}  // namespace digitlab
