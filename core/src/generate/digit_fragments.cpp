#include "generate/digit_fragments.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string_view>

#include "generate/stroke_writer.hpp"
#include "generate/templates/digit_templates.hpp"

namespace digitlab {
namespace {

using enum NonDigitSet;

// Of the whole digit's: less of it is there to tell what it was.
constexpr double kFreedom = 0.6;

double distance(Point a, Point b) {
  const double x = static_cast<double>(b.x) - a.x;
  const double y = static_cast<double>(b.y) - a.y;
  return std::sqrt(x * x + y * y);
}

// The points whose way from the beginning is within the shares `from` … `to` of the whole; at least
// two.
Stroke part_of(const Stroke& stroke, double from, double to) {
  double whole = 0.0;
  for (std::size_t i = 1; i < stroke.size(); ++i) whole += distance(stroke[i - 1], stroke[i]);
  Stroke part;
  double way = 0.0;
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    if (i > 0) way += distance(stroke[i - 1], stroke[i]);
    const bool short_yet = part.size() < 2 && i + 2 >= stroke.size();
    if ((way >= from * whole && (way <= to * whole || part.size() < 2)) || short_yet) {
      part.push_back(stroke[i]);
    }
  }
  return part;
}

// Whether the part would be read as a 1: straight, and not lying.
bool looks_like_one(const Stroke& part) {
  double way = 0.0;
  for (std::size_t i = 1; i < part.size(); ++i) way += distance(part[i - 1], part[i]);
  const Point from = part.front();
  const Point to = part.back();
  const bool lying = std::abs(to.y - from.y) < 0.4F * std::abs(to.x - from.x);
  return !lying && distance(from, to) > 0.85 * way;
}

}  // namespace

// Many a part of a digit is a digit: the stem of a 4 is a 1, half an 8 a 3, a 6 or a 0, a 9 without
// its stem a 0. These are not.
const std::vector<DigitFragment>& digit_fragments() {
  static const std::vector<DigitFragment> kFragments{
      {"hat of a 5", kTrain, "5, two strokes", 1, 0, 1},
      {"foot of a 1", kHeldOut, "1, with flag and foot", 1, 0, 1},
      {"bar of a 7", kTrain, "7, crossed", 1, 0, 1},
      {"angle of an open 4", kTrain, "4, open, two strokes", 0, 0, 1},
      {"angle of a closed 4", kHeldOut, "4, closed, two strokes", 0, 0, 1},
      {"arch of a 2", kTrain, "2, plain", 0, 0, .27},
      {"foot of a 2", kHeldOut, "2, plain", 0, .52, 1},
      {"foot of a Z-like 2", kTrain, "2, like a Z", 0, .44, 1},
      {"base of a swung 2", kTrain, "2, swung base", 0, .66, 1},
      {"head of a 5", kHeldOut, "5, one stroke", 0, 0, .38},
      {"bottom of a 0", kTrain, "0, one loop", 0, .3, .7},
      {"serif of a 7", kTrain, "7, with a serif", 0, 0, .42},
      {"swung top of a 7", kHeldOut, "7, swung top", 0, 0, .42},
  };
  return kFragments;
}

Drawing write_fragment(Random& random, const Variation& variation, const DigitFragment& fragment) {
  const std::vector<DigitTemplate>& digits = digit_templates();
  const auto whole = std::find_if(digits.begin(), digits.end(), [&](const DigitTemplate& one) {
    return one.name == std::string_view(fragment.digit);
  });
  assert(whole != digits.end());
  for (;;) {
    const Drawing drawing =
        write_strokes(random, variation, whole->shapes, whole->lean, kFreedom * whole->freedom);
    const double slack = random.uniform(-0.03, 0.03);
    const double from = fragment.from > 0.0 ? fragment.from + slack : 0.0;
    const double to = fragment.to < 1.0 ? fragment.to + slack : 1.0;
    Stroke part = part_of(drawing[fragment.stroke], from, to);
    if (!looks_like_one(part)) return {std::move(part)};
  }
}

}  // namespace digitlab
