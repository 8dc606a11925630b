#include "digitlab/assess/evaluation.hpp"

#include <cmath>
#include <string>

#include "digitlab/data/preprocessing.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/nn/loss.hpp"

namespace digitlab {
namespace {

constexpr Index kChunkRows = 64;  // their activations stay in the cache

// Runs the network over the samples, a few at a time; read(workspace, begin, rows) takes what it
// wants of each run.
template <typename Read>
void run_all(const Network<float>& network, const Dataset& data, std::span<const Index> indices,
             const ParallelFor& parallel, const Read& read) {
  check_fits(network.spec().input, data);
  in_blocks(parallel, static_cast<Index>(indices.size()), kChunkRows, [&](Index begin, Index end) {
    const Index rows = end - begin;
    Workspace<float> workspace = network.make_workspace(rows, Purpose::kInference);
    fill_batch<float>(
        data, indices.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(rows)),
        network.spec().input, workspace.input);
    network.forward(rows, workspace);
    read(workspace, begin, rows);
  });
}

// Finite weights are no promise: sums of their products may go beyond a float, and every comparison
// of what comes out then would be arbitrary.
void check_finite(const ConstMatrixRef<float>& outputs, Index first) {
  if (outputs.allFinite()) return;
  Index row = 0;
  while (outputs.row(row).allFinite()) ++row;
  throw Error("the network's outputs for sample " + std::to_string(first + row) +
              " are no finite numbers: its weights are too large to compute with");
}

}  // namespace

Predictions predict(const Network<float>& network, const Dataset& data,
                    std::span<const Index> indices, const ParallelFor& parallel) {
  const auto count = static_cast<Index>(indices.size());
  Predictions predictions{Matrix<float>(count, kClasses), Matrix<float>(count, kClasses)};
  run_all(network, data, indices, parallel,
          [&](Workspace<float>& workspace, Index begin, Index rows) {
            predictions.logits.middleRows(begin, rows) = network.logits(workspace);
            check_finite(predictions.logits.middleRows(begin, rows), begin);
            predictions.probabilities.middleRows(begin, rows) = network.probabilities(workspace);
            check_finite(predictions.probabilities.middleRows(begin, rows), begin);
          });
  return predictions;
}

NoDigitUnit fit_no_digit_unit(const Network<float>& network, const Dataset& data,
                              std::span<const Index> indices, const ParallelFor& parallel) {
  Matrix<float> features(static_cast<Index>(indices.size()), network.layers().back()->input_size());
  run_all(network, data, indices, parallel,
          [&](Workspace<float>& workspace, Index begin, Index rows) {
            features.middleRows(begin, rows) = network.features(workspace);
            check_finite(features.middleRows(begin, rows), begin);
          });
  std::vector<bool> is_digit;
  for (const Index i : indices) is_digit.push_back(data.label(i) != kNoDigit);
  return fit_no_digit_unit(features, is_digit);
}

Evaluation evaluate_logits(OutputKind kind, const Matrix<float>& logits,
                           std::span<const std::uint8_t> labels) {
  Evaluation evaluation;
  evaluation.samples = logits.rows();
  evaluation.confusion = confusion_matrix(arg_max(logits), labels);
  evaluation.per_class = class_metrics(evaluation.confusion);
  if (evaluation.samples == 0) return evaluation;
  const BatchLoss total = output_loss<float>(kind, logits, labels, 1.0, nullptr);
  // Of logits that are finite and yet too far apart.
  if (!std::isfinite(total.loss)) {
    throw Error(
        "the loss is no finite number: the network's weights are too large to compute with");
  }
  const auto samples = static_cast<double>(evaluation.samples);
  evaluation.accuracy = static_cast<double>(total.correct) / samples;
  evaluation.loss = total.loss / samples;
  return evaluation;
}

Evaluation evaluate(const Network<float>& network, const Dataset& data,
                    std::span<const Index> indices, const ParallelFor& parallel) {
  const std::vector<Index> digits = digits_among(data, indices);
  return evaluate_logits(network.output_kind(), predict(network, data, digits, parallel).logits,
                         labels_of(data, digits));
}

}  // namespace digitlab
