/// @file
/// Scribbles: shapes made by rule, not from data. Private to the generator of non-digits.
#pragma once

#include <vector>

#include "digitlab/generate/non_digits.hpp"
#include "digitlab/math/random.hpp"
#include "generate/stroke_shape.hpp"

namespace digitlab {

/// A way to scribble.
struct Scribble {
  const char* name;
  NonDigitSet set;  ///< kTrain or kHeldOut
  KnotStrokes (*shape)(Random&);
};

const std::vector<Scribble>& scribbles();

}  // namespace digitlab
