/// @file
/// Things that are no digit, as data. Private to the generator.
#pragma once

#include <cassert>
#include <vector>

#include "digitlab/generate/non_digits.hpp"
#include "digitlab/math/random.hpp"
#include "generate/stroke_shape.hpp"

namespace digitlab {

/// A family of shapes that differ in proportion only: each thing drawn from it is a random blend.
struct NonDigitTemplate {
  const char* name;
  NonDigitSet set;  ///< kTrain or kHeldOut
  double lean;      ///< mean slant: x to the right per y upwards
  double freedom;   ///< share of a digit's distortion that it bears and stays itself
  std::vector<KnotStrokes> shapes;  ///< at least one; all with the same strokes, knots and turns
};

const std::vector<NonDigitTemplate>& letter_templates();
const std::vector<NonDigitTemplate>& shape_templates();
const std::vector<NonDigitTemplate>& doodle_templates();

/// One of `all`, each that is in `set` as likely as the others.
template <typename T>
const T& choose_from(Random& random, const std::vector<T>& all, NonDigitSet set) {
  const T* chosen = nullptr;
  std::uint32_t seen = 0;
  for (const T& one : all) {
    if (set != NonDigitSet::kAll && one.set != set) continue;
    if (random.below(++seen) == 0) chosen = &one;
  }
  assert(chosen != nullptr);  // some of `all` are in every set
  return *chosen;
}

}  // namespace digitlab
