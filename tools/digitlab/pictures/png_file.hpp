/// @file
/// PNG images.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "digitlab/ink/picture.hpp"
#include "system/input_file.hpp"

namespace digitlab::tools {

/// @throws Error unless a file that begins so can be a PNG
void check_png_front(std::span<const std::uint8_t> front);

/// Any PNG as gray. What is transparent shows white under dark ink, black under light ink.
/// @throws Error saying what is wrong with the file
GrayPicture parse_png(std::span<const std::uint8_t> bytes);

/// A colour picture (height, width, 3), row-major, red green blue.
struct ColorPicture {
  Index height = 0;
  Index width = 0;
  std::vector<std::uint8_t> pixels;
};

Bytes write_png(const ColorPicture& picture);
Bytes write_png(const GrayPicture& picture);

}  // namespace digitlab::tools
