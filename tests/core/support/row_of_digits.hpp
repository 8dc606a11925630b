// Generated digits side by side.
#pragma once

#include <cstdint>
#include <vector>

#include "digitlab/generate/digits.hpp"

namespace digitlab {

// @param which  of the digits of seed 1
// @param step   from the place of one to that of the next, in units of their drawings
inline Drawing row_of_digits(const std::vector<std::uint64_t>& which, float step) {
  Drawing all;
  float shift = 0;
  for (const std::uint64_t i : which) {
    for (Stroke stroke : synthesize_digit(1, i).drawing) {
      for (Point& point : stroke) point.x += shift;
      all.push_back(stroke);
    }
    shift += step;
  }
  return all;
}

}  // namespace digitlab
