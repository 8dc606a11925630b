/// @file
/// Pen strokes → the 28×28 image that MNIST would have made of them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "digitlab/matrix.hpp"

namespace digitlab {

/// A pen position in any unit; x grows to the right, y grows downwards.
struct Point {
  float x = 0;
  float y = 0;
  bool operator==(const Point&) const = default;
};
/// One movement of the pen between touching and leaving the paper. A single point is a dot.
using Stroke = std::vector<Point>;
/// Strokes in the order they were drawn.
using Drawing = std::vector<Stroke>;

/// Builds a drawing from flat arrays, the form in which strokes cross into WebAssembly.
/// @param points          (2n): x0, y0, x1, y1, …
/// @param stroke_lengths  points of each stroke; they must add up to n
/// @throws Error when they do not
Drawing make_drawing(std::span<const float> points, std::span<const std::uint32_t> stroke_lengths);

/// Side of MNIST's images, and of the box the digit fills in them, in pixels.
inline constexpr Index kFrameSide = 28;
inline constexpr Index kFrameBox = 20;

/// How a drawing is framed. The defaults are MNIST's; each switch exists so that the page can show
/// what its stage is worth.
struct FrameOptions {
  double box = kFrameBox;      ///< long side of the inked box, in frame pixels; pen width included
  double pen_width = 2.2;      ///< width of the line, in frame pixels, whatever was drawn with
  bool center_by_mass = true;  ///< centre of mass to the middle; otherwise the middle of the box
};

/// The framed image and where it came from.
struct Frame {
  std::vector<std::uint8_t> pixels;  ///< 28·28, row-major, 0 paper … 255 ink
  bool blank = true;                 ///< no usable ink: all pixels are 0, the rest is meaningless
  /// frame = scale · pen + offset, per axis: pen coordinates → frame pixels.
  double scale = 1;
  double offset_x = 0;
  double offset_y = 0;
};

/// LeCun et al. 1998 ("Gradient-Based Learning Applied to Document Recognition", section III.A):
/// the long side of the digit is scaled to 20 pixels with its aspect kept, antialiased, and placed
/// by its centre of mass, to the nearest pixel, in 28×28.
///
/// Points that are not finite are dropped. A drawing without extent (a tap) becomes a dot of the
/// pen's width in the middle. Total for any input; never throws.
Frame frame_drawing(const Drawing& drawing, const FrameOptions& options = {});

}  // namespace digitlab
