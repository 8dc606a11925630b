/// @file
/// A generator of pen-stroke digits: the data set that needs no download.
#pragma once

#include <cstdint>

#include "digitlab/data/dataset.hpp"
#include "digitlab/ink/framing.hpp"
#include "digitlab/math/parallel.hpp"

namespace digitlab {

/// One generated digit.
struct SyntheticDigit {
  Drawing drawing;
  std::uint8_t label = 0;
  double pen_width = 2.2;  ///< to frame it with, in frame pixels
};

/// Digit number `index` of the endless sequence that `seed` names. Labels cycle 0, 1, …, 9, so any
/// run of ten is balanced. Each digit depends on (seed, index) alone.
SyntheticDigit synthesize_digit(std::uint64_t seed, std::uint64_t index);

/// The first `count` digits of the sequence, framed as MNIST frames them: 28×28 bytes.
ImageSet synthesize_images(Index count, std::uint64_t seed,
                           const ParallelFor& parallel = serial_for);

}  // namespace digitlab
