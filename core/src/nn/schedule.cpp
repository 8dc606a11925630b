#include "digitlab/nn/schedule.hpp"

#include <cassert>
#include <cmath>

namespace digitlab {

double Schedule::rate(std::int64_t step, std::int64_t total) const {
  assert(step >= 0 && step < total);
  const double warmup = warmup_fraction * static_cast<double>(total);
  if (static_cast<double>(step) < warmup)
    return base * static_cast<double>(step + 1) / (warmup + 1);
  // The rest begins where warm-up ends, so that the rate does not leap there.
  const double progress =
      (static_cast<double>(step) - warmup) / (static_cast<double>(total) - warmup);
  switch (kind) {
    case ScheduleKind::kConstant:
      break;
    case ScheduleKind::kCosine:
      return base * 0.5 * (1 + std::cos(3.14159265358979323846 * progress));
    case ScheduleKind::kExponential:
      return base * std::pow(final_fraction, progress);
  }
  return base;
}

}  // namespace digitlab
