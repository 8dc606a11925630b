/// @file
/// A look at what augmentation makes of samples.
#pragma once

#include <cstdint>
#include <span>

#include "digitlab/data/augmentation.hpp"
#include "digitlab/data/dataset.hpp"
#include "pictures/png_file.hpp"

namespace digitlab::tools {

/// A row for each of the samples `indices`: the sample itself, framed and with its label, then what
/// training with this seed makes of it in epochs 1 … `variations`.
ColorPicture draw_variations(const Dataset& data, std::span<const Index> indices,
                             const Augmentation& augmentation, std::uint64_t seed,
                             Index variations);

}  // namespace digitlab::tools
