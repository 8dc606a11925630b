#include "digit_grid.hpp"

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

using Color = std::array<std::uint8_t, 3>;
constexpr Color kBackground = {244, 242, 238};
constexpr Color kLabelColor = {0, 114, 178};  // Okabe-Ito blue

// Five rows of three dots for each digit, the leftmost dot in the highest bit.
constexpr std::array<std::array<std::uint8_t, kGlyphHeight>, kClasses> kGlyphs = {{
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
}};

void set_pixel(ColorPicture& picture, Index row, Index column, const Color& color) {
  std::copy(
      color.begin(), color.end(),
      picture.pixels.begin() + static_cast<std::ptrdiff_t>(3 * (row * picture.width + column)));
}

void draw_image(ColorPicture& picture, Index top, Index left, const ImageView& image) {
  for (Index row = 0; row < kPictureSide; ++row) {
    for (Index column = 0; column < kPictureSide; ++column) {
      const Index source =
          row * image.height / kPictureSide * image.width + column * image.width / kPictureSide;
      const float ink = std::clamp(image[source], 0.0F, 1.0F);
      const auto gray = static_cast<std::uint8_t>(std::lround(255 * (1 - ink)));
      set_pixel(picture, top + row, left + column, {gray, gray, gray});
    }
  }
}

void draw_label(ColorPicture& picture, Index top, Index left, std::uint8_t label) {
  for (Index row = 0; row < kGlyphHeight * kGlyphScale; ++row) {
    for (Index column = 0; column < kGlyphWidth * kGlyphScale; ++column) {
      const unsigned dots = kGlyphs[label][static_cast<std::size_t>(row / kGlyphScale)];
      const auto bit = static_cast<unsigned>(kGlyphWidth - 1 - column / kGlyphScale);
      if ((dots >> bit & 1U) != 0) set_pixel(picture, top + row, left + column, kLabelColor);
    }
  }
}

}  // namespace

ColorPicture draw_grid(const Dataset& data, std::span<const Index> indices) {
  const auto count = static_cast<Index>(indices.size());
  const auto columns = static_cast<Index>(std::ceil(std::sqrt(static_cast<double>(count))));
  const Index rows = (count + columns - 1) / columns;
  ColorPicture picture{rows * kCellHeight + kGap, columns * kCellWidth + kGap, {}};
  picture.pixels.resize(static_cast<std::size_t>(3 * picture.height * picture.width));
  for (Index row = 0; row < picture.height; ++row) {
    for (Index column = 0; column < picture.width; ++column) {
      set_pixel(picture, row, column, kBackground);
    }
  }
  for (Index i = 0; i < count; ++i) {
    const Index sample = indices[static_cast<std::size_t>(i)];
    const Index top = kGap + i / columns * kCellHeight;
    const Index left = kGap + i % columns * kCellWidth;
    draw_image(picture, top, left, data.image(sample));
    draw_label(picture, top + kPictureSide + 4,
               left + (kPictureSide - kGlyphWidth * kGlyphScale) / 2, data.label(sample));
  }
  return picture;
}

}  // namespace digitlab::tools
