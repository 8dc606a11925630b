#include "digitlab/ink.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "digitlab/error.hpp"

namespace digitlab {
namespace {

constexpr int kSide = static_cast<int>(kFrameSide);

// MNIST rounds the centre of mass to pixel 14 of 0 … 27: over its images the centre is spread
// evenly over [14, 15), the area of that pixel, not around the middle of the image at 14.0.
constexpr double kMassTarget = 14.5;

// Points nearer than this to the last one kept, in frame pixels, are passed over: a slow pen sends
// thousands of them. It moves no edge by more than this, some 3/255 of a pixel.
constexpr double kThinning = 0.01;

struct Box {
  double left = std::numeric_limits<double>::infinity();
  double top = std::numeric_limits<double>::infinity();
  double right = -std::numeric_limits<double>::infinity();
  double bottom = -std::numeric_limits<double>::infinity();

  bool empty() const { return left > right; }
};

bool is_finite(const Point& point) { return std::isfinite(point.x) && std::isfinite(point.y); }

Box bounding_box(const Drawing& drawing) {
  Box box;
  for (const Stroke& stroke : drawing) {
    for (const Point& point : stroke) {
      if (!is_finite(point)) continue;
      box.left = std::min(box.left, static_cast<double>(point.x));
      box.right = std::max(box.right, static_cast<double>(point.x));
      box.top = std::min(box.top, static_cast<double>(point.y));
      box.bottom = std::max(box.bottom, static_cast<double>(point.y));
    }
  }
  return box;
}

// A usable number for every option, whatever the caller passed.
double clamp_option(double value, double low, double high, double fallback) {
  return std::isfinite(value) ? std::clamp(value, low, high) : fallback;
}

struct Position {
  double x = 0;
  double y = 0;
};

// The squared distance from every pixel's centre to the nearest line, as far as it matters. All
// lines have one width, so the union of their areas needs the nearest one only, and the square
// root can wait until the end.
class DistanceField {
 public:
  // Distances beyond `reach` are not kept.
  explicit DistanceField(double reach) : reach_(reach) {
    squared_.fill(std::numeric_limits<double>::infinity());
  }

  void add_segment(const Position& from, const Position& to);

  double distance(std::size_t pixel) const { return std::sqrt(squared_[pixel]); }

 private:
  double reach_;
  std::array<double, kSide * kSide> squared_;
};

// First and last pixel index whose centre lies in [low, high], cut to the frame.
int first_pixel(double low) { return std::max(0, static_cast<int>(std::ceil(low - 0.5))); }
int last_pixel(double high) {
  return std::min(kSide - 1, static_cast<int>(std::floor(high - 0.5)));
}

void DistanceField::add_segment(const Position& from, const Position& to) {
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const double length2 = dx * dx + dy * dy;
  const double per_length2 = length2 > 0.0 ? 1.0 / length2 : 0.0;
  const int bottom = last_pixel(std::max(from.y, to.y) + reach_);
  for (int row = first_pixel(std::min(from.y, to.y) - reach_); row <= bottom; ++row) {
    const double y = row + 0.5 - from.y;
    // Only the part of the segment that comes within reach of this row can matter to it.
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

// Share of a pixel, its centre `distance` away from the middle of a line of half width `radius`,
// that the line covers: exact for a straight line along the grid, near enough for any other.
double coverage(double distance, double radius) {
  return std::max(0.0, std::min(radius, distance + 0.5) - std::max(-radius, distance - 0.5));
}

void add_strokes(const Drawing& drawing, const Frame& frame, DistanceField& field) {
  for (const Stroke& stroke : drawing) {
    bool started = false;
    Position last;
    for (const Point& point : stroke) {
      if (!is_finite(point)) continue;
      const Position here{frame.scale * static_cast<double>(point.x) + frame.offset_x,
                          frame.scale * static_cast<double>(point.y) + frame.offset_y};
      if (!started) {
        last = here;
        field.add_segment(here, here);
        started = true;
      }
      const double dx = here.x - last.x;
      const double dy = here.y - last.y;
      if (dx * dx + dy * dy < kThinning * kThinning) continue;
      field.add_segment(last, here);
      last = here;
    }
  }
}

struct Shift {
  int x = 0;
  int y = 0;
};

// The whole pixels by which to move the image so that its centre of mass falls into the target
// pixel, as far as no ink is pushed out of the frame.
Shift mass_shift(const std::vector<std::uint8_t>& pixels) {
  double mass = 0.0;
  double moment_x = 0.0;
  double moment_y = 0.0;
  int left = kSide;
  int top = kSide;
  int right = -1;
  int bottom = -1;
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const int ink = pixels[static_cast<std::size_t>(y * kSide + x)];
      if (ink == 0) continue;
      mass += ink;
      moment_x += ink * (x + 0.5);
      moment_y += ink * (y + 0.5);
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = std::max(bottom, y);
    }
  }
  if (mass == 0.0) return {};
  const int x = static_cast<int>(std::floor(kMassTarget - moment_x / mass + 0.5));
  const int y = static_cast<int>(std::floor(kMassTarget - moment_y / mass + 0.5));
  return {std::clamp(x, -left, kSide - 1 - right), std::clamp(y, -top, kSide - 1 - bottom)};
}

// `pixels` moved by `shift`; nothing may leave the frame.
std::vector<std::uint8_t> moved(const std::vector<std::uint8_t>& pixels, const Shift& shift) {
  std::vector<std::uint8_t> result(pixels.size(), 0);
  for (int y = std::max(0, -shift.y); y < std::min(kSide, kSide - shift.y); ++y) {
    for (int x = std::max(0, -shift.x); x < std::min(kSide, kSide - shift.x); ++x) {
      result[static_cast<std::size_t>((y + shift.y) * kSide + x + shift.x)] =
          pixels[static_cast<std::size_t>(y * kSide + x)];
    }
  }
  return result;
}

}  // namespace

Frame frame_drawing(const Drawing& drawing, const FrameOptions& options) {
  Frame frame;
  frame.pixels.assign(kSide * kSide, 0);
  const Box box = bounding_box(drawing);
  if (box.empty()) return frame;
  frame.blank = false;

  const FrameOptions defaults;
  const double side = clamp_option(options.box, 1.0, kSide, defaults.box);
  const double pen_width = clamp_option(options.pen_width, 0.5, side / 2, defaults.pen_width);
  const double extent = std::max(box.right - box.left, box.bottom - box.top);
  // The ink is half a pen wider than its points on either side. A tap has no size to scale.
  frame.scale = extent > 0.0 ? (side - pen_width) / extent : 1.0;

  // Drawn with the box in the middle, where it lies on whole pixels, then moved by whole pixels.
  const double middle = extent > 0.0 || !options.center_by_mass ? kSide / 2.0 : kMassTarget;
  frame.offset_x = middle - frame.scale * (box.left + box.right) / 2;
  frame.offset_y = middle - frame.scale * (box.top + box.bottom) / 2;
  DistanceField field(pen_width / 2 + 0.5);
  add_strokes(drawing, frame, field);
  for (std::size_t i = 0; i < frame.pixels.size(); ++i) {
    const double ink = coverage(field.distance(i), pen_width / 2);
    frame.pixels[i] = static_cast<std::uint8_t>(255.0 * ink + 0.5);
  }
  if (!options.center_by_mass) return frame;

  const Shift shift = mass_shift(frame.pixels);
  frame.pixels = moved(frame.pixels, shift);
  frame.offset_x += shift.x;
  frame.offset_y += shift.y;
  return frame;
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
