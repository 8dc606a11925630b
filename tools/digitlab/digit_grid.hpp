/// @file
/// Labelled pictures of samples, side by side.
#pragma once

#include <span>

#include "digitlab/dataset.hpp"
#include "png_file.hpp"

namespace digitlab::tools {

/// The samples `indices` of `data` on a grid as square as can be, row by row: dark ink on white
/// paper, upright, enlarged, each with its label below.
ColorPicture draw_grid(const Dataset& data, std::span<const Index> indices);

}  // namespace digitlab::tools
