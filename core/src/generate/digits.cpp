#include "digitlab/generate/digits.hpp"

#include <algorithm>
#include <cassert>

#include "generate/frame_all.hpp"
#include "generate/stroke_writer.hpp"
#include "generate/synthetic_variation.hpp"
#include "generate/templates/digit_templates.hpp"

namespace digitlab {
namespace {

const DigitTemplate& choose_template(Random& random, std::uint8_t digit) {
  const std::vector<DigitTemplate>& all = digit_templates();
  double total = 0.0;
  for (const DigitTemplate& one : all) total += one.digit == digit ? one.weight : 0.0;
  double left = random.uniform() * total;
  const DigitTemplate* chosen = nullptr;
  for (const DigitTemplate& one : all) {
    if (one.digit != digit) continue;
    chosen = &one;
    left -= one.weight;
    if (left < 0.0) break;
  }
  assert(chosen != nullptr);  // there is a template of each digit
  return *chosen;
}

}  // namespace

SyntheticDigit synthesize_digit(std::uint64_t seed, std::uint64_t index,
                                const Variation& variation) {
  Random random(seed, index);
  SyntheticDigit digit;
  digit.label = static_cast<std::uint8_t>(index % kClasses);
  const DigitTemplate& chosen = choose_template(random, digit.label);
  digit.drawing = write_strokes(random, variation, chosen.shapes, chosen.lean, chosen.freedom);
  digit.pen_width = choose_pen_width(random, variation);
  return digit;
}

SyntheticDigit synthesize_digit(std::uint64_t seed, std::uint64_t index) {
  return synthesize_digit(seed, index, Variation{});
}

ImageSet synthesize_images(Index count, std::uint64_t seed, const ParallelFor& parallel) {
  count = std::max<Index>(count, 0);
  std::vector<std::uint8_t> labels(static_cast<std::size_t>(count));
  std::vector<std::uint8_t> pixels = frame_all(count, parallel, [&](Index i) {
    SyntheticDigit digit = synthesize_digit(seed, static_cast<std::uint64_t>(i));
    labels[static_cast<std::size_t>(i)] = digit.label;
    return Inked{std::move(digit.drawing), digit.pen_width};
  });
  return ImageSet(kFrameSide, kFrameSide, std::move(pixels), std::move(labels));
}

}  // namespace digitlab
