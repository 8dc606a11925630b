/// @file
/// Several digits in one drawing. Private to the generator of non-digits.
#pragma once

#include "digitlab/generate/non_digits.hpp"
#include "digitlab/math/random.hpp"

namespace digitlab {

/// Two or three digits side by side ("3 7"), or one above another ("3 / 7"). Which are together
/// tells the set. Kind and pen are left to the caller.
SyntheticNonDigit write_group(Random& random, NonDigitSet set);

}  // namespace digitlab
