#include "scan.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "digitlab/ink.hpp"

namespace digitlab::tools {
namespace {

constexpr Index kCourseSide = 20;
// Paper is never quite even; ink differs from it by more than this, of 255.
constexpr int kLeastContrast = 32;

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

/// Otsu 1979, "A Threshold Selection Method from Gray-Level Histograms": the level t for which
/// the classes 0 … t and t+1 … 255 differ most, as their weights times their means' distance
/// squared.
int otsu_threshold(const std::vector<std::uint8_t>& pixels) {
  std::array<double, 256> histogram{};
  for (const std::uint8_t value : pixels) histogram[value] += 1;
  double total = 0;
  for (std::size_t level = 0; level < 256; ++level)
    total += static_cast<double>(level) * histogram[level];
  const auto count = static_cast<double>(pixels.size());
  double below = 0;
  double below_sum = 0;
  double best = -1;
  int threshold = 0;
  for (std::size_t level = 0; level < 255; ++level) {
    below += histogram[level];
    below_sum += static_cast<double>(level) * histogram[level];
    if (below == 0 || below == count) continue;
    const double distance = below_sum / below - (total - below_sum) / (count - below);
    const double between = below * (count - below) * distance * distance;
    if (between > best) {
      best = between;
      threshold = static_cast<int>(level);
    }
  }
  return threshold;
}

/// The smallest box that holds all ink: rows top … bottom - 1, columns left … right - 1.
struct Box {
  Index top, bottom, left, right;
};

Box ink_box(const GrayPicture& ink) {
  Box box{ink.height, 0, ink.width, 0};
  for (Index row = 0; row < ink.height; ++row) {
    for (Index column = 0; column < ink.width; ++column) {
      if (ink.pixels[static_cast<std::size_t>(row * ink.width + column)] == 0) continue;
      box.top = std::min(box.top, row);
      box.bottom = std::max(box.bottom, row + 1);
      box.left = std::min(box.left, column);
      box.right = std::max(box.right, column + 1);
    }
  }
  return box;
}

/// The box scaled to `height` × `width` pixels, each the mean of the area it covers, 0 … 1.
std::vector<double> average_areas(const GrayPicture& ink, const Box& box, Index height,
                                  Index width) {
  std::vector<double> scaled(static_cast<std::size_t>(height * width), 0.0);
  const double row_scale = static_cast<double>(height) / static_cast<double>(box.bottom - box.top);
  const double column_scale =
      static_cast<double>(width) / static_cast<double>(box.right - box.left);
  // A source pixel covers [begin, begin + scale) of the target; its ink is shared out by overlap.
  const auto spread = [](double begin, double end, Index limit, const auto& add) {
    for (auto cell = static_cast<Index>(begin); cell < limit && static_cast<double>(cell) < end;
         ++cell) {
      const double overlap =
          std::min(end, static_cast<double>(cell + 1)) - std::max(begin, static_cast<double>(cell));
      if (overlap > 0) add(cell, overlap);
    }
  };
  for (Index row = box.top; row < box.bottom; ++row) {
    for (Index column = box.left; column < box.right; ++column) {
      if (ink.pixels[static_cast<std::size_t>(row * ink.width + column)] == 0) continue;
      const double y = static_cast<double>(row - box.top) * row_scale;
      const double x = static_cast<double>(column - box.left) * column_scale;
      spread(y, y + row_scale, height, [&](Index i, double rows) {
        spread(x, x + column_scale, width, [&](Index j, double columns) {
          scaled[static_cast<std::size_t>(i * width + j)] += rows * columns;
        });
      });
    }
  }
  return scaled;
}

/// Places (height, width) values by their centre of mass in the middle of the frame.
std::vector<std::uint8_t> place(const std::vector<double>& scaled, Index height, Index width) {
  double mass = 0;
  double mass_y = 0;
  double mass_x = 0;
  for (Index i = 0; i < height; ++i) {
    for (Index j = 0; j < width; ++j) {
      const double value = scaled[static_cast<std::size_t>(i * width + j)];
      mass += value;
      mass_y += value * (static_cast<double>(i) + 0.5);
      mass_x += value * (static_cast<double>(j) + 0.5);
    }
  }
  const auto offset = [&](double moment, Index extent) {
    const double middle = static_cast<double>(kFrameSide) / 2;
    // Never so far that ink would leave the frame.
    return std::clamp<Index>(static_cast<Index>(std::lround(middle - moment / mass)), 0,
                             kFrameSide - extent);
  };
  const Index top = offset(mass_y, height);
  const Index left = offset(mass_x, width);
  std::vector<std::uint8_t> frame(static_cast<std::size_t>(kFrameSide * kFrameSide), 0);
  for (Index i = 0; i < height; ++i) {
    for (Index j = 0; j < width; ++j) {
      const double value = scaled[static_cast<std::size_t>(i * width + j)];
      frame[static_cast<std::size_t>((top + i) * kFrameSide + left + j)] =
          static_cast<std::uint8_t>(std::lround(255 * std::min(value, 1.0)));
    }
  }
  return frame;
}

}  // namespace

std::optional<FramedPicture> frame_scan(GrayPicture picture) {
  const auto [darkest, lightest] =
      std::minmax_element(picture.pixels.begin(), picture.pixels.end());
  if (*lightest - *darkest < kLeastContrast) return std::nullopt;
  const bool dark_ink = edge_median(picture) > (*lightest + *darkest) / 2;
  if (dark_ink) {
    for (std::uint8_t& value : picture.pixels) value = static_cast<std::uint8_t>(255 - value);
  }
  if (picture.height == picture.width &&
      (picture.width == kFrameSide || picture.width == kCourseSide)) {
    return FramedPicture{picture.width, std::move(picture.pixels)};
  }
  const int threshold = otsu_threshold(picture.pixels);
  for (std::uint8_t& value : picture.pixels) value = value > threshold ? 1 : 0;
  const Box box = ink_box(picture);
  const Index rows = box.bottom - box.top;
  const Index columns = box.right - box.left;
  const double scale =
      static_cast<double>(kFrameBox) / static_cast<double>(std::max(rows, columns));
  const auto scaled_extent = [&](Index extent) {
    return std::max<Index>(1, static_cast<Index>(std::lround(static_cast<double>(extent) * scale)));
  };
  const Index height = scaled_extent(rows);
  const Index width = scaled_extent(columns);
  return FramedPicture{kFrameSide,
                       place(average_areas(picture, box, height, width), height, width)};
}

}  // namespace digitlab::tools
