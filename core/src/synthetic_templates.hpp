/// @file
/// The ways people write each digit, as data. Private to the generator.
#pragma once

#include <cstdint>
#include <vector>

namespace digitlab {

/// How the pen passes a control point.
enum class Turn {
  kSmooth,  ///< along a curve
  kCorner,  ///< changing direction at once
};

/// A point the pen passes, in the unit box: x to the right, y downwards, 1 the digit's height.
struct Knot {
  double x = 0;
  double y = 0;
  Turn turn = Turn::kSmooth;
};

/// The strokes of one way to write a digit.
using Shape = std::vector<std::vector<Knot>>;

/// A family of shapes that differ in proportion only: each digit drawn from it is a random blend.
struct DigitTemplate {
  const char* name;
  std::uint8_t digit;
  double weight;              ///< how often, compared with the digit's other templates
  double lean;                ///< mean slant: x to the right per y upwards, added to the drawn one
  double freedom;             ///< share of the usual distortion that it bears and stays itself
  std::vector<Shape> shapes;  ///< at least one; all with the same strokes, knots and turns
};

/// Every template, in the order of the digits.
const std::vector<DigitTemplate>& digit_templates();

}  // namespace digitlab
