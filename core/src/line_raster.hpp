// Lines of one width in a frame, antialiased by area.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "digitlab/ink.hpp"

namespace digitlab {

// Collects lines and says how much of every pixel of the 28×28 frame their union covers.
class LineRaster {
 public:
  // `width` of all lines, in pixels.
  explicit LineRaster(double width);

  // A line with round ends; `from` and `to`, in pixels, may be one point or lie outside the frame.
  void add_line(const Position& from, const Position& to);

  // 28·28, row-major, 0 not covered … 255 covered.
  std::vector<std::uint8_t> pixels() const;

 private:
  static constexpr int kSide = static_cast<int>(kFrameSide);

  double radius_;
  double reach_;  // a line farther from a pixel's centre than this leaves no ink in it
  // The squared distance from every pixel's centre to the nearest line, infinite beyond reach. All
  // lines have one width, so the union of their areas needs the nearest one only, and the square
  // root can wait until the end.
  std::array<double, kSide * kSide> squared_;
};

}  // namespace digitlab
