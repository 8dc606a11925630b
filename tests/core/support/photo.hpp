/// @file
/// Pictures of digits as scanners, cameras and drawing programs make them, all generated.
#pragma once

#include <algorithm>
#include <cmath>

#include "digitlab/ink/framing.hpp"
#include "digitlab/ink/picture.hpp"
#include "digitlab/math/random.hpp"

namespace digitlab {

/// How a picture is taken. Brightness in 0 … 255, lengths in pixels.
struct Photo {
  Index side = 240;
  double digit = 0.6;  ///< its long side, as a share of the picture's
  double pen = 12;
  double paper = 235;
  double ink = 40;
  double shade = 0;  ///< share of the light that the far corner lacks
  double noise = 0;  ///< standard deviation
  int specks = 0;
};

inline double distance_to(const Position& point, const Position& from, const Position& to) {
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const double length2 = std::max(dx * dx + dy * dy, 1e-12);
  const double along =
      std::clamp(((point.x - from.x) * dx + (point.y - from.y) * dy) / length2, 0.0, 1.0);
  return std::hypot(point.x - from.x - along * dx, point.y - from.y - along * dy);
}

/// How much of every pixel the lines cover, 0 … 1, by the distance of its centre.
class Sheet {
 public:
  explicit Sheet(Index side) : side_(side), covered_(static_cast<std::size_t>(side * side), 0.0) {}

  void line(const Position& from, const Position& to, double width) {
    const double reach = width / 2 + 1;
    const auto first = [&](double a, double b) {
      return std::max<Index>(0, static_cast<Index>(std::min(a, b) - reach));
    };
    const auto last = [&](double a, double b) {
      return std::min(side_ - 1, static_cast<Index>(std::max(a, b) + reach));
    };
    for (Index row = first(from.y, to.y); row <= last(from.y, to.y); ++row) {
      for (Index column = first(from.x, to.x); column <= last(from.x, to.x); ++column) {
        const Position center{static_cast<double>(column) + 0.5, static_cast<double>(row) + 0.5};
        double& covered = covered_[static_cast<std::size_t>(row * side_ + column)];
        covered = std::max(covered,
                           std::clamp(width / 2 + 0.5 - distance_to(center, from, to), 0.0, 1.0));
      }
    }
  }

  double operator()(Index row, Index column) const {
    return covered_[static_cast<std::size_t>(row * side_ + column)];
  }

 private:
  Index side_;
  std::vector<double> covered_;
};

inline GrayPicture photograph(const Drawing& drawing, const Photo& photo) {
  Random random(17);
  Sheet sheet(photo.side);
  const InkBox box = frame_drawing(drawing).box;
  const auto side = static_cast<double>(photo.side);
  const double scale = photo.digit * side / std::max(box.right - box.left, box.bottom - box.top);
  const auto placed = [&](const Point& point) {
    return Position{0.55 * side + scale * (point.x - (box.left + box.right) / 2),
                    0.47 * side + scale * (point.y - (box.top + box.bottom) / 2)};
  };
  for (const Stroke& stroke : drawing) {
    for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
      sheet.line(placed(stroke[i]), placed(stroke[i + 1]), photo.pen);
    }
  }
  for (int i = 0; i < photo.specks; ++i) {
    const Position at{random.uniform(0.0, side), random.uniform(0.0, side)};
    sheet.line(at, {at.x + 1, at.y}, photo.pen / 4);
  }
  GrayPicture picture{photo.side, photo.side, {}};
  for (Index row = 0; row < photo.side; ++row) {
    for (Index column = 0; column < photo.side; ++column) {
      const double far = static_cast<double>(row + column) / (2 * side);
      const double light = 1 - photo.shade * far * far;
      double value = light * (photo.paper + (photo.ink - photo.paper) * sheet(row, column));
      value += photo.noise * random.normal();
      picture.pixels.push_back(static_cast<std::uint8_t>(std::clamp(value + 0.5, 0.0, 255.0)));
    }
  }
  return picture;
}

/// 1 for the same images up to brightness, 0 for unrelated ones.
inline double likeness(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += static_cast<double>(a[i]) * b[i];
    aa += static_cast<double>(a[i]) * a[i];
    bb += static_cast<double>(b[i]) * b[i];
  }
  return ab / std::sqrt(aa * bb);
}

}  // namespace digitlab
