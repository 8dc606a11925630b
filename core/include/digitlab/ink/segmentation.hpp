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
  /// Some of the pieces touch each other, or others, and it is about as likely that those which
  /// are one digit here are two, or the other way round.
  bool open = false;
};

/// How likely some pieces, numbers ascending, are one digit: the logarithm of a probability, ≤ 0.
using SegmentScore = std::function<double(const std::vector<std::size_t>& pieces)>;

/// How far apart two pieces are, in the unit of their boxes; 0 where they touch or cross.
using PieceGap = std::function<double(std::size_t a, std::size_t b)>;

/// Reads line by line, left to right. Over-segmentation with a recogniser's verdict on every
/// candidate, and the best path through them (Casey, Lecolinet 1996, "A Survey of Methods and
/// Strategies in Character Segmentation", recognition-based segmentation). The order of the pieces
/// does not matter: the bar of a 4 may come last. Specks beside digits are left out. Pieces that
/// touch, and do not stand side by side as digits of one line do, are sooner one digit: the loop
/// and the stem of a 9.
///
/// Asks `score` at most 300 times, and for the gap of each pair once; its own work is bounded by
/// some ten thousand steps. Writing in more pieces than a number has, or too entangled for that, is
/// one segment.
/// @param pieces  the box of each, y downwards; left ≤ right, top ≤ bottom
/// @param gap     empty when no two pieces touch, as where each is all that is connected
std::vector<Segment> segment(std::span<const InkBox> pieces, const SegmentScore& score,
                             const PieceGap& gap = {});

}  // namespace digitlab
