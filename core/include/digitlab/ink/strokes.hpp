/// @file
/// Pen strokes, and where they are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

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

/// A place in the frame or, where it says so, on the paper.
struct Position {
  double x = 0;
  double y = 0;
};

/// A box of the paper, in pen units.
struct InkBox {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

/// Whether a point is somewhere; those that are not are passed over.
bool is_finite(const Point& point);

/// Whether any of its points is finite.
bool has_ink(const Stroke& stroke);

/// Around the points of some strokes that are finite; left > right when there are none.
InkBox bounding_box(std::span<const Stroke> strokes);

/// Around both.
InkBox joined(const InkBox& a, const InkBox& b);

}  // namespace digitlab
