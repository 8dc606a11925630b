/// @file
/// In how many strokes people write each class: what ink says about itself that its image does not.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "digitlab/data/dataset.hpp"

namespace digitlab {

/// Of each class's drawings, how many are in one, in two, and in more strokes.
struct StrokeCounts {
  using OfClass = std::array<double, 3>;
  std::vector<OfClass> classes;  ///< (K); empty: nothing is known, and strokes have no say

  bool known() const { return !classes.empty(); }
  /// @throws Error when there are counts of some classes but not of K, or one is no count
  void check(Index expected_classes) const;
  bool operator==(const StrokeCounts&) const = default;
};

/// Counts the strokes with ink of the drawings among the samples `indices`; unknown when a class
/// has no drawing.
StrokeCounts count_strokes(const Dataset& data, std::span<const Index> indices);

/// Multiplies the probability of each class by the square root of the share of its drawings that
/// are in so many strokes, and scales them to their former sum. A square root because image and
/// strokes are no independent witnesses; no share counts for less than a tenth, as everybody may
/// write their own way, and a third stroke is too rare to tell digits apart.
/// @param strokes        those with ink
/// @param probabilities  (K)
void weigh_by_strokes(const StrokeCounts& counts, std::size_t strokes,
                      std::span<float> probabilities);

/// The share of a class's drawings that are in `strokes` (≥ 1) strokes or more, at least 1/1000;
/// 1 where nothing is known.
double share_of_at_least(const StrokeCounts& counts, std::size_t of_class, std::size_t strokes);

}  // namespace digitlab
