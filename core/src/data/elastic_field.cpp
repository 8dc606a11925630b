#include "data/elastic_field.hpp"

#include <algorithm>
#include <cmath>

namespace digitlab {

void ElasticField::draw(Random& random, double rms, double smoothness, double width,
                        double height) {
  const double spacing = std::sqrt(3.0) * smoothness;
  per_spacing_ = static_cast<float>(1.0 / spacing);
  const auto controls = [&](double extent) {
    return static_cast<std::size_t>(std::ceil(extent / spacing)) + 3;
  };
  rows_ = controls(height);
  columns_ = controls(width);
  // The mean over the plane of the squared weights' sum is 151/315 along an axis, so its square for
  // both. Evenly drawn values have a deviation of 1/√3 of their bound.
  const double bound = rms * std::sqrt(3.0) * 315.0 / 151.0;
  x_.resize(rows_ * columns_);
  y_.resize(rows_ * columns_);
  for (std::size_t i = 0; i < x_.size(); ++i) {
    x_[i] = static_cast<float>(random.uniform(-bound, bound));
    y_[i] = static_cast<float>(random.uniform(-bound, bound));
  }
}

ElasticField::Blend ElasticField::blend(float coordinate, std::size_t controls) const {
  const float place = std::clamp(coordinate * per_spacing_, 0.0F, static_cast<float>(controls - 3));
  const std::size_t first = std::min(static_cast<std::size_t>(place), controls - 4);
  const float u = place - static_cast<float>(first);
  const float v = 1.0F - u;
  return {first,
          {v * v * v / 6.0F, (3.0F * u * u * u - 6.0F * u * u + 4.0F) / 6.0F,
           (3.0F * v * v * v - 6.0F * v * v + 4.0F) / 6.0F, u * u * u / 6.0F}};
}

void ElasticField::at_pixels(Index height, Index width, float* dx, float* dy) {
  const auto w = static_cast<std::size_t>(width);
  blends_.resize(w);
  for (std::size_t x = 0; x < w; ++x) blends_[x] = blend(static_cast<float>(x) + 0.5F, columns_);
  half_x_.resize(rows_ * w);
  half_y_.resize(rows_ * w);
  for (std::size_t row = 0; row < rows_; ++row) {
    for (std::size_t x = 0; x < w; ++x) {
      const Blend& b = blends_[x];
      const float* from_x = &x_[row * columns_ + b.first];
      const float* from_y = &y_[row * columns_ + b.first];
      half_x_[row * w + x] = (b.weights[0] * from_x[0] + b.weights[1] * from_x[1]) +
                             (b.weights[2] * from_x[2] + b.weights[3] * from_x[3]);
      half_y_[row * w + x] = (b.weights[0] * from_y[0] + b.weights[1] * from_y[1]) +
                             (b.weights[2] * from_y[2] + b.weights[3] * from_y[3]);
    }
  }
  const auto blend_rows = [w](const Blend& b, const float* half, float* out) {
    for (std::size_t x = 0; x < w; ++x) {
      out[x] = (b.weights[0] * half[x] + b.weights[1] * half[w + x]) +
               (b.weights[2] * half[2 * w + x] + b.weights[3] * half[3 * w + x]);
    }
  };
  for (Index y = 0; y < height; ++y) {
    const Blend b = blend(static_cast<float>(y) + 0.5F, rows_);
    blend_rows(b, &half_x_[b.first * w], dx + y * width);
    blend_rows(b, &half_y_[b.first * w], dy + y * width);
  }
}

ElasticField::Displacement ElasticField::at(float x, float y) const {
  const Blend across = blend(x, columns_);
  const Blend down = blend(y, rows_);
  Displacement sum;
  for (std::size_t row = 0; row < 4; ++row) {
    for (std::size_t column = 0; column < 4; ++column) {
      const float weight = down.weights[row] * across.weights[column];
      const std::size_t i = (down.first + row) * columns_ + across.first + column;
      sum.x += weight * x_[i];
      sum.y += weight * y_[i];
    }
  }
  return sum;
}

}  // namespace digitlab
