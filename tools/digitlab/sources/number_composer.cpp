#include "sources/number_composer.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "digitlab/generate/digits.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/math/random.hpp"

namespace digitlab::tools {
namespace {

constexpr std::uint64_t kNumberStream = 1ULL << 48U;  // apart from the digits'

constexpr double kHeight = 100;         // of the usual digit, in units of the drawing
constexpr double kHeightSpread = 0.09;  // standard deviations
constexpr double kBaselineSpread = 0.05;
constexpr double kLeastGap = 0.08;
constexpr double kMostGap = 0.5;
constexpr double kMostOverlap = 0.3;
constexpr double kWidest = 1.1;    // a digit is not stretched beyond this
constexpr double kBarLast = 0.25;  // share of the numbers

struct Glyph {
  Drawing drawing;
  std::uint8_t digit = 0;
};

/// Scales the drawing and puts its box's left and bottom there.
void put(Drawing& drawing, double scale, double left, double bottom) {
  const InkBox box = bounding_box(drawing);
  for (Stroke& stroke : drawing) {
    for (Point& point : stroke) {
      point.x = static_cast<float>(left + scale * (static_cast<double>(point.x) - box.left));
      point.y = static_cast<float>(bottom + scale * (static_cast<double>(point.y) - box.bottom));
    }
  }
}

double factor_of(Random& random, double spread) {
  return 1 + spread * std::clamp(random.normal(), -2.0, 2.0);
}

InkSample set_side_by_side(std::vector<Glyph> glyphs, bool overlapping, Random& random) {
  InkSample number;
  std::vector<Stroke> late;
  const bool bar_last = random.chance(kBarLast);
  // One pair at least overlaps, where any is to.
  const auto sure = std::size_t{1} + random.below(static_cast<std::uint32_t>(glyphs.size() - 1));
  double right = 0;
  double width_before = 0;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    Drawing& drawing = glyphs[i].drawing;
    const InkBox box = bounding_box(drawing);
    const double height = kHeight * factor_of(random, kHeightSpread);
    const double scale = std::min(height / std::max(box.bottom - box.top, 1e-6),
                                  kWidest * height / std::max(box.right - box.left, 1e-6));
    const double width = scale * (box.right - box.left);
    const double gap = kHeight * random.uniform(kLeastGap, kMostGap);
    const double overlap =
        random.uniform(0.02, kMostOverlap) * std::max(std::min(width, width_before), kHeight / 10);
    const bool overlaps = overlapping && (random.chance(0.5) || i == sure);
    if (i > 0) right += overlaps ? -overlap : gap;
    put(drawing, scale, right, kHeight * (factor_of(random, kBaselineSpread) - 1));
    right += width;
    width_before = width;
    number.word += static_cast<char>('0' + glyphs[i].digit);
    for (std::size_t s = 0; s < drawing.size(); ++s) {
      const bool is_late = bar_last && s > 0 && s + 1 == drawing.size();
      (is_late ? late : number.drawing).push_back(std::move(drawing[s]));
    }
  }
  number.drawing.insert(number.drawing.end(), late.begin(), late.end());
  return number;
}

InkSample compose(const NumberLayout& layout, std::uint64_t seed, std::uint64_t index,
                  const std::function<Glyph(Random&)>& choose) {
  Random random(seed, kNumberStream + index);
  const auto more = static_cast<std::uint32_t>(layout.most_digits - layout.least_digits + 1);
  std::vector<Glyph> glyphs(static_cast<std::size_t>(layout.least_digits) + random.below(more));
  for (Glyph& glyph : glyphs) glyph = choose(random);
  const bool overlapping = random.chance(layout.overlapping);
  return set_side_by_side(std::move(glyphs), overlapping, random);
}

}  // namespace

InkSample compose_number(const Dataset& data, const NumberLayout& layout, std::uint64_t seed,
                         std::uint64_t index) {
  // Part and writer of the first digit are everybody's.
  const ImageSet* part = nullptr;
  std::vector<Index> samples;
  return compose(layout, seed, index, [&](Random& random) -> Glyph {
    if (part == nullptr) {
      auto first = static_cast<Index>(random.below(static_cast<std::uint32_t>(data.size())));
      std::size_t p = 0;
      while (first >= data.parts()[p].size()) first -= data.parts()[p++].size();
      part = &data.parts()[p];
      if (part->drawings().empty()) throw Error("there are images without pen strokes");
      const std::vector<std::uint32_t>& writers = part->writers();
      for (Index i = 0; i < part->size(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        if (writers.empty() || writers[at] == writers[static_cast<std::size_t>(first)]) {
          samples.push_back(i);
        }
      }
    }
    const auto chosen =
        static_cast<std::size_t>(samples[random.below(static_cast<std::uint32_t>(samples.size()))]);
    return {part->drawings()[chosen], part->labels()[chosen]};
  });
}

InkSample compose_number(const NumberLayout& layout, std::uint64_t seed, std::uint64_t index) {
  return compose(layout, seed, index, [seed](Random& random) -> Glyph {
    SyntheticDigit digit = synthesize_digit(seed, random.below(1U << 30U));
    return {std::move(digit.drawing), digit.label};
  });
}

}  // namespace digitlab::tools
