#include "digitlab/ink.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>

#include "digitlab/error.hpp"
#include "line_raster.hpp"

namespace digitlab {
namespace {

constexpr int kSide = static_cast<int>(kFrameSide);

// MNIST rounds the centre of mass to pixel 14 of 0 … 27: over its images the centre is spread
// evenly over [14, 15), the area of that pixel, not around the middle of the image at 14.0.
constexpr double kMassTarget = 14.5;

// Points nearer than this to the last one kept, in frame pixels, are passed over: a slow pen sends
// thousands of them. It moves no edge by more than this, some 3/255 of a pixel.
constexpr double kThinning = 0.01;

// Sizes that the arithmetic is safe for, in pen units: points reach 1e38, and the square of a
// scaled one must be a number.
constexpr double kLeastSize = 1e-30;
constexpr double kMostSize = 1e30;

bool is_finite(const Point& point) { return std::isfinite(point.x) && std::isfinite(point.y); }

// Around the finite points; left > right when there are none.
InkBox bounding_box(const Drawing& drawing) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  InkBox box{kInfinity, kInfinity, -kInfinity, -kInfinity};
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

bool is_size(double value) { return value >= kLeastSize && value <= kMostSize; }

// Sets the scale and the offsets that `options` ask for, before centring by mass.
// Returns the width of the lines, in frame pixels.
double place(const InkBox& points, const FrameOptions& options, Frame& frame) {
  const FrameOptions defaults;
  const double side = clamp_option(options.box, 1.0, kSide, defaults.box);
  const double pen_width = clamp_option(options.pen_width, 0.5, side / 2, defaults.pen_width);
  const bool normalize_pen = options.normalize_pen || !is_size(options.brush_width);
  if (!options.fit_box && is_size(options.canvas_side)) {
    frame.scale = kSide / options.canvas_side;
    return normalize_pen ? pen_width : frame.scale * options.brush_width;
  }
  // The ink is half a pen wider than its points on either side.
  const double extent = std::max(points.right - points.left, points.bottom - points.top);
  if (!normalize_pen) {
    frame.scale = side / (extent + options.brush_width);
  } else if (extent > 0.0) {
    frame.scale = (side - pen_width) / extent;
  }  // else a tap, which has no size to scale
  // Drawn with the box in the middle, where it lies on whole pixels, then moved by whole pixels.
  const double middle = extent > 0.0 || !options.center_by_mass ? kSide / 2.0 : kMassTarget;
  frame.offset_x = middle - frame.scale * (points.left + points.right) / 2;
  frame.offset_y = middle - frame.scale * (points.top + points.bottom) / 2;
  return normalize_pen ? pen_width : frame.scale * options.brush_width;
}

void add_strokes(const Drawing& drawing, const Frame& frame, LineRaster& raster) {
  for (const Stroke& stroke : drawing) {
    bool started = false;
    Position last;
    for (const Point& point : stroke) {
      if (!is_finite(point)) continue;
      const Position here{frame.scale * static_cast<double>(point.x) + frame.offset_x,
                          frame.scale * static_cast<double>(point.y) + frame.offset_y};
      if (!started) {
        last = here;
        raster.add_line(here, here);
        started = true;
      }
      const double dx = here.x - last.x;
      const double dy = here.y - last.y;
      if (dx * dx + dy * dy < kThinning * kThinning) continue;
      raster.add_line(last, here);
      last = here;
    }
  }
}

// What of a frame is inked, and its centre of mass, in pixels.
struct Mass {
  double total = 0.0;
  Position center;
  int left = kSide;
  int top = kSide;
  int right = -1;
  int bottom = -1;
};

Mass mass_of(const std::vector<std::uint8_t>& pixels) {
  Mass mass;
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const int ink = pixels[static_cast<std::size_t>(y * kSide + x)];
      if (ink == 0) continue;
      mass.total += ink;
      mass.center.x += ink * (x + 0.5);
      mass.center.y += ink * (y + 0.5);
      mass.left = std::min(mass.left, x);
      mass.right = std::max(mass.right, x);
      mass.top = std::min(mass.top, y);
      mass.bottom = std::max(mass.bottom, y);
    }
  }
  if (mass.total > 0.0) {
    mass.center.x /= mass.total;
    mass.center.y /= mass.total;
  }
  return mass;
}

// Moves the picture by whole pixels so that the centre of mass falls into the target pixel, as far
// as no ink is pushed out of the frame.
void center(const Mass& mass, Frame& frame) {
  const int right = std::clamp(static_cast<int>(std::floor(kMassTarget - mass.center.x + 0.5)),
                               -mass.left, kSide - 1 - mass.right);
  const int down = std::clamp(static_cast<int>(std::floor(kMassTarget - mass.center.y + 0.5)),
                              -mass.top, kSide - 1 - mass.bottom);
  std::vector<std::uint8_t> moved(frame.pixels.size(), 0);
  for (int y = mass.top; y <= mass.bottom; ++y) {
    for (int x = mass.left; x <= mass.right; ++x) {
      moved[static_cast<std::size_t>((y + down) * kSide + x + right)] =
          frame.pixels[static_cast<std::size_t>(y * kSide + x)];
    }
  }
  frame.pixels = std::move(moved);
  frame.offset_x += right;
  frame.offset_y += down;
}

void require_size(double value, const std::string& name) {
  if (is_size(value)) return;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%g", value);
  throw Error(name + " is " + text.data() + " pen units, expected 1e-30 to 1e30");
}

}  // namespace

void FrameOptions::check() const {
  if (!fit_box) require_size(canvas_side, "the canvas's side");
  if (!normalize_pen) require_size(brush_width, "the brush's width");
}

Frame frame_drawing(const Drawing& drawing, const FrameOptions& options) {
  Frame frame;
  frame.pixels.assign(kSide * kSide, 0);
  const InkBox points = bounding_box(drawing);
  if (points.left > points.right) return frame;

  const double pen_width = place(points, options, frame);
  LineRaster raster(pen_width);
  add_strokes(drawing, frame, raster);
  frame.pixels = raster.pixels();
  const Mass mass = mass_of(frame.pixels);
  if (mass.total == 0.0) return frame;

  frame.blank = false;
  const double radius = pen_width / 2 / frame.scale;
  frame.box = {points.left - radius, points.top - radius, points.right + radius,
               points.bottom + radius};
  frame.center_of_mass = {(mass.center.x - frame.offset_x) / frame.scale,
                          (mass.center.y - frame.offset_y) / frame.scale};
  if (options.center_by_mass) center(mass, frame);
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
