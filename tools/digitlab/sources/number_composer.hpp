/// @file
/// Whole numbers put together from single digits.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "digitlab/data/dataset.hpp"
#include "digitlab/formats/ink_json.hpp"

namespace digitlab::tools {

/// How digits are set side by side. Lengths are parts of the usual digit's height.
struct NumberLayout {
  Index least_digits = 2;
  Index most_digits = 6;
  double overlapping = 1.0 / 3;  ///< share of the numbers in which boxes of neighbours overlap
};

/// Number `index` of the sequence that `seed` names: digits of one writer of `data`, their heights
/// and their baseline a little uneven, gaps of 0.08 to 0.5 between their boxes. Where a number is
/// to overlap, about every other pair does, by up to 0.3 of the narrower box. In a quarter of the
/// numbers the last strokes of digits in several strokes were added when all the rest was there.
/// @param data  drawings with writers; without, all are one person's
/// @throws Error when a sample has no drawing
InkSample compose_number(const Dataset& data, const NumberLayout& layout, std::uint64_t seed,
                         std::uint64_t index);

/// The same, of generated digits.
InkSample compose_number(const NumberLayout& layout, std::uint64_t seed, std::uint64_t index);

}  // namespace digitlab::tools
