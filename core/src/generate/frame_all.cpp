#include "generate/frame_all.hpp"

#include <algorithm>

namespace digitlab {

std::vector<std::uint8_t> frame_all(Index count, const ParallelFor& parallel,
                                    const std::function<Inked(Index)>& draw) {
  constexpr Index kPixels = kFrameSide * kFrameSide;
  constexpr Index kBlock = 256;  // drawings in one call of the parallel loop
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(count * kPixels));
  in_blocks(parallel, count, kBlock, [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) {
      const Inked inked = draw(i);
      FrameOptions options;
      options.pen_width = inked.pen_width;
      const Frame frame = frame_drawing(inked.drawing, options);
      std::copy(frame.pixels.begin(), frame.pixels.end(), pixels.begin() + i * kPixels);
    }
  });
  return pixels;
}

}  // namespace digitlab
