/// @file
/// From an image to the numbers that a network reads: the last step of the one path that training,
/// the command line and the page share.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "digitlab/data/dataset.hpp"
#include "digitlab/math/matrix.hpp"
#include "digitlab/nn/input_format.hpp"

namespace digitlab {

/// Whether images of this size can be turned into this format: same size, or 28×28 → 20×20.
bool fits(const InputFormat& format, Index height, Index width);

/// @throws Error naming both sizes when some image of `data` does not fit
void check_fits(const InputFormat& format, const Dataset& data);

/// Image → `input` (H·W values in the format's order): set upright if the format says so; then a
/// 28×28 image for a 20×20 format is resized as the course's data was (`resize_mnist_to_course`).
/// @throws Error when the image does not fit
template <typename T>
void to_input(const ImageView& image, const InputFormat& format, T* input);

/// An image as a network reads it (I), in its format's order → upright, row-major (H·W).
std::vector<float> to_upright(std::span<const float> input, const InputFormat& format);

/// The way back.
/// @throws Error unless the image holds H·W finite numbers
std::vector<float> from_upright(std::span<const float> image, const InputFormat& format);

/// An image as bytes, upright, row-major (H·W): 0 paper … 255 ink, what is beyond cut off.
std::vector<std::uint8_t> to_bytes(const ImageView& image);

/// The samples `indices` of `data` → rows of `inputs` (B,I).
template <typename T>
void fill_batch(const Dataset& data, std::span<const Index> indices, const InputFormat& format,
                MatrixRef<T> inputs);

}  // namespace digitlab
