/// @file
/// In how many strokes people write each digit: what ink says about itself that its image does not.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "digitlab/data/dataset.hpp"

namespace digitlab {

/// Multiplies the probability of each digit by the square root of the share of people's digits that
/// are written in so many strokes, and scales the ten to their former sum. A square root because
/// image and strokes are no independent witnesses; no share counts for less than a tenth, as
/// everybody may write their own way, and a third stroke is too rare to tell digits apart.
/// @param strokes  those with ink
void weigh_by_strokes(std::array<float, kClasses>& probabilities, std::size_t strokes);

/// The share of people's digits `digit` (0 … 9) that are written in `strokes` (≥ 1) strokes or
/// more, at least 1/1000.
double share_of_at_least(std::uint8_t digit, std::size_t strokes);

}  // namespace digitlab
