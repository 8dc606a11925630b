#include "ink/line_raster.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace digitlab {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// First and last index below `side` of a centre that lies in [low, high]; none when the first is
// behind the last.
int first_index(double low, int side) {
  return static_cast<int>(std::ceil(std::clamp<double>(low - 0.5, 0, side)));
}
int last_index(double high, int side) {
  return static_cast<int>(std::floor(std::clamp<double>(high - 0.5, -1, side - 1)));
}

// Share of a square of side 1, its centre `distance` away from the middle of a line of half width
// `radius`, that the line covers.
double coverage(double distance, double radius) {
  return std::max(0.0, std::min(radius, distance + 0.5) - std::max(-radius, distance - 0.5));
}

}  // namespace

LineRaster::LineRaster(double width, int fineness)
    : fineness_(fineness),
      side_(fineness * static_cast<int>(kFrameSide)),
      radius_(fineness * width / 2),
      reach_(radius_ + 0.5),
      squared_(static_cast<std::size_t>(side_ * side_), kInfinity) {}

void LineRaster::add_line(Position from, Position to) {
  from = {fineness_ * from.x, fineness_ * from.y};
  to = {fineness_ * to.x, fineness_ * to.y};
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const double length2 = dx * dx + dy * dy;
  const double per_length2 = length2 > 0.0 ? 1.0 / length2 : 0.0;
  const int bottom = last_index(std::max(from.y, to.y) + reach_, side_);
  for (int row = first_index(std::min(from.y, to.y) - reach_, side_); row <= bottom; ++row) {
    const double y = row + 0.5 - from.y;
    // Only the part of the line that comes within reach of this row can matter to it.
    double begin = 0.0;
    double end = 1.0;
    if (dy != 0.0) {
      const double a = std::clamp((y - reach_) / dy, 0.0, 1.0);
      const double b = std::clamp((y + reach_) / dy, 0.0, 1.0);
      begin = std::min(a, b);
      end = std::max(a, b);
    }
    const double x_begin = from.x + begin * dx;
    const double x_end = from.x + end * dx;
    const int right = last_index(std::max(x_begin, x_end) + reach_, side_);
    for (int column = first_index(std::min(x_begin, x_end) - reach_, side_); column <= right;
         ++column) {
      const double x = column + 0.5 - from.x;
      const double along = std::clamp((x * dx + y * dy) * per_length2, 0.0, 1.0);
      const double off_x = x - along * dx;
      const double off_y = y - along * dy;
      const int at = row * side_ + column;
      double& nearest = squared_[static_cast<std::size_t>(at)];
      nearest = std::min(nearest, off_x * off_x + off_y * off_y);
    }
  }
}

std::vector<std::uint8_t> LineRaster::pixels() const {
  constexpr auto kWidth = static_cast<int>(kFrameSide);
  std::vector<double> covered(static_cast<std::size_t>(kWidth * kWidth), 0.0);  // in sub-pixels
  for (int row = 0; row < side_; ++row) {
    for (int column = 0; column < side_; ++column) {
      const int at = row * side_ + column;
      const double squared = squared_[static_cast<std::size_t>(at)];
      if (squared == kInfinity) continue;
      const int pixel = row / fineness_ * kWidth + column / fineness_;
      covered[static_cast<std::size_t>(pixel)] += coverage(std::sqrt(squared), radius_);
    }
  }
  std::vector<std::uint8_t> pixels;
  pixels.reserve(covered.size());
  const double full = fineness_ * fineness_;
  for (const double part : covered) {
    const double rounded = 255.0 * part / full + 0.5;
    pixels.push_back(static_cast<std::uint8_t>(rounded));
  }
  return pixels;
}

}  // namespace digitlab
