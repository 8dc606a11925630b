/// @file
/// Pieces of digits that are no digit by themselves. Private to the generator of non-digits.
#pragma once

#include <cstddef>
#include <vector>

#include "digitlab/generate/non_digits.hpp"
#include "digitlab/math/random.hpp"
#include "generate/synthetic_variation.hpp"

namespace digitlab {

/// What is left of a digit when the pen draws no more than a part of one stroke.
struct DigitFragment {
  const char* name;
  NonDigitSet set;     ///< kTrain or kHeldOut
  const char* digit;   ///< name of the digit's template
  std::size_t stroke;  ///< of the template
  double from;         ///< the part drawn, in shares of that stroke's length
  double to;
};

const std::vector<DigitFragment>& digit_fragments();

/// Writes the digit and keeps the fragment; again, should it come out as a 1.
Drawing write_fragment(Random& random, const Variation& variation, const DigitFragment& fragment);

}  // namespace digitlab
