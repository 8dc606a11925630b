#include "digitlab/ink/resize.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace digitlab {
namespace {

constexpr std::size_t kIn = 28;
constexpr std::size_t kOut = 20;

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
  constexpr int kLast = static_cast<int>(kIn) - 1;
  constexpr int kReach = 3;  // the widened kernel ends at 2 · 28/20 = 2.8 pixels
  Weights weights{};
  for (std::size_t out = 0; out < kOut; ++out) {
    const double center = (static_cast<double>(out) + 0.5) * kShrink - 0.5;
    double sum = 0.0;
    for (int in = -kReach; in <= kLast + kReach; ++in) {
      const double weight = cubic((in - center) / kShrink);
      weights[out][static_cast<std::size_t>(std::clamp(in, 0, kLast))] += weight;
      sum += weight;
    }
    for (double& weight : weights[out]) weight /= sum;
  }
  return weights;
}

// (kIn,count) → (kOut,count): one axis; the other is gone along side by side, which vectorises.
void resize_axis(const Weights& weights, const double* image, std::size_t count, double* resized) {
  std::fill(resized, resized + kOut * count, 0.0);
  for (std::size_t out = 0; out < kOut; ++out) {
    for (std::size_t in = 0; in < kIn; ++in) {
      const double weight = weights[out][in];
      if (weight == 0.0) continue;
      for (std::size_t i = 0; i < count; ++i) {
        resized[out * count + i] += weight * image[in * count + i];
      }
    }
  }
}

}  // namespace

void resize_mnist_to_course(const float* image, float* resized) {
  static const Weights kWeights = make_weights();
  std::array<double, kIn * kIn> upright;  // (y, x)
  std::copy(image, image + kIn * kIn, upright.begin());
  std::array<double, kOut * kIn> low;  // (y', x)
  resize_axis(kWeights, upright.data(), kIn, low.data());
  std::array<double, kIn * kOut> turned;  // (x, y')
  for (std::size_t y = 0; y < kOut; ++y) {
    for (std::size_t x = 0; x < kIn; ++x) turned[x * kOut + y] = low[y * kIn + x];
  }
  std::array<double, kOut * kOut> small;  // (x', y')
  resize_axis(kWeights, turned.data(), kOut, small.data());
  for (std::size_t y = 0; y < kOut; ++y) {
    for (std::size_t x = 0; x < kOut; ++x) {
      resized[y * kOut + x] = static_cast<float>(small[x * kOut + y]);
    }
  }
}

}  // namespace digitlab
