/// @file
/// What a network expects to read.
#pragma once

#include "digitlab/nn/shape.hpp"

namespace digitlab {

/// Order in which an image is unrolled into one row of network input.
enum class PixelOrder {
  kRowMajor,     ///< row by row, as MNIST files hold it
  kColumnMajor,  ///< column by column, as MATLAB unrolls it and the course's data has it
};

/// An image (height, width), as the numbers of one row of input.
struct InputFormat {
  Index height = 20;
  Index width = 20;
  PixelOrder order = PixelOrder::kColumnMajor;
  double deskew = 0;  ///< share of the image's slant that is taken out first, 0 to 1

  Index size() const { return saturating_product({height, width}); }
  /// Position in the input of the pixel at (row, column) of the upright image.
  Index position(Index row, Index column) const {
    return order == PixelOrder::kRowMajor ? row * width + column : column * height + row;
  }
  /// What the first layer reads: an image that is unrolled column by column is a plain row to it.
  Shape shape() const {
    if (order == PixelOrder::kColumnMajor) return {1, 1, size()};
    return {height, width, 1};
  }
  bool operator==(const InputFormat&) const = default;
};

}  // namespace digitlab
