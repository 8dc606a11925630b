#include "digitlab/assess/stroke_counts.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace digitlab {
namespace {

constexpr double kLeastShare = 0.1;   // of digits in one or two strokes
constexpr double kLeastMany = 0.001;  // of digits in so many strokes or more
constexpr std::size_t kMostCounted = 3;

using Counts = std::array<double, kMostCounted>;

// Of the digits of training writers, those in one, two, and more strokes, as
// `digitlab explore --data pendigits-train.ndjson.gz@train,unipen-train.ndjson.gz@train` counts
// them.
constexpr std::array<Counts, kClasses> kCounts{{
    {1338, 142, 2},   // 0
    {1521, 53, 2},    // 1
    {1508, 8, 0},     // 2
    {1438, 5, 1},     // 3
    {255, 1277, 10},  // 4
    {255, 1176, 9},   // 5
    {1381, 9, 0},     // 6
    {524, 920, 61},   // 7
    {1234, 219, 1},   // 8
    {1359, 104, 0},   // 9
}};

double total(const Counts& counts) { return std::accumulate(counts.begin(), counts.end(), 0.0); }

}  // namespace

void weigh_by_strokes(std::array<float, kClasses>& probabilities, std::size_t strokes) {
  if (strokes == 0 || strokes >= kMostCounted) return;
  const float before = std::accumulate(probabilities.begin(), probabilities.end(), 0.0F);
  for (std::size_t digit = 0; digit < kClasses; ++digit) {
    const double share = kCounts[digit][strokes - 1] / total(kCounts[digit]);
    probabilities[digit] *= static_cast<float>(std::sqrt(std::max(share, kLeastShare)));
  }
  const float after = std::accumulate(probabilities.begin(), probabilities.end(), 0.0F);
  if (after <= 0.0F) return;
  for (float& probability : probabilities) probability *= before / after;
}

double share_of_at_least(std::uint8_t digit, std::size_t strokes) {
  const Counts& counts = kCounts[digit];
  const auto fewer = std::min(strokes - 1, kMostCounted);
  const double many =
      std::accumulate(counts.begin() + static_cast<std::ptrdiff_t>(fewer), counts.end(), 0.0);
  return std::max(many / total(counts), kLeastMany);
}

}  // namespace digitlab
