#include "generate/digit_groups.hpp"

#include <algorithm>
#include <vector>

#include "digitlab/generate/digits.hpp"

namespace digitlab {
namespace {

using Digits = std::vector<std::uint32_t>;

// Two in five groups are held back.
bool belongs(const Digits& digits, NonDigitSet set) {
  std::uint32_t sum = 0;
  for (const std::uint32_t digit : digits) sum += digit;
  return set == NonDigitSet::kAll || (sum % 5 < 2) == (set == NonDigitSet::kHeldOut);
}

// A 0 over a 0 is an 8, over a 1 a 9; a 1 or 7 above makes a long 1, 6 or 7.
bool joins_when_stacked(std::uint32_t digit) { return digit == 0 || digit == 1 || digit == 7; }

Digits choose_digits(Random& random, bool stacked, NonDigitSet set) {
  for (;;) {
    Digits digits(!stacked && random.chance(0.25) ? 3 : 2);
    for (std::uint32_t& digit : digits) digit = random.below(10);
    if (stacked && std::any_of(digits.begin(), digits.end(), joins_when_stacked)) continue;
    if (belongs(digits, set)) return digits;
  }
}

// Adds `digit`, `height` high, with its left upper corner at `place`; returns its right lower one.
Point add(Drawing digit, float height, Point place, Drawing& group) {
  const InkBox box = bounding_box(digit);
  const auto left = static_cast<float>(box.left);
  const auto top = static_cast<float>(box.top);
  const float wide = static_cast<float>(box.right) - left;
  const float tall = static_cast<float>(box.bottom) - top;
  // A digit lying flat is not to outgrow the others.
  const float scale = height / std::max({tall, wide / 1.5F, 1e-3F});
  for (Stroke& stroke : digit) {
    for (Point& point : stroke) {
      point = {place.x + scale * (point.x - left), place.y + scale * (point.y - top)};
    }
    group.push_back(std::move(stroke));
  }
  return {place.x + scale * wide, place.y + scale * tall};
}

// Between two digits, as a share of their height. A line close to another digit would become a part
// of it: 1 and 1 a 4 or an H, 0 and 1 a 9.
double gap(Random& random, std::uint32_t before, std::uint32_t after) {
  if (before == 1 && after == 1) return random.uniform(0.3, 0.8);
  if (before == 1 || after == 1) return random.uniform(0.12, 0.5);
  return random.uniform(-0.15, 0.3);
}

}  // namespace

SyntheticNonDigit write_group(Random& random, NonDigitSet set) {
  const bool stacked = random.chance(0.15);
  const Digits digits = choose_digits(random, stacked, set);
  SyntheticNonDigit group;
  Point corner{0, 0};
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const SyntheticDigit digit = synthesize_digit(random.next(), digits[i]);
    const auto height = static_cast<float>(random.uniform(85, 115));
    if (i > 0) {
      const double away =
          100 * (stacked ? random.uniform(0.2, 0.4) : gap(random, digits[i - 1], digits[i]));
      const auto aside = static_cast<float>(random.uniform(-12, 12));
      corner = stacked ? Point{aside, corner.y + static_cast<float>(away)}
                       : Point{corner.x + static_cast<float>(away), aside};
      group.name += stacked ? " / " : " ";
    }
    group.name += static_cast<char>('0' + digits[i]);
    corner = add(digit.drawing, height, corner, group.drawing);
  }
  return group;
}

}  // namespace digitlab
