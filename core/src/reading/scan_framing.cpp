#include "digitlab/reading/scan_framing.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "digitlab/ink/framing.hpp"
#include "reading/thicken.hpp"

namespace digitlab {
namespace {

constexpr Index kCourseSide = 20;
// Paper is never quite even; in a picture that is framed already ink differs from it by more than
// this, of 255.
constexpr int kLeastRange = 32;

/// Half of the pixels along the edge are no lighter: the paper, as digits rarely touch the edge
/// much.
std::uint8_t edge_median(const GrayPicture& picture) {
  std::vector<std::uint8_t> edge;
  for (Index row = 0; row < picture.height; ++row) {
    const bool whole = row == 0 || row + 1 == picture.height;
    const Index step = whole ? 1 : std::max<Index>(1, picture.width - 1);
    for (Index column = 0; column < picture.width; column += step) {
      edge.push_back(picture.pixels[static_cast<std::size_t>(row * picture.width + column)]);
    }
  }
  const auto middle = edge.begin() + static_cast<std::ptrdiff_t>(edge.size() / 2);
  std::nth_element(edge.begin(), middle, edge.end());
  return *middle;
}

/// Light ink on dark paper, whatever it was; nothing when it is blank.
std::optional<FramedPicture> framed_already(GrayPicture picture) {
  const auto [darkest, lightest] =
      std::minmax_element(picture.pixels.begin(), picture.pixels.end());
  if (*lightest - *darkest < kLeastRange) return std::nullopt;
  if (edge_median(picture) > (*lightest + *darkest) / 2) {
    for (std::uint8_t& value : picture.pixels) value = static_cast<std::uint8_t>(255 - value);
  }
  return FramedPicture{picture.width, std::move(picture.pixels)};
}

/// The smallest box around the ink, in pixels of the picture, and the ink's centre of mass.
struct Extent {
  double left, top, right, bottom;
  double x, y;
};

Extent extent_of(const InkMask& mask) {
  Extent extent{static_cast<double>(mask.width), static_cast<double>(mask.height), 0, 0, 0, 0};
  double mass = 0;
  for (Index row = 0; row < mask.height; ++row) {
    for (Index column = 0; column < mask.width; ++column) {
      if (mask.ink[static_cast<std::size_t>(row * mask.width + column)] == 0) continue;
      const auto x = static_cast<double>(column);
      const auto y = static_cast<double>(row);
      extent.left = std::min(extent.left, x);
      extent.right = std::max(extent.right, x + 1);
      extent.top = std::min(extent.top, y);
      extent.bottom = std::max(extent.bottom, y + 1);
      extent.x += x + 0.5;
      extent.y += y + 0.5;
      mass += 1;
    }
  }
  extent.x /= mass;
  extent.y /= mass;
  return extent;
}

/// Mean width of the lines, in pixels: their area over half of their outline's length. On a grid an
/// outline shows 4/π of its length, on the average over its directions.
double line_width(const InkMask& mask) {
  const auto is_ink = [&](Index row, Index column) {
    return row >= 0 && row < mask.height && column >= 0 && column < mask.width &&
           mask.ink[static_cast<std::size_t>(row * mask.width + column)] != 0;
  };
  double area = 0;
  double edges = 0;
  for (Index row = 0; row < mask.height; ++row) {
    for (Index column = 0; column < mask.width; ++column) {
      if (!is_ink(row, column)) continue;
      area += 1;
      edges += !is_ink(row - 1, column) + !is_ink(row + 1, column) + !is_ink(row, column - 1) +
               !is_ink(row, column + 1);
    }
  }
  return 2 * area / (edges * std::numbers::pi / 4);
}

/// By how much lines must grow on either side, in pixels of the picture, to be as wide in the frame
/// as the pen: (width + 2·growth) / (side + 2·growth) = pen / box.
double growth_to_pen(double width, double side) {
  const double share = FrameOptions{}.pen_width / static_cast<double>(kFrameBox);
  return std::max(0.0, (share * side - width) / (2 * (1 - share)));
}

/// Adds the pixel [x, x + size) × [y, y + size) of the frame, `value` dark, to those it overlaps.
void add_square(double x, double y, double size, double value, std::vector<double>& frame) {
  const auto overlap = [size](double begin, Index cell) {
    return std::max(0.0, std::min(begin + size, static_cast<double>(cell + 1)) -
                             std::max(begin, static_cast<double>(cell)));
  };
  const auto cells = [size](double begin) {
    return std::pair{std::max<Index>(0, static_cast<Index>(std::floor(begin))),
                     std::min<Index>(kFrameSide - 1, static_cast<Index>(std::floor(begin + size)))};
  };
  const auto [top, bottom] = cells(y);
  const auto [left, right] = cells(x);
  for (Index row = top; row <= bottom; ++row) {
    for (Index column = left; column <= right; ++column) {
      frame[static_cast<std::size_t>(row * kFrameSide + column)] +=
          value * overlap(y, row) * overlap(x, column);
    }
  }
}

}  // namespace

bool has_framed_size(const GrayPicture& picture) {
  return picture.height == picture.width &&
         (picture.width == kFrameSide || picture.width == kCourseSide);
}

std::optional<FramedPicture> frame_scan(GrayPicture picture) {
  if (has_framed_size(picture)) return framed_already(std::move(picture));
  const std::optional<InkMask> mask = find_ink(picture);
  if (!mask) return std::nullopt;
  return frame_ink(*mask);
}

FramedPicture frame_ink(const InkMask& mask) {
  const Extent extent = extent_of(mask);
  const double side = std::max(extent.right - extent.left, extent.bottom - extent.top);
  const double growth = growth_to_pen(line_width(mask), side);
  const Darkness grown = thickened(mask, growth);

  const double scale = static_cast<double>(kFrameBox) / (side + 2 * growth);
  const auto offset = [&](double center, double low, double high) {
    // Into the frame first, then to its centre.
    const double first = -scale * (low - growth);
    return first + shift_to_center(scale * center + first, 0, scale * (high - low + 2 * growth));
  };
  const double offset_x = offset(extent.x, extent.left, extent.right);
  const double offset_y = offset(extent.y, extent.top, extent.bottom);
  std::vector<double> frame(static_cast<std::size_t>(kFrameSide * kFrameSide), 0.0);
  for (Index row = 0; row < grown.height; ++row) {
    for (Index column = 0; column < grown.width; ++column) {
      const double value = grown.at(row, column);
      if (value == 0) continue;
      add_square(scale * static_cast<double>(column - grown.margin) + offset_x,
                 scale * static_cast<double>(row - grown.margin) + offset_y, scale, value, frame);
    }
  }
  FramedPicture framed{kFrameSide, {}};
  for (const double value : frame) {
    const double rounded = 255 * std::min(value, 1.0) + 0.5;
    framed.pixels.push_back(static_cast<std::uint8_t>(rounded));
  }
  return framed;
}

}  // namespace digitlab
