/// @file
/// Uneven light, shadows, either polarity: how far every pixel of a picture is from its paper.
#pragma once

#include <optional>
#include <vector>

#include "digitlab/ink/picture.hpp"

namespace digitlab {

/// What differs from the paper, whichever way the ink does.
struct Contrast {
  Index height = 0;
  Index width = 0;
  /// (height, width), row-major: 0 as the paper, 1 black on white or white on black. Noise and
  /// what is of the other polarity is below 0.
  std::vector<float> values;
  /// Standard deviation of the paper's noise.
  double noise = 0;
};

/// Takes the paper's brightness for a quadratic surface over the picture, fitted to its pixels by
/// least absolute deviations: ink, as long as it is the lesser part, does not pull it. Brightness
/// is then told relative to the paper's: light multiplies.
/// @return nothing when no pixel differs from the paper
std::optional<Contrast> contrast_to_paper(const GrayPicture& picture);

}  // namespace digitlab
