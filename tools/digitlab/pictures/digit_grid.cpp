#include "pictures/digit_grid.hpp"

#include <cmath>
#include <string>

namespace digitlab::tools {
namespace {

constexpr Index kPictureSide = 84;  // three times 28
constexpr Index kGap = 10;
constexpr Index kLabelHeight = 16;
constexpr Index kCellWidth = kPictureSide + kGap;
constexpr Index kCellHeight = kPictureSide + kLabelHeight + kGap;

constexpr Index kFrameWidth = 2;

constexpr Color kBackground = {244, 242, 238};
constexpr Color kAccent = {0, 114, 178};  // Okabe-Ito blue
constexpr Lettering kLabel = {10, 1.8, kAccent};

Index cell_top(Index row) { return kGap + row * kCellHeight; }
Index cell_left(Index column) { return kGap + column * kCellWidth; }

}  // namespace

DigitGrid::DigitGrid(Index rows, Index columns)
    : canvas_(rows * kCellHeight + kGap, columns * kCellWidth + kGap, kBackground) {}

void DigitGrid::draw_image(Index row, Index column, const ImageView& image) {
  canvas_.draw_image(cell_top(row), cell_left(column), kPictureSide, image);
}

void DigitGrid::draw_label(Index row, Index column, std::uint8_t label) {
  const std::string text = label == kNoDigit ? "-" : std::to_string(label);
  const double middle = static_cast<double>(cell_left(column)) + kPictureSide / 2.0;
  canvas_.draw_text(static_cast<double>(cell_top(row) + kPictureSide + kLabelHeight - 2),
                    middle - text_width(text, kLabel) / 2, text, kLabel);
}

void DigitGrid::draw_frame(Index row, Index column) {
  const Index top = cell_top(row) - kFrameWidth;
  const Index left = cell_left(column) - kFrameWidth;
  const Index side = kPictureSide + 2 * kFrameWidth;
  canvas_.fill(top, left, kFrameWidth, side, kAccent);
  canvas_.fill(top + side - kFrameWidth, left, kFrameWidth, side, kAccent);
  canvas_.fill(top, left, side, kFrameWidth, kAccent);
  canvas_.fill(top, left + side - kFrameWidth, side, kFrameWidth, kAccent);
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
