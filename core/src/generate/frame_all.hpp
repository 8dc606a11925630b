/// @file
/// Many generated drawings → their images. Private to the generators.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "digitlab/ink/framing.hpp"
#include "digitlab/math/parallel.hpp"

namespace digitlab {

/// A drawing and the pen to frame it with, in frame pixels.
struct Inked {
  Drawing drawing;
  double pen_width = 2.2;
};

/// Draws and frames as MNIST does, in blocks that may run at once.
/// @param count  N, not negative
/// @param draw   gives drawing 0 … N - 1, each called for once
/// @returns      (N,28,28) bytes
std::vector<std::uint8_t> frame_all(Index count, const ParallelFor& parallel,
                                    const std::function<Inked(Index)>& draw);

}  // namespace digitlab
