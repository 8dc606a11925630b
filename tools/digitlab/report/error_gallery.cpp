#include "report/error_gallery.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "pictures/canvas.hpp"

namespace digitlab::tools {
namespace {

constexpr Index kSide = 140;  // a whole number of times both 28 and 20
constexpr Index kMargin = 32;
constexpr Index kGap = 24;
constexpr Index kHeader = 96;
constexpr Index kCaption = 52;
constexpr Index kCellWidth = kSide + kGap;
constexpr Index kCellHeight = kSide + kCaption + kGap;
constexpr Index kMostColumns = 8;

// The page's paper, ink and colours: the true digit in Okabe-Ito blue, the answer in vermillion.
constexpr Color kPaper = {244, 242, 238};
constexpr Color kRule = {208, 204, 196};
constexpr Color kInk = {34, 34, 34};
constexpr Color kQuiet = {96, 94, 90};
constexpr Color kTrue = {0, 114, 178};
constexpr Color kAnswer = {213, 94, 0};

constexpr Lettering kTitle = {18, 1.9, kInk};
constexpr Lettering kText = {11, 1.5, kQuiet};
constexpr Lettering kNumber = {9, 1.4, kQuiet};

Lettering digit(const Color& color) { return {17, 2.2, color}; }
Lettering word(const Color& color) { return {11, 1.8, color}; }

std::string title(Index shown, Index errors) {
  if (errors == 0) return "No errors";
  if (errors == 1) return "The only error";
  if (shown == errors) return "All " + thousands(errors) + " errors";
  const std::string few = shown == 1 ? "The worst" : "The " + thousands(shown) + " worst";
  return few + " of " + thousands(errors) + " errors";
}

std::string subtitle(const Evaluation& figures) {
  return thousands(figures.samples) + (figures.samples == 1 ? " sample" : " samples") +
         ", accuracy " + percent(figures.accuracy) + ", mean loss " + fixed(figures.loss, 4) +
         ". Highest loss first.";
}

/// What the captions say. Returns where it ends.
double draw_legend(Canvas& canvas, double baseline, double left) {
  left = canvas.draw_text(baseline, left, "true digit", word(kTrue));
  left = canvas.draw_text(baseline, left, " > ", kText);
  left = canvas.draw_text(baseline, left, "answer", word(kAnswer));
  return canvas.draw_text(baseline, left, "   probability of the answer   #number in the data",
                          kText);
}

void draw_header(Canvas& canvas, Index shown, Index errors, const Evaluation& figures) {
  constexpr double kLeft = kMargin;
  canvas.draw_text(kMargin + 18, kLeft, title(shown, errors), kTitle);
  canvas.draw_text(kMargin + 44, kLeft, subtitle(figures), kText);
  if (shown > 0) draw_legend(canvas, kMargin + 68, kLeft);
}

void draw_cell(Canvas& canvas, Index top, Index left, const Dataset& data, const Answers& answers,
               Index sample) {
  const auto at = static_cast<std::size_t>(sample);
  canvas.fill(top - 1, left - 1, kSide + 2, kSide + 2, kRule);
  canvas.draw_image(top, left, kSide, data.image(sample));

  const auto begin = static_cast<double>(left);
  const auto baseline = static_cast<double>(top + kSide + 27);
  double x = canvas.draw_text(baseline, begin, std::to_string(data.label(sample)), digit(kTrue));
  x = canvas.draw_text(baseline - 3, x + 4, ">", kText);
  canvas.draw_text(baseline, x + 4, std::to_string(answers.predicted[at]), digit(kAnswer));
  const std::string probability =
      fixed(100 * static_cast<double>(answers.probability[at]), 1) + " %";
  const double right = begin + static_cast<double>(kSide);
  canvas.draw_text(baseline, right - text_width(probability, kText), probability, kText);
  std::string number = "#";
  number += std::to_string(sample);
  canvas.draw_text(baseline + 19, right - text_width(number, kNumber), number, kNumber);
}

}  // namespace

ColorPicture draw_error_gallery(const Dataset& data, const Answers& answers,
                                std::span<const Index> errors, Index count) {
  const auto all = static_cast<Index>(errors.size());
  const Index shown = std::min(count, all);
  const auto square = static_cast<Index>(std::ceil(std::sqrt(1.5 * static_cast<double>(shown))));
  const Index columns = std::clamp(square, Index{1}, std::max(kMostColumns, square / 2));
  const Index rows = (shown + columns - 1) / columns;

  // At least as wide as the words above.
  Canvas ruler(1, 1, kPaper);
  const double words =
      std::max(draw_legend(ruler, 0, 0), text_width(subtitle(answers.evaluation), kText));
  const Index width = std::max(columns * kCellWidth - kGap, static_cast<Index>(words) + 1);
  const Index height = kHeader + rows * kCellHeight;
  Canvas canvas(height + 2 * kMargin - (rows > 0 ? kGap : 0), width + 2 * kMargin, kPaper);
  draw_header(canvas, shown, all, answers.evaluation);
  for (Index i = 0; i < shown; ++i) {
    draw_cell(canvas, kMargin + kHeader + i / columns * kCellHeight,
              kMargin + i % columns * kCellWidth, data, answers,
              errors[static_cast<std::size_t>(i)]);
  }
  return canvas.picture();
}

}  // namespace digitlab::tools
