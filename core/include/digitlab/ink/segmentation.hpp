/// @file
/// Which pieces of ink belong together, when several digits are written on one paper.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "digitlab/ink/framing.hpp"

namespace digitlab {

/// Pieces of ink that are taken for one digit.
struct Segment {
  std::vector<std::size_t> pieces;  ///< their numbers, ascending
  int line = 0;                     ///< of writing, counted from 0 at the top
};

/// How likely some pieces, numbers ascending, are one digit: the logarithm of a probability, ≤ 0.
using SegmentScore = std::function<double(const std::vector<std::size_t>& pieces)>;

/// Reads line by line, left to right. Over-segmentation with a recogniser's verdict on every
/// candidate, and the best path through them (Casey, Lecolinet 1996, "A Survey of Methods and
/// Strategies in Character Segmentation", recognition-based segmentation). The order of the pieces
/// does not matter: the bar of a 4 may come last. Specks beside digits are left out.
///
/// Asks `score` at most some hundred times; writing in more pieces than a number has, or too
/// entangled for that, is one segment.
/// @param pieces  the box of each, y downwards; left ≤ right, top ≤ bottom
std::vector<Segment> segment(std::span<const InkBox> pieces, const SegmentScore& score);

}  // namespace digitlab
