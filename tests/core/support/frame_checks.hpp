// A drawing, and what tests ask of the image that it becomes.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>

#include "digitlab/ink/framing.hpp"

namespace digitlab {

// The drawing that tests/reference/ink_reference.py frames: a crossed 7 and a dot.
inline const Drawing kSeven{
    {{100, 220}, {180, 200}, {260, 210}, {250, 240}, {200, 330}, {170, 420}},
    {{150, 310}, {270, 295}},
    {{300, 420}}};

inline Drawing transformed(const Drawing& drawing, float scale, float x, float y) {
  Drawing result = drawing;
  for (Stroke& stroke : result) {
    for (Point& point : stroke) point = {scale * point.x + x, scale * point.y + y};
  }
  return result;
}

inline int pixel(const Frame& frame, int x, int y) {
  return frame.pixels[static_cast<std::size_t>(y * 28 + x)];
}

// The largest difference of a pixel, of 255.
template <typename Expected>
int difference(const Frame& frame, const Expected& expected) {
  int largest = 0;
  for (std::size_t i = 0; i < frame.pixels.size(); ++i) {
    largest = std::max(largest,
                       std::abs(static_cast<int>(frame.pixels[i]) - static_cast<int>(expected[i])));
  }
  return largest;
}

// Rows and columns that hold ink, and its centre of mass.
struct Extent {
  int left = 28;
  int right = -1;
  int top = 28;
  int bottom = -1;
  double mass = 0;
  double x = 0;
  double y = 0;
};

inline Extent extent_of(const Frame& frame) {
  Extent extent;
  for (int y = 0; y < 28; ++y) {
    for (int x = 0; x < 28; ++x) {
      const int ink = pixel(frame, x, y);
      if (ink == 0) continue;
      extent.left = std::min(extent.left, x);
      extent.right = std::max(extent.right, x);
      extent.top = std::min(extent.top, y);
      extent.bottom = std::max(extent.bottom, y);
      extent.mass += ink / 255.0;
      extent.x += ink / 255.0 * (x + 0.5);
      extent.y += ink / 255.0 * (y + 0.5);
    }
  }
  extent.x /= extent.mass;
  extent.y /= extent.mass;
  return extent;
}

inline bool all_paper(const Frame& frame) {
  return std::all_of(frame.pixels.begin(), frame.pixels.end(), [](auto ink) { return ink == 0; });
}

// Without centring by mass the box lies on whole pixels.
inline FrameOptions in_the_middle() {
  FrameOptions options;
  options.center_by_mass = false;
  return options;
}

// The canvas of the page and its medium brush, in CSS pixels.
inline FrameOptions canvas_options() {
  FrameOptions options;
  options.canvas_side = 320;
  options.brush_width = 16;
  return options;
}

}  // namespace digitlab
