/// @file
/// Images of ink, whatever they are made of.
#pragma once

#include <cstdint>

#include "digitlab/math/matrix.hpp"

namespace digitlab {

/// One image in somebody else's memory: upright, row-major (H,W), 0 paper … 1 ink. Exactly one of
/// the pointers is set; bytes mean value × 255.
struct ImageView {
  Index height = 0;
  Index width = 0;
  const std::uint8_t* bytes = nullptr;
  const float* values = nullptr;

  /// Pixel `i` in row-major order, as a value (0 paper … 1 ink).
  float operator[](Index i) const {
    return bytes != nullptr ? static_cast<float>(bytes[i]) * (1.0F / 255.0F) : values[i];
  }
};

}  // namespace digitlab
