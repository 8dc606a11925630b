#include "digitlab/assess/metrics.hpp"

#include <cassert>

namespace digitlab {
namespace {

double ratio(Index part, Index whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

Confusion confusion_matrix(std::span<const std::uint8_t> predicted,
                           std::span<const std::uint8_t> labels) {
  assert(predicted.size() == labels.size());
  Confusion confusion{};
  for (std::size_t i = 0; i < labels.size(); ++i) ++confusion[labels[i]][predicted[i]];
  return confusion;
}

std::array<ClassMetrics, kClasses> class_metrics(const Confusion& confusion) {
  std::array<ClassMetrics, kClasses> metrics;
  for (std::size_t digit = 0; digit < metrics.size(); ++digit) {
    ClassMetrics& m = metrics[digit];
    Index predicted = 0;
    for (std::size_t other = 0; other < metrics.size(); ++other) {
      m.samples += confusion[digit][other];
      predicted += confusion[other][digit];
    }
    m.precision = ratio(confusion[digit][digit], predicted);
    m.recall = ratio(confusion[digit][digit], m.samples);
    const double sum = m.precision + m.recall;
    m.f1 = sum == 0 ? 0.0 : 2 * m.precision * m.recall / sum;
  }
  return metrics;
}

std::vector<std::uint8_t> arg_max(const ConstMatrixRef<float>& scores) {
  std::vector<std::uint8_t> columns(static_cast<std::size_t>(scores.rows()));
  for (Index row = 0; row < scores.rows(); ++row) {
    Index best = 0;
    scores.row(row).maxCoeff(&best);
    columns[static_cast<std::size_t>(row)] = static_cast<std::uint8_t>(best);
  }
  return columns;
}

}  // namespace digitlab
