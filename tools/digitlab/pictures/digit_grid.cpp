#include "pictures/digit_grid.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace digitlab::tools {
namespace {

constexpr Index kPictureSide = 84;  // three times 28
constexpr Index kGap = 10;
constexpr Index kGlyphHeight = 5;
constexpr Index kGlyphWidth = 3;
constexpr Index kGlyphScale = 2;
constexpr Index kLabelHeight = kGlyphHeight * kGlyphScale + 6;
constexpr Index kCellWidth = kPictureSide + kGap;
constexpr Index kCellHeight = kPictureSide + kLabelHeight + kGap;

constexpr Index kFrameWidth = 2;

constexpr std::array<std::uint8_t, 3> kBackground = {244, 242, 238};
constexpr std::array<std::uint8_t, 3> kAccent = {0, 114, 178};  // Okabe-Ito blue

// Five rows of three dots for each digit, the leftmost dot in the highest bit; a dash for none.
constexpr std::array<std::array<std::uint8_t, kGlyphHeight>, kClasses + 1> kGlyphs = {{
    {7, 5, 5, 5, 7},
    {2, 6, 2, 2, 7},
    {7, 1, 7, 4, 7},
    {7, 1, 7, 1, 7},
    {5, 5, 7, 1, 1},
    {7, 4, 7, 1, 7},
    {7, 4, 7, 5, 7},
    {7, 1, 2, 2, 2},
    {7, 5, 7, 5, 7},
    {7, 5, 7, 1, 7},
    {0, 0, 7, 0, 0},
}};
static_assert(kGlyphs.size() == kNoDigit + 1);

Index cell_top(Index row) { return kGap + row * kCellHeight; }
Index cell_left(Index column) { return kGap + column * kCellWidth; }

}  // namespace

DigitGrid::DigitGrid(Index rows, Index columns)
    : picture_{rows * kCellHeight + kGap, columns * kCellWidth + kGap, {}} {
  picture_.pixels.resize(static_cast<std::size_t>(3 * picture_.height * picture_.width));
  fill(0, 0, picture_.height, picture_.width, kBackground);
}

void DigitGrid::fill(Index top, Index left, Index height, Index width, const Color& color) {
  for (Index row = top; row < top + height; ++row) {
    for (Index column = left; column < left + width; ++column) {
      std::copy(color.begin(), color.end(),
                picture_.pixels.begin() +
                    static_cast<std::ptrdiff_t>(3 * (row * picture_.width + column)));
    }
  }
}

void DigitGrid::draw_image(Index row, Index column, const ImageView& image) {
  for (Index y = 0; y < kPictureSide; ++y) {
    for (Index x = 0; x < kPictureSide; ++x) {
      const Index source =
          y * image.height / kPictureSide * image.width + x * image.width / kPictureSide;
      const float ink = std::clamp(image[source], 0.0F, 1.0F);
      const auto gray = static_cast<std::uint8_t>(std::lround(255 * (1 - ink)));
      fill(cell_top(row) + y, cell_left(column) + x, 1, 1, {gray, gray, gray});
    }
  }
}

void DigitGrid::draw_label(Index row, Index column, std::uint8_t label) {
  const Index top = cell_top(row) + kPictureSide + 4;
  const Index left = cell_left(column) + (kPictureSide - kGlyphWidth * kGlyphScale) / 2;
  for (Index y = 0; y < kGlyphHeight; ++y) {
    for (Index x = 0; x < kGlyphWidth; ++x) {
      const unsigned dots = kGlyphs[label][static_cast<std::size_t>(y)];
      if ((dots >> static_cast<unsigned>(kGlyphWidth - 1 - x) & 1U) == 0) continue;
      fill(top + y * kGlyphScale, left + x * kGlyphScale, kGlyphScale, kGlyphScale, kAccent);
    }
  }
}

void DigitGrid::draw_frame(Index row, Index column) {
  const Index top = cell_top(row) - kFrameWidth;
  const Index left = cell_left(column) - kFrameWidth;
  const Index side = kPictureSide + 2 * kFrameWidth;
  fill(top, left, kFrameWidth, side, kAccent);
  fill(top + side - kFrameWidth, left, kFrameWidth, side, kAccent);
  fill(top, left, side, kFrameWidth, kAccent);
  fill(top, left + side - kFrameWidth, side, kFrameWidth, kAccent);
}

ColorPicture draw_grid(const Dataset& data, std::span<const Index> indices) {
  const auto count = static_cast<Index>(indices.size());
  const auto columns = static_cast<Index>(std::ceil(std::sqrt(static_cast<double>(count))));
  DigitGrid grid((count + columns - 1) / columns, columns);
  for (Index i = 0; i < count; ++i) {
    const Index sample = indices[static_cast<std::size_t>(i)];
    grid.draw_image(i / columns, i % columns, data.image(sample));
    grid.draw_label(i / columns, i % columns, data.label(sample));
  }
  return grid.picture();
}

}  // namespace digitlab::tools
