/// @file
/// The resize that made the course's images.
#pragma once

namespace digitlab {

/// A 28×28 image → 20×20, as MATLAB's `imresize(image, [20 20], 'bicubic')`: Keys' cubic
/// convolution kernel with a = -1/2 (Keys 1981, "Cubic Convolution Interpolation for Digital Image
/// Processing"), widened by 28/20 against aliasing, weights normalised, edge pixels repeated.
/// Overshoot is kept: values may leave 0 … 1 by some 0.13.
/// @param image    784 values, row-major
/// @param resized  400 values, row-major
void resize_mnist_to_course(const float* image, float* resized);

}  // namespace digitlab
