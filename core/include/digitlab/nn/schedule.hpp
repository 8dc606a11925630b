/// @file
/// The learning rate as a function of the step.
#pragma once

#include <cstdint>

namespace digitlab {

enum class ScheduleKind {
  kConstant,
  kCosine,       ///< half a cosine from the base rate to zero (Loshchilov, Hutter 2017)
  kExponential,  ///< base · final_fraction^(step / total)
};

struct Schedule {
  ScheduleKind kind = ScheduleKind::kConstant;
  double base = 1e-3;            ///< learning rate, positive
  double final_fraction = 0.01;  ///< exponential: rate at the end over rate at the start
  double warmup_fraction = 0.0;  ///< share of all steps in which the rate grows linearly to `base`

  /// @param step   0 … total - 1
  /// @param total  steps of the whole training
  double rate(std::int64_t step, std::int64_t total) const;
};

}  // namespace digitlab
