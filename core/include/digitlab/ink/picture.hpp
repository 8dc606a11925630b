/// @file
/// A picture of paper, before anybody knows where the ink is.
#pragma once

#include <cstdint>
#include <vector>

#include "digitlab/math/matrix.hpp"

namespace digitlab {

/// A gray picture (height, width), row-major, 0 black … 255 white.
struct GrayPicture {
  Index height = 0;
  Index width = 0;
  std::vector<std::uint8_t> pixels;
};

}  // namespace digitlab
