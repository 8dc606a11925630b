/// @file
/// A picture of one or several digits → a reading.
#pragma once

#include "digitlab/assess/model.hpp"
#include "digitlab/ink/picture.hpp"
#include "digitlab/reading/reader.hpp"

namespace digitlab {

/// Reads line by line, left to right: connected pieces of ink are divided among digits as strokes
/// are (`segment`), each digit is framed as `frame_scan` frames a whole picture. A picture that is
/// framed already holds one digit. Where a reading of ink has strokes it has pieces, counted from
/// the top; of each frame there is the box alone, in pixels of the picture.
/// @return nothing when there is no ink to be seen
Reading read_scan(const Model& model, const GrayPicture& picture);

}  // namespace digitlab
