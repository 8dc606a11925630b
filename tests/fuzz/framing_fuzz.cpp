// Framing with any options: nothing is thrown, and ink stays in the frame.
#include "digitlab/ink/framing.hpp"
#include "drawing_bytes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace digitlab;
  using namespace digitlab::fuzz;
  Input bytes(data, size);
  const unsigned flags = take<std::uint8_t>(bytes);
  FrameOptions options;
  options.fit_box = (flags & 1U) == 0;
  options.normalize_pen = (flags & 2U) == 0;
  options.center_by_mass = (flags & 4U) == 0;
  if ((flags & 8U) != 0) options.box = take<double>(bytes);
  if ((flags & 16U) != 0) options.pen_width = take<double>(bytes);
  if ((flags & 32U) != 0) options.canvas_side = take<double>(bytes);
  if ((flags & 64U) != 0) options.brush_width = take<double>(bytes);
  answer_or_refuse([&] { options.check(); });
  const Frame frame = frame_drawing(take_drawing(bytes), options);
  require(frame.pixels.size() == std::size_t{kFrameSide * kFrameSide}, "a frame has another size");
  for (const std::uint8_t pixel : frame.pixels) {
    require(!frame.blank || pixel == 0, "a blank frame has ink");
  }
  return 0;
}
