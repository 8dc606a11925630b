#include "digitlab/ink/stroke_gap.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <vector>

namespace digitlab {
namespace {

// Of a loop of usual length, three heights of the digit, the points then lie a twentieth of the
// height apart, and the line bulges beyond them by a thousandth.
constexpr std::size_t kMostPoints = 64;

Position position(const Point& point) {
  return {static_cast<double>(point.x), static_cast<double>(point.y)};
}

double distance(const Position& a, const Position& b) { return std::hypot(a.x - b.x, a.y - b.y); }

// Twice the area of the triangle; its sign tells on which side of the line through a and b c lies.
double turn(const Position& a, const Position& b, const Position& c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

double distance_to_line(const Position& p, const Position& a, const Position& b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double squared = dx * dx + dy * dy;
  if (squared == 0.0) return distance(p, a);
  const double along = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared, 0.0, 1.0);
  return distance(p, {a.x + along * dx, a.y + along * dy});
}

double gap_of_lines(const Position& a, const Position& b, const Position& c, const Position& d) {
  const bool crosses = turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
  if (crosses) return 0;
  return std::min({distance_to_line(a, c, d), distance_to_line(b, c, d), distance_to_line(c, a, b),
                   distance_to_line(d, a, b)});
}

}  // namespace

Stroke thinned(const Stroke& stroke) {
  Stroke finite;
  std::copy_if(stroke.begin(), stroke.end(), std::back_inserter(finite), is_finite);
  if (finite.size() <= kMostPoints) return finite;
  std::vector<double> along{0.0};  // the line's length up to each point
  for (std::size_t i = 1; i < finite.size(); ++i) {
    along.push_back(along.back() + distance(position(finite[i - 1]), position(finite[i])));
  }
  Stroke thin;
  for (std::size_t i = 0, next = 0; i < kMostPoints; ++i) {
    const double here = along.back() * static_cast<double>(i) / (kMostPoints - 1);
    while (next + 1 < along.size() && along[next] < here) ++next;
    const std::size_t last = next == 0 ? 0 : next - 1;
    const double step = along[next] - along[last];
    const double share = step > 0 ? (here - along[last]) / step : 0.0;
    const Position from = position(finite[last]);
    const Position to = position(finite[next]);
    thin.push_back({static_cast<float>(from.x + share * (to.x - from.x)),
                    static_cast<float>(from.y + share * (to.y - from.y))});
  }
  thin.back() = finite.back();
  return thin;
}

double stroke_gap(const Stroke& a, const Stroke& b) {
  double gap = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      // A point without a next one is a line to itself.
      gap = std::min(gap, gap_of_lines(position(a[i]), position(a[std::min(i + 1, a.size() - 1)]),
                                       position(b[j]), position(b[std::min(j + 1, b.size() - 1)])));
      if (gap == 0.0) return 0;
    }
  }
  return gap;
}

}  // namespace digitlab
