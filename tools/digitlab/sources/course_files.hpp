/// @file
/// The course's .mat files: `ex3data1.mat` and its like, and the weights `ex3weights.mat`.
#pragma once

#include <span>
#include <string>

#include "digitlab/data/dataset.hpp"
#include "digitlab/nn/network.hpp"
#include "system/input_file.hpp"

namespace digitlab::tools {

/// Images from `X` (N, H·W), each row a square image unrolled column by column, of 20×20 or 28×28
/// pixels, double or single about 0 … 1 or uint8 0 … 255; and labels from `y` (N), of any numeric
/// type, 1 … 9 and 10 or 0 for the digit 0.
/// @throws Error saying which variable, row and value is not as expected
ImageSet read_course_data(const std::string& path, std::span<const std::uint8_t> bytes);

/// The same layout as bytes of a file: X (N, 400) double, images of other sizes resized as the
/// course's were; y (N, 1) uint8 with 10 for the digit 0.
/// @throws Error when that is too much for one file
Bytes write_course_data(const ImageSet& images);

/// A sigmoid network from `Theta1` (H, I+1), `Theta2` (K, H+1) and so on, biases in column 0,
/// output unit 0 for the digit 1 … unit 9 for the digit 0, as the course trained them in MATLAB.
/// @throws Error saying which matrix is not as expected
Network<float> read_course_weights(const std::string& path, std::span<const std::uint8_t> bytes);

}  // namespace digitlab::tools
