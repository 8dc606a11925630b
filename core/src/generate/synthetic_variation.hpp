/// @file
/// How generated digits vary. Private to the generator.
#pragma once

#include <cstdint>

#include "digitlab/generate/digits.hpp"

namespace digitlab {

/// Standard deviations unless said otherwise; lengths in units of the digit's height. The values
/// come from looking at real ink and at what the lab network, trained on generated digits alone,
/// misreads among MNIST's training images.
struct Variation {
  // The path.
  double knot = 0.08;            ///< wandering of control points, each following the one before
  double knot_memory = 0.3;      ///< how far it follows: 0 not at all, 1 wholly
  double stroke_shift = 0.03;    ///< of a whole stroke against the others
  double stroke_size = 0.08;     ///< relative size of a whole stroke against the others
  double end_stretch = 0.25;     ///< overshoot or undershoot of an end, as part of its last segment
  double corner_softness = 0.8;  ///< corners are rounded by a share uniform in 0 … this
  double roundness_mean = 1.08;  ///< of curves: 1 follows the chord's length
  double roundness = 0.15;       ///< of curves, about 1: boxy or slack
  double smoothing = 6.0;        ///< passes, uniform in 0 … this
  // The shape as a whole.
  double bend = 0.055;   ///< each quadratic term of the smooth warp
  double ripple = 0.03;  ///< each cubic term
  double aspect = 0.23;  ///< relative width
  double slant = 0.23;
  double rotation = 0.06;  ///< radians
  // The pen.
  double tremor = 0.008;  ///< of each drawn point
  double pen_mean = 2.4;  ///< frame pixels, mean
  double pen = 0.34;      ///< relative
};

/// The generator behind the public `synthesize_digit`.
SyntheticDigit synthesize_digit(std::uint64_t seed, std::uint64_t index,
                                const Variation& variation);

}  // namespace digitlab
