/// @file
/// A moving average of a training's weights.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace digitlab {

/// Exponential moving average of all parameters (Polyak, Juditsky 1992, "Acceleration of Stochastic
/// Approximation by Averaging"): average ← d · average + (1 - d) · parameters after each step t,
/// counted from 1, where d = min(decay, (1 + t) / (10 + t)) so that the first values fade, as with
/// `num_updates` in TensorFlow's ExponentialMovingAverage.
class WeightAverage {
 public:
  /// @param decay       in [0, 1); 0 for no average at all
  /// @param parameters  (P) the first values
  WeightAverage(double decay, std::span<const float> parameters);

  bool exists() const { return !values_.empty(); }
  void update(std::span<const float> parameters, std::int64_t step);

  /// (P), or none.
  const std::vector<float>& values() const { return values_; }
  /// @throws Error when there are not as many as there were
  void restore(const std::vector<float>& values);

 private:
  double decay_;
  std::vector<float> values_;
};

}  // namespace digitlab
