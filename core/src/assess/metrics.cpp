#include "digitlab/assess/metrics.hpp"

#include <cassert>
#include <string>

#include "digitlab/math/error.hpp"

namespace digitlab {
namespace {

double ratio(Index part, Index whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

Confusion confusion_matrix(std::span<const std::uint8_t> predicted,
                           std::span<const std::uint8_t> labels, Index classes) {
  assert(predicted.size() == labels.size());
  const auto count = static_cast<std::size_t>(classes);
  Confusion confusion(count, std::vector<Index>(count));
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] >= count || predicted[i] >= count) {
      throw Error("sample " + std::to_string(i) + " has label " + std::to_string(labels[i]) +
                  " and prediction " + std::to_string(predicted[i]) + ", expected 0 to " +
                  std::to_string(count - 1));
    }
    ++confusion[labels[i]][predicted[i]];
  }
  return confusion;
}

std::vector<ClassMetrics> class_metrics(const Confusion& confusion) {
  std::vector<ClassMetrics> metrics(confusion.size());
  for (std::size_t k = 0; k < metrics.size(); ++k) {
    ClassMetrics& m = metrics[k];
    Index predicted = 0;
    for (std::size_t other = 0; other < metrics.size(); ++other) {
      m.samples += confusion[k][other];
      predicted += confusion[other][k];
    }
    m.precision = ratio(confusion[k][k], predicted);
    m.recall = ratio(confusion[k][k], m.samples);
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
