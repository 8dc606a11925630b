/// @file
/// Scribbles: shapes made by rule, not from data. Private to the generator of non-digits.
#pragma once

#include <vector>

#include "digitlab/non_digits.hpp"
#include "digitlab/random.hpp"
#include "stroke_shape.hpp"

namespace digitlab {

/// A way to scribble.
struct Scribble {
  const char* name;
  NonDigitSet set;  ///< kTrain or kHeldOut
  Shape (*shape)(Random&);
};

const std::vector<Scribble>& scribbles();

}  // namespace digitlab
