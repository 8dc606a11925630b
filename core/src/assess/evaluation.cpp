#include "digitlab/assess/evaluation.hpp"

#include <algorithm>
#include <cassert>
#include <string>

#include "digitlab/data/preprocessing.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/nn/loss.hpp"

namespace digitlab {
namespace {

constexpr Index kChunkRows = 64;                // their activations stay in the cache
constexpr Index kChunkValues = Index{1} << 25;  // unless those of a sample are this many

// Runs the network over the samples, a few at a time; read(workspace, begin, rows) takes what it
// wants of each run.
template <typename Read>
void run_all(const Network<float>& network, const Dataset& data, std::span<const Index> indices,
             const ParallelFor& parallel, const Read& read) {
  check_fits(network.spec().input, data);
  const Index most = std::clamp(kChunkValues / network.activation_count(), Index{1}, kChunkRows);
  in_blocks(parallel, static_cast<Index>(indices.size()), most, [&](Index begin, Index end) {
    const Index rows = end - begin;
    Workspace<float> workspace = network.make_workspace(rows, Purpose::kInference);
    fill_batch<float>(
        data, indices.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(rows)),
        network.spec().input, workspace.input);
    read(workspace, network.forward(rows, workspace), begin);
  });
}

// Finite weights are no promise: sums of their products may go beyond a float, and every comparison
// of what comes out then would be arbitrary.
void check_finite(const ConstMatrixRef<float>& outputs, std::span<const Index> samples) {
  if (outputs.allFinite()) return;
  Index row = 0;
  while (outputs.row(row).allFinite()) ++row;
  throw Error("the network's outputs for sample " +
              std::to_string(samples[static_cast<std::size_t>(row)]) +
              " are no finite numbers: its weights are too large to compute with");
}

void fill_logits(const Network<float>& network, const Dataset& data, std::span<const Index> indices,
                 const ParallelFor& parallel, MatrixRef<float> logits) {
  run_all(network, data, indices, parallel,
          [&](Workspace<float>& /*workspace*/, const MatrixRef<float>& outputs, Index begin) {
            check_finite(outputs, indices.subspan(static_cast<std::size_t>(begin)));
            logits.middleRows(begin, outputs.rows()) = outputs;
          });
}

}  // namespace

Predictions predict(const Model& model, const Dataset& data, std::span<const Index> indices,
                    const ParallelFor& parallel) {
  const auto count = static_cast<Index>(indices.size());
  const Index classes = model.network.classes();
  Predictions predictions{Matrix<float>(count, classes), Matrix<float>(count, classes)};
  run_all(model.network, data, indices, parallel,
          [&](Workspace<float>& workspace, const MatrixRef<float>& outputs, Index begin) {
            check_finite(outputs, indices.subspan(static_cast<std::size_t>(begin)));
            predictions.logits.middleRows(begin, outputs.rows()) = outputs;
            const MatrixRef<float> probabilities = answer_probabilities(model, workspace);
            check_finite(probabilities, indices.subspan(static_cast<std::size_t>(begin)));
            predictions.probabilities.middleRows(begin, outputs.rows()) = probabilities;
          });
  return predictions;
}

Matrix<float> predict_logits(const Network<float>& network, const Dataset& data,
                             std::span<const Index> indices, const ParallelFor& parallel) {
  Matrix<float> logits(static_cast<Index>(indices.size()), network.classes());
  fill_logits(network, data, indices, parallel, logits);
  return logits;
}

NoDigitUnit fit_no_digit_unit(const Network<float>& network, const Dataset& data,
                              std::span<const Index> indices, const ParallelFor& parallel,
                              const FitProgress& go_on) {
  Matrix<float> features(static_cast<Index>(indices.size()), network.layers().back()->input_size());
  run_all(network, data, indices, parallel,
          [&](Workspace<float>& workspace, const MatrixRef<float>& outputs, Index begin) {
            features.middleRows(begin, outputs.rows()) = network.features(workspace);
            check_finite(features.middleRows(begin, outputs.rows()),
                         indices.subspan(static_cast<std::size_t>(begin)));
          });
  std::vector<bool> is_digit;
  for (const Index i : indices) is_digit.push_back(data.label(i) != kNoDigit);
  return fit_no_digit_unit(features, is_digit, parallel, go_on);
}

Evaluation evaluate_logits(OutputKind kind, const Matrix<float>& logits,
                           std::span<const std::uint8_t> labels) {
  Evaluation evaluation;
  evaluation.samples = logits.rows();
  evaluation.confusion = confusion_matrix(arg_max(logits), labels, logits.cols());
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
  SlicedEvaluation evaluation(network, data, indices);
  evaluation.advance(static_cast<Index>(indices.size()), parallel);
  return evaluation.result();
}

SlicedEvaluation::SlicedEvaluation(const Network<float>& network, const Dataset& data,
                                   std::span<const Index> indices)
    : network_(network), data_(data), digits_(digits_among(data, indices)) {
  check_fits(network.spec().input, data);
  logits_.resize(static_cast<Index>(digits_.size()), network.classes());
}

void SlicedEvaluation::advance(Index samples, const ParallelFor& parallel) {
  const Index count = std::min(samples, static_cast<Index>(digits_.size()) - next_);
  const auto slice = std::span<const Index>(digits_).subspan(static_cast<std::size_t>(next_),
                                                             static_cast<std::size_t>(count));
  fill_logits(network_, data_, slice, parallel, logits_.middleRows(next_, count));
  next_ += count;
}

Evaluation SlicedEvaluation::result() const {
  assert(done());
  return evaluate_logits(network_.output_kind(), logits_, labels_of(data_, digits_));
}

}  // namespace digitlab
