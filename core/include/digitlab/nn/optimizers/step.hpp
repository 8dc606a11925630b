#pragma once

#include <cstdint>
#include <span>

namespace digitlab {

/// One step of an optimizer, P parameters.
template <typename T>
struct OptimizerStep {
  std::int64_t number = 1;      ///< of the step, counted from 1: the t of the formulas
  double learning_rate = 0;     ///< α
  std::span<T> parameters;      ///< (P) θ, changed in place
  std::span<const T> gradient;  ///< (P) g
  std::span<T> slots;           ///< (S·P), changed in place; 0 before the first step
};

}  // namespace digitlab
