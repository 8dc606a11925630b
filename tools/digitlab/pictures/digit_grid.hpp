/// @file
/// Labelled pictures of samples, side by side.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "digitlab/data/dataset.hpp"
#include "pictures/png_file.hpp"

namespace digitlab::tools {

/// Cells in rows and columns, each for a picture with its label below: dark ink on white paper,
/// upright, enlarged.
class DigitGrid {
 public:
  DigitGrid(Index rows, Index columns);

  void draw_image(Index row, Index column, const ImageView& image);
  void draw_label(Index row, Index column, std::uint8_t label);
  /// A coloured line around the picture.
  void draw_frame(Index row, Index column);

  const ColorPicture& picture() const { return picture_; }

 private:
  using Color = std::array<std::uint8_t, 3>;
  void fill(Index top, Index left, Index height, Index width, const Color& color);

  ColorPicture picture_;
};

/// The samples `indices` of `data` with their labels on a grid as square as can be, row by row.
ColorPicture draw_grid(const Dataset& data, std::span<const Index> indices);

}  // namespace digitlab::tools
