/// @file
/// The bytes of files → labelled images, ready to train on.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "digitlab/data/dataset.hpp"
#include "digitlab/formats/ink_json.hpp"
#include "digitlab/math/parallel.hpp"

namespace digitlab {

/// MNIST's pair of files, already unpacked.
/// @param images  IDX of bytes (N,H,W)
/// @param labels  IDX of bytes (N), each 0 … 9
/// @throws Error saying which of the two is wrong, and how
ImageSet images_from_idx(std::span<const std::uint8_t> images,
                         std::span<const std::uint8_t> labels);

/// Drawings of single digits, framed as MNIST frames digits. Their writers are known when each
/// names one, and are numbered in the order in which they come first.
/// @throws Error naming the first drawing, counted from 1, whose word is no digit or that has no
///         ink; or when there is none
ImageSet images_from_ink(std::vector<InkSample> samples, const ParallelFor& parallel = serial_for);

}  // namespace digitlab
