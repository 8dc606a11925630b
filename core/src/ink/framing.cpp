#include "digitlab/ink/framing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "digitlab/math/check.hpp"
#include "digitlab/math/error.hpp"
#include "ink/line_raster.hpp"

namespace digitlab {
namespace {

constexpr int kSide = static_cast<int>(kFrameSide);

// Over MNIST's images the centre of mass is spread evenly over [14, 15): they were moved by whole
// pixels. A pen can be placed anywhere, so it goes where MNIST's are on the average. Whole pixels
// would make a leap of a hair's breadth, for some 10 % of digits drawn small with a mouse.
constexpr double kMassTarget = 14.5;

// Sub-pixels per pixel and axis of the picture, and of the one that is only weighed.
constexpr int kPictureFineness = 2;
constexpr int kWeighingFineness = 1;

// Points nearer than this to the last one kept, in frame pixels, are passed over: a slow pen sends
// thousands of them. It moves no edge by more than this, some 3/255 of a pixel.
constexpr double kThinning = 0.01;

// Sizes that the arithmetic is safe for, in pen units: points reach 1e38, and the square of a
// scaled one must be a number.
constexpr double kLeastSize = 1e-30;
constexpr double kMostSize = 1e30;

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
  // The box in the middle, where its long side lies on whole pixels.
  frame.offset_x = kSide / 2.0 - frame.scale * (points.left + points.right) / 2;
  frame.offset_y = kSide / 2.0 - frame.scale * (points.top + points.bottom) / 2;
  return normalize_pen ? pen_width : frame.scale * options.brush_width;
}

std::vector<std::uint8_t> draw(const Drawing& drawing, const Frame& frame, double pen_width,
                               int fineness) {
  LineRaster raster(pen_width, fineness);
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
  return raster.pixels();
}

// In pixels; nothing when there is no ink.
std::optional<Position> center_of_mass(const std::vector<std::uint8_t>& pixels) {
  double mass = 0.0;
  double moment_x = 0.0;
  double moment_y = 0.0;
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const int at = y * kSide + x;
      const int ink = pixels[static_cast<std::size_t>(at)];
      mass += ink;
      moment_x += ink * (x + 0.5);
      moment_y += ink * (y + 0.5);
    }
  }
  if (mass == 0.0) return std::nullopt;
  return Position{moment_x / mass, moment_y / mass};
}

// The part of a box of the paper that lies in the frame, in pixels.
InkBox in_frame(const InkBox& box, const Frame& frame) {
  const auto cut = [](double value) { return std::clamp<double>(value, 0, kSide); };
  return {cut(frame.scale * box.left + frame.offset_x), cut(frame.scale * box.top + frame.offset_y),
          cut(frame.scale * box.right + frame.offset_x),
          cut(frame.scale * box.bottom + frame.offset_y)};
}

void require_size(double value, const std::string& name) {
  if (is_size(value)) return;
  throw Error(name + " is " + number_text(value) + " pen units, expected 1e-30 to 1e30");
}

}  // namespace

double shift_to_center(double center, double low, double high) {
  return std::clamp(kMassTarget - center, -low, kSide - high);
}

void FrameOptions::check() const {
  if (!fit_box) require_size(canvas_side, "the canvas's side");
  if (!normalize_pen) require_size(brush_width, "the brush's width");
}

Frame frame_drawing(const Drawing& drawing, const FrameOptions& options) {
  Frame frame;
  frame.pixels.assign(std::size_t{kSide} * kSide, 0);
  const InkBox points = bounding_box(drawing);
  if (points.left > points.right) return frame;

  const double pen_width = place(points, options, frame);
  frame.extent = std::max(points.right - points.left, points.bottom - points.top);
  const double radius = pen_width / 2 / frame.scale;
  frame.box = {points.left - radius, points.top - radius, points.right + radius,
               points.bottom + radius};
  if (options.center_by_mass) {
    const auto center = center_of_mass(draw(drawing, frame, pen_width, kWeighingFineness));
    if (!center) return frame;
    const InkBox box = in_frame(frame.box, frame);
    frame.offset_x += shift_to_center(center->x, box.left, box.right);
    frame.offset_y += shift_to_center(center->y, box.top, box.bottom);
  }
  frame.pixels = draw(drawing, frame, pen_width, kPictureFineness);
  const auto center = center_of_mass(frame.pixels);
  if (!center) return frame;
  frame.blank = false;
  frame.center_of_mass = {(center->x - frame.offset_x) / frame.scale,
                          (center->y - frame.offset_y) / frame.scale};
  return frame;
}

}  // namespace digitlab
