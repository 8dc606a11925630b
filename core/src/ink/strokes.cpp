#include "digitlab/ink/strokes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "digitlab/math/error.hpp"

namespace digitlab {

bool is_finite(const Point& point) { return std::isfinite(point.x) && std::isfinite(point.y); }

bool has_ink(const Stroke& stroke) { return std::any_of(stroke.begin(), stroke.end(), is_finite); }

InkBox bounding_box(std::span<const Stroke> strokes) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  InkBox box{kInfinity, kInfinity, -kInfinity, -kInfinity};
  for (const Stroke& stroke : strokes) {
    for (const Point& point : stroke) {
      if (!is_finite(point)) continue;
      const auto x = static_cast<double>(point.x);
      const auto y = static_cast<double>(point.y);
      box = joined(box, {x, y, x, y});
    }
  }
  return box;
}

InkBox joined(const InkBox& a, const InkBox& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

Drawing make_drawing(std::span<const float> points, std::span<const std::uint32_t> stroke_lengths) {
  std::uint64_t total = 0;
  for (const std::uint32_t length : stroke_lengths) total += length;
  if (total * 2 != points.size()) {
    throw Error("the strokes' lengths add up to " + std::to_string(total) + " points, there are " +
                std::to_string(points.size()) + " coordinates, expected two for each point");
  }
  Drawing drawing;
  drawing.reserve(stroke_lengths.size());
  std::size_t next = 0;
  for (const std::uint32_t length : stroke_lengths) {
    Stroke& stroke = drawing.emplace_back(length);
    for (Point& point : stroke) {
      point = {points[next], points[next + 1]};
      next += 2;
    }
  }
  return drawing;
}

}  // namespace digitlab
