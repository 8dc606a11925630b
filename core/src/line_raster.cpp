#include "line_raster.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace digitlab {
namespace {

constexpr double kSize = static_cast<double>(kFrameSide);

// First and last pixel index whose centre lies in [low, high], cut to the frame; none when the
// first is behind the last.
int first_pixel(double low) {
  return static_cast<int>(std::ceil(std::clamp(low - 0.5, 0.0, kSize)));
}
int last_pixel(double high) {
  return static_cast<int>(std::floor(std::clamp(high - 0.5, -1.0, kSize - 1.0)));
}

// Share of a pixel, its centre `distance` away from the middle of a line of half width `radius`,
// that the line covers: exact for a straight line along the grid, near enough for any other.
double coverage(double distance, double radius) {
  return std::max(0.0, std::min(radius, distance + 0.5) - std::max(-radius, distance - 0.5));
}

}  // namespace

LineRaster::LineRaster(double width) : radius_(width / 2), reach_(width / 2 + 0.5) {
  squared_.fill(std::numeric_limits<double>::infinity());
}

void LineRaster::add_line(const Position& from, const Position& to) {
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const double length2 = dx * dx + dy * dy;
  const double per_length2 = length2 > 0.0 ? 1.0 / length2 : 0.0;
  const int bottom = last_pixel(std::max(from.y, to.y) + reach_);
  for (int row = first_pixel(std::min(from.y, to.y) - reach_); row <= bottom; ++row) {
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
    const int right = last_pixel(std::max(x_begin, x_end) + reach_);
    for (int column = first_pixel(std::min(x_begin, x_end) - reach_); column <= right; ++column) {
      const double x = column + 0.5 - from.x;
      const double along = std::clamp((x * dx + y * dy) * per_length2, 0.0, 1.0);
      const double off_x = x - along * dx;
      const double off_y = y - along * dy;
      double& nearest = squared_[static_cast<std::size_t>(row * kSide + column)];
      nearest = std::min(nearest, off_x * off_x + off_y * off_y);
    }
  }
}

std::vector<std::uint8_t> LineRaster::pixels() const {
  std::vector<std::uint8_t> pixels;
  pixels.reserve(squared_.size());
  for (const double squared : squared_) {
    const double ink = coverage(std::sqrt(squared), radius_);
    pixels.push_back(static_cast<std::uint8_t>(255.0 * ink + 0.5));
  }
  return pixels;
}

}  // namespace digitlab
