/// @file
/// Letters as pen strokes, so that words on pictures are as smooth as the digits beside them.
#pragma once

#include <vector>

#include "digitlab/ink/framing.hpp"

namespace digitlab::tools {

/// One letter. Units are twelfths of a capital's height: y is 0 at its top, 12 at the baseline.
struct Letter {
  float width = 0;  ///< from the leftmost to the rightmost point; x begins at 0
  Drawing strokes;  ///< curves cut into short lines
};

/// @param character  printable ASCII; '>' is an arrow. What has no letter looks like '-'
const Letter& pen_letter(char character);

}  // namespace digitlab::tools
