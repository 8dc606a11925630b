#include "reading/thicken.hpp"

#include <algorithm>
#include <cmath>

namespace digitlab {
namespace {

// Farther than any two pixels of a picture are from each other, squared.
constexpr double kFar = 1e12;

/// Felzenszwalb and Huttenlocher 2012, "Distance Transforms of Sampled Functions", algorithm 1:
/// every f(p) → min over q of (p - q)² + f(q), in time proportional to their number, as the lower
/// envelope of parabolas.
class DistanceTransform {
 public:
  /// `length` values, `stride` apart.
  void run(double* values, Index length, Index stride) {
    f_.resize(static_cast<std::size_t>(length));
    for (Index p = 0; p < length; ++p) f_[static_cast<std::size_t>(p)] = values[p * stride];
    vertex_.assign(1, 0);
    begin_.assign(1, -kFar);
    for (Index q = 1; q < length; ++q) {
      double crossing = intersection(q, vertex_.back());
      while (crossing <= begin_.back()) {
        vertex_.pop_back();
        begin_.pop_back();
        crossing = intersection(q, vertex_.back());
      }
      vertex_.push_back(q);
      begin_.push_back(crossing);
    }
    std::size_t k = 0;
    for (Index p = 0; p < length; ++p) {
      while (k + 1 < begin_.size() && begin_[k + 1] < static_cast<double>(p)) ++k;
      const auto distance = static_cast<double>(p - vertex_[k]);
      values[p * stride] = distance * distance + f_[static_cast<std::size_t>(vertex_[k])];
    }
  }

 private:
  /// Where the parabola of q becomes lower than that of the earlier p.
  double intersection(Index q, Index p) const {
    const auto lifted = [&](Index i) {
      return f_[static_cast<std::size_t>(i)] + static_cast<double>(i * i);
    };
    return (lifted(q) - lifted(p)) / static_cast<double>(2 * (q - p));
  }

  std::vector<double> f_;
  std::vector<Index> vertex_;  // of the envelope's parabolas
  std::vector<double> begin_;  // where each becomes the lowest
};

}  // namespace

Darkness thickened(const InkMask& mask, double growth) {
  const Index margin = growth > 0 ? static_cast<Index>(std::ceil(growth)) + 1 : 0;
  Darkness result{mask.height + 2 * margin, mask.width + 2 * margin, margin, {}};
  std::vector<double> squared(static_cast<std::size_t>(result.height * result.width), kFar);
  for (Index row = 0; row < mask.height; ++row) {
    for (Index column = 0; column < mask.width; ++column) {
      if (mask.ink[static_cast<std::size_t>(row * mask.width + column)] == 0) continue;
      squared[static_cast<std::size_t>((row + margin) * result.width + column + margin)] = 0;
    }
  }
  if (growth > 0) {
    DistanceTransform transform;
    for (Index column = 0; column < result.width; ++column) {
      transform.run(squared.data() + column, result.height, result.width);
    }
    for (Index row = 0; row < result.height; ++row) {
      transform.run(squared.data() + row * result.width, result.width, 1);
    }
  }
  result.values.reserve(squared.size());
  for (const double value : squared) {
    // The outline of the ink runs half a pixel from its outermost pixels' centres.
    const double inside = growth + 1 - std::sqrt(value);
    result.values.push_back(static_cast<float>(std::clamp(inside, 0.0, 1.0)));
  }
  return result;
}

}  // namespace digitlab
