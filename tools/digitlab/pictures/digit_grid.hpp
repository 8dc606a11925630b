/// @file
/// Labelled pictures of samples, side by side.
#pragma once

#include <cstdint>
#include <span>

#include "digitlab/data/dataset.hpp"
#include "pictures/canvas.hpp"

namespace digitlab::tools {

/// Cells in rows and columns, each for a picture with its label below, a dash for what is no digit:
/// dark ink on white paper, upright, enlarged.
class DigitGrid {
 public:
  DigitGrid(Index rows, Index columns);

  void draw_image(Index row, Index column, const ImageView& image);
  void draw_label(Index row, Index column, std::uint8_t label);
  /// A coloured line around the picture.
  void draw_frame(Index row, Index column);

  const ColorPicture& picture() const { return canvas_.picture(); }

 private:
  Canvas canvas_;
};

/// The samples `indices` of `data` with their labels on a grid as square as can be, row by row.
ColorPicture draw_grid(const Dataset& data, std::span<const Index> indices);

}  // namespace digitlab::tools
