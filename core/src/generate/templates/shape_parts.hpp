/// @file
/// Strokes that recur in the templates. Private to the generator of non-digits.
#pragma once

#include <vector>

#include "generate/stroke_shape.hpp"

namespace digitlab {

/// A straight line.
inline std::vector<Knot> line(double x0, double y0, double x1, double y1) {
  return {{x0, y0}, {(x0 + x1) / 2, (y0 + y1) / 2}, {x1, y1}};
}

/// A closed ellipse about (x, y) from its top, `a` wide and `b` high to each side.
inline std::vector<Knot> ring(double x, double y, double a, double b) {
  const double diagonal = 0.70710678118654752;
  const double p = a * diagonal;
  const double q = b * diagonal;
  return {{x, y - b},     {x - p, y - q}, {x - a, y},     {x - p, y + q}, {x, y + b},
          {x + p, y + q}, {x + a, y},     {x + p, y - q}, {x, y - b}};
}

/// A closed polygon. Knots near the corners keep it from rounding to a 0.
inline std::vector<Knot> polygon(const std::vector<Knot>& corners) {
  std::vector<Knot> stroke;
  const double near = 0.1;  // as a share of the side
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Knot& from = corners[i];
    const Knot& to = corners[(i + 1) % corners.size()];
    const double x = to.x - from.x;
    const double y = to.y - from.y;
    stroke.push_back({from.x, from.y, kCorner});
    stroke.push_back({from.x + near * x, from.y + near * y});
    stroke.push_back({to.x - near * x, to.y - near * y});
  }
  stroke.push_back({corners.front().x, corners.front().y});
  stroke.front().turn = Turn::kSmooth;
  return stroke;
}

}  // namespace digitlab
