/// @file
/// The ways people write each digit, as data. Private to the generator.
#pragma once

#include <cstdint>
#include <vector>

#include "generate/stroke_shape.hpp"

namespace digitlab {

/// A family of shapes that differ in proportion only: each digit drawn from it is a random blend.
struct DigitTemplate {
  const char* name;
  std::uint8_t digit;
  double weight;   ///< how often, compared with the digit's other templates
  double lean;     ///< mean slant: x to the right per y upwards, added to the drawn one
  double freedom;  ///< share of the usual distortion that it bears and stays itself
  std::vector<KnotStrokes> shapes;  ///< at least one; all with the same strokes, knots and turns
};

/// Every template, in the order of the digits.
const std::vector<DigitTemplate>& digit_templates();

}  // namespace digitlab
