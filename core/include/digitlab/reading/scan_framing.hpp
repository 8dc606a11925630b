/// @file
/// A picture of one digit, scanned, photographed or from a drawing program → an image as MNIST
/// frames it.
#pragma once

#include <optional>

#include "digitlab/data/dataset.hpp"
#include "digitlab/ink/picture.hpp"
#include "digitlab/reading/ink_mask.hpp"

namespace digitlab {

struct FramedPicture {
  Index side = 0;
  std::vector<std::uint8_t> pixels;  ///< (side, side), row-major, 0 paper … 255 ink
  ImageView view() const { return {side, side, pixels.data(), nullptr}; }
};

/// A picture of 28×28 or 20×20 pixels is taken as framed already, and only made light ink on dark
/// paper. In any other, ink is told from paper (`find_ink`), be it dark on light or light on dark,
/// and framed as `frame_drawing` frames strokes: long side 20 pixels with the aspect kept, averaged
/// over areas, centre of mass at (14.5, 14.5) as far as nothing leaves the frame. Lines thinner
/// than the pen that strokes are drawn with are thickened to it; thicker ones stay as they are, as
/// MNIST has them too.
/// @return nothing when there is no ink to be seen
std::optional<FramedPicture> frame_scan(GrayPicture picture);

/// Whether a picture of this size is taken as framed already.
bool has_framed_size(const GrayPicture& picture);

/// The second half of `frame_scan`: frames the ink of a mask, of which there must be some.
FramedPicture frame_ink(const InkMask& mask);

}  // namespace digitlab
