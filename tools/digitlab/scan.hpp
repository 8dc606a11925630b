/// @file
/// A picture of one digit, from a scanner or a drawing program → an image as MNIST frames it.
#pragma once

#include <optional>

#include "digitlab/dataset.hpp"
#include "png_file.hpp"

namespace digitlab::tools {

/// A picture of 28×28 or 20×20 pixels is taken as framed already, and only made light ink on dark
/// paper. In any other, ink is told from paper by Otsu's threshold, be it dark on light or light on
/// dark, and placed as `frame_drawing` places strokes: long side 20 pixels, averaged over areas,
/// centre of mass in the middle of 28×28.
/// @return bytes, 0 paper … 255 ink; nothing when there is no ink to be seen
struct FramedPicture {
  Index side = 0;
  std::vector<std::uint8_t> pixels;  ///< (side, side), row-major
  ImageView view() const { return {side, side, pixels.data(), nullptr}; }
};
std::optional<FramedPicture> frame_scan(GrayPicture picture);

}  // namespace digitlab::tools
