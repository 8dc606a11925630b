#include "digitlab/assess/stroke_counts.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "digitlab/ink/strokes.hpp"
#include "digitlab/math/error.hpp"

namespace digitlab {
namespace {

constexpr double kLeastShare = 0.1;   // of a class's drawings in one or two strokes
constexpr double kLeastMany = 0.001;  // of its drawings in so many strokes or more

using OfClass = StrokeCounts::OfClass;
constexpr std::size_t kMostCounted = std::tuple_size_v<OfClass>;

double total(const OfClass& counts) { return std::accumulate(counts.begin(), counts.end(), 0.0); }

}  // namespace

void StrokeCounts::check(Index expected_classes) const {
  if (!known()) return;
  if (classes.size() != static_cast<std::size_t>(expected_classes)) {
    throw Error("strokes are counted for " + std::to_string(classes.size()) +
                " classes, expected " + std::to_string(expected_classes));
  }
  for (const OfClass& counts : classes) {
    const bool are_counts = std::all_of(counts.begin(), counts.end(), [](double count) {
      return std::isfinite(count) && count >= 0;
    });
    if (!are_counts || total(counts) <= 0) {
      throw Error(
          "a class has stroke counts that are no counts, expected numbers from 0 on, not "
          "all 0");
    }
  }
}

StrokeCounts count_strokes(const Dataset& data, std::span<const Index> indices) {
  StrokeCounts counts;
  for (const Index i : indices) {
    const Drawing* drawing = data.drawing(i);
    if (drawing == nullptr || data.label(i) == kNoDigit) continue;
    counts.classes.resize(static_cast<std::size_t>(kClasses));
    const auto strokes = std::count_if(drawing->begin(), drawing->end(), has_ink);
    if (strokes == 0) continue;
    const auto place = std::min(static_cast<std::size_t>(strokes), kMostCounted) - 1;
    counts.classes[data.label(i)][place] += 1;
  }
  const bool all = std::all_of(counts.classes.begin(), counts.classes.end(),
                               [](const OfClass& one) { return total(one) > 0; });
  return all ? counts : StrokeCounts{};
}

void weigh_by_strokes(const StrokeCounts& counts, std::size_t strokes,
                      std::span<float> probabilities) {
  if (!counts.known() || strokes == 0 || strokes >= kMostCounted) return;
  const float before = std::accumulate(probabilities.begin(), probabilities.end(), 0.0F);
  for (std::size_t k = 0; k < probabilities.size(); ++k) {
    const OfClass& of_class = counts.classes[k];
    const double share = of_class[strokes - 1] / total(of_class);
    probabilities[k] *= static_cast<float>(std::sqrt(std::max(share, kLeastShare)));
  }
  const float after = std::accumulate(probabilities.begin(), probabilities.end(), 0.0F);
  if (after <= 0.0F) return;
  for (float& probability : probabilities) probability *= before / after;
}

double share_of_at_least(const StrokeCounts& counts, std::size_t of_class, std::size_t strokes) {
  if (!counts.known()) return 1.0;
  const OfClass& drawings = counts.classes[of_class];
  const auto fewer = std::min(strokes - 1, kMostCounted);
  const double many =
      std::accumulate(drawings.begin() + static_cast<std::ptrdiff_t>(fewer), drawings.end(), 0.0);
  return std::max(many / total(drawings), kLeastMany);
}

}  // namespace digitlab
