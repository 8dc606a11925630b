/// @file
/// The shape of one sample between two layers.
#pragma once

#include <initializer_list>

#include "digitlab/math/matrix.hpp"

namespace digitlab {

/// The product of extents ≥ 0; the largest `Index` where it would be more, so that a limit that is
/// checked afterwards holds with 32 bits too.
Index saturating_product(std::initializer_list<Index> extents);

/// One sample between two layers: an image of channels, channel fastest (H,W,C); a plain row of n
/// values is (1,1,n).
struct Shape {
  Index height = 1;
  Index width = 1;
  Index channels = 0;

  Index size() const { return saturating_product({height, width, channels}); }
  bool is_image() const { return height > 1 || width > 1; }
  bool operator==(const Shape&) const = default;
};

}  // namespace digitlab
