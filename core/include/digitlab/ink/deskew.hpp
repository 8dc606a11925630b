/// @file
/// Writing set upright: people slant differently, and a network that need not learn that has more
/// of itself left for the digits.
#pragma once

#include "digitlab/ink/image.hpp"

namespace digitlab {

/// How much the ink leans: the mean way to the right, in pixels, per pixel downwards, that is the
/// regression of x on y, weighted by the ink; 0 where there is none, and within ±1. Negative for
/// most people's writing, whose tops lean to the right.
double slant_of(const ImageView& image);

/// The image sheared about its centre of mass, row by row, until it does not lean (LeCun, Bottou,
/// Bengio, Haffner 1998, "Gradient-Based Learning Applied to Document Recognition", section III.A:
/// "deslanted"). Linear between pixels; what is beyond the borders is paper.
/// @param share    of the slant that is taken out, 0 to 1: an upright 7 may have to be told from a
///                 leaning 2
/// @param upright  (H·W), row-major; does not overlap `image`
void deskew(const ImageView& image, double share, float* upright);

}  // namespace digitlab
