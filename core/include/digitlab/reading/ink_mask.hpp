/// @file
/// Which pixels of a picture are ink.
#pragma once

#include <optional>
#include <vector>

#include "digitlab/ink/picture.hpp"

namespace digitlab {

struct InkMask {
  Index height = 0;
  Index width = 0;
  std::vector<std::uint8_t> ink;  ///< (height, width), row-major: 1 ink, 0 paper
};

/// The digit on a picture: what stands out from its paper (`contrast_to_paper`) by more than
/// Otsu's threshold and than noise, without specks, without pinholes. Pictures larger than 1024
/// pixels are averaged down to that first.
/// @return nothing when there is no ink to be seen
std::optional<InkMask> find_ink(const GrayPicture& picture);

/// The connected parts of the pixels that are `value`, each a list of positions in `mask.ink`. Ink
/// is connected over corners, paper is not.
std::vector<std::vector<Index>> connected_parts(const InkMask& mask, std::uint8_t value);

}  // namespace digitlab
