#include "digitlab/resize.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace digitlab {
namespace {

constexpr int kIn = 28;
constexpr int kOut = 20;

using Weights = std::array<std::array<double, kIn>, kOut>;  // (kOut,kIn), each row sums to 1

// Keys 1981, equation 15, with a = -1/2; 0 from |x| = 2 on.
double cubic(double x) {
  x = std::abs(x);
  if (x < 1.0) return (1.5 * x - 2.5) * x * x + 1.0;
  if (x < 2.0) return ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0;
  return 0.0;
}

// One axis of the resize as a matrix. What the kernel finds beyond the edge is the edge pixel.
Weights make_weights() {
  constexpr double kShrink = static_cast<double>(kIn) / kOut;
  constexpr int kReach = 3;  // the widened kernel ends at 2 · 28/20 = 2.8 pixels
  Weights weights{};
  for (std::size_t out = 0; out < kOut; ++out) {
    const double center = (static_cast<double>(out) + 0.5) * kShrink - 0.5;
    double sum = 0.0;
    for (int in = -kReach; in < kIn + kReach; ++in) {
      const double weight = cubic((in - center) / kShrink);
      weights[out][static_cast<std::size_t>(std::clamp(in, 0, kIn - 1))] += weight;
      sum += weight;
    }
    for (double& weight : weights[out]) weight /= sum;
  }
  return weights;
}

}  // namespace

void resize_mnist_to_course(const float* image, float* resized) {
  static const Weights kWeights = make_weights();
  std::array<double, kOut * kIn> rows{};  // (kOut,kIn): resized along y, not yet along x
  for (std::size_t out = 0; out < kOut; ++out) {
    for (std::size_t in = 0; in < kIn; ++in) {
      const double weight = kWeights[out][in];
      if (weight == 0.0) continue;
      for (std::size_t x = 0; x < kIn; ++x) {
        rows[out * kIn + x] += weight * static_cast<double>(image[in * kIn + x]);
      }
    }
  }
  for (std::size_t y = 0; y < kOut; ++y) {
    for (std::size_t out = 0; out < kOut; ++out) {
      double sum = 0.0;
      for (std::size_t in = 0; in < kIn; ++in) sum += kWeights[out][in] * rows[y * kIn + in];
      resized[y * kOut + out] = static_cast<float>(sum);
    }
  }
}

}  // namespace digitlab
