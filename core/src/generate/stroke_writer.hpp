/// @file
/// The hand behind the generators: control points → pen strokes. Private to them.
#pragma once

#include <vector>

#include "digitlab/ink/framing.hpp"
#include "digitlab/math/random.hpp"
#include "generate/stroke_shape.hpp"
#include "generate/synthetic_variation.hpp"

namespace digitlab {

/// Writes a random blend of `shapes`, varied as a hand varies, somewhere on a drawing surface.
/// @param shapes   at least one; all with the same strokes, knots and turns; each stroke with at
///                 least two knots
/// @param lean     mean slant: x to the right per y upwards, added to the drawn one
/// @param freedom  share of the usual distortion that the thing bears and stays itself
Drawing write_strokes(Random& random, const Variation& variation,
                      const std::vector<KnotStrokes>& shapes, double lean, double freedom);

/// A width of the pen, in frame pixels.
double choose_pen_width(Random& random, const Variation& variation);

}  // namespace digitlab
