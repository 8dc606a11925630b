/// @file
/// Lines made thicker.
#pragma once

#include <vector>

#include "digitlab/reading/ink_mask.hpp"

namespace digitlab {

/// How dark every pixel is, with `margin` more of them on every side than the mask had.
struct Darkness {
  Index height = 0;
  Index width = 0;
  Index margin = 0;
  std::vector<float> values;  ///< (height, width), row-major, 0 paper … 1 ink
  double at(Index row, Index column) const {
    return static_cast<double>(values[static_cast<std::size_t>(row * width + column)]);
  }
};

/// The ink and all within `growth` pixels (≥ 0) of it, the outline antialiased.
Darkness thickened(const InkMask& mask, double growth);

}  // namespace digitlab
