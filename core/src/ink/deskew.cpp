#include "digitlab/ink/deskew.hpp"

#include <algorithm>
#include <cmath>

namespace digitlab {
namespace {

// An image's ink as a distribution.
struct Moments {
  double y = 0;      // mean row
  double slant = 0;  // covariance of x and y over the variance of y
};

Moments moments_of(const ImageView& image) {
  double mass = 0;
  double x_sum = 0;
  double y_sum = 0;
  double xy_sum = 0;
  double yy_sum = 0;
  for (Index y = 0; y < image.height; ++y) {
    for (Index x = 0; x < image.width; ++x) {
      // A resized image may be a little less than paper.
      const double ink = std::max(0.0, static_cast<double>(image[y * image.width + x]));
      const auto column = static_cast<double>(x);
      const auto row = static_cast<double>(y);
      mass += ink;
      x_sum += ink * column;
      y_sum += ink * row;
      xy_sum += ink * column * row;
      yy_sum += ink * row * row;
    }
  }
  if (mass <= 0) return {};
  const double variance = yy_sum / mass - y_sum / mass * (y_sum / mass);
  const double covariance = xy_sum / mass - x_sum / mass * (y_sum / mass);
  // Ink in a single row does not lean.
  const double slant = variance > 1e-6 ? std::clamp(covariance / variance, -1.0, 1.0) : 0.0;
  return {y_sum / mass, slant};
}

}  // namespace

double slant_of(const ImageView& image) { return moments_of(image).slant; }

void deskew(const ImageView& image, double share, float* upright) {
  const Moments moments = moments_of(image);
  for (Index y = 0; y < image.height; ++y) {
    const auto at = [&](Index x) {
      return x < 0 || x >= image.width ? 0.0F : image[y * image.width + x];
    };
    const double shift = share * moments.slant * (static_cast<double>(y) - moments.y);
    const double whole = std::floor(shift);
    const auto right = static_cast<float>(shift - whole);
    for (Index x = 0; x < image.width; ++x) {
      const Index from = x + static_cast<Index>(whole);
      upright[y * image.width + x] = (1 - right) * at(from) + right * at(from + 1);
    }
  }
}

}  // namespace digitlab
