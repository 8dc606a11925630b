/// @file
/// What a pen is to write, as data. Private to the generators.
#pragma once

#include <vector>

namespace digitlab {

/// How the pen passes a control point.
enum class Turn {
  kSmooth,  ///< along a curve
  kCorner,  ///< changing direction at once
};

/// Short, for the tables.
inline constexpr Turn kCorner = Turn::kCorner;

/// A point the pen passes, in the unit box: x to the right, y downwards, 1 the height of a digit.
struct Knot {
  double x = 0;
  double y = 0;
  Turn turn = Turn::kSmooth;
};

/// The strokes of one way to write something.
using KnotStrokes = std::vector<std::vector<Knot>>;

}  // namespace digitlab
