#include "frame_all.hpp"

#include <algorithm>

namespace digitlab {

std::vector<std::uint8_t> frame_all(Index count, const ParallelFor& parallel,
                                    const std::function<Inked(Index)>& draw) {
  constexpr Index kPixels = kFrameSide * kFrameSide;
  constexpr Index kBlock = 256;  // drawings in one call of the parallel loop
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(count * kPixels));
  parallel((count + kBlock - 1) / kBlock, [&](Index block) {
    for (Index i = block * kBlock; i < std::min(count, (block + 1) * kBlock); ++i) {
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
