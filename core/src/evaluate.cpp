#include "digitlab/evaluate.hpp"

#include "digitlab/loss.hpp"
#include "digitlab/preprocess.hpp"

namespace digitlab {
namespace {

constexpr Index kChunkRows = 64;  // their activations stay in the cache

// read(workspace, rows) for the samples a few at a time, its results (rows,width) one below the
// other.
template <typename Read>
Matrix<float> read_all(const Network<float>& network, const Dataset& data,
                       std::span<const Index> indices, Index width, const ParallelFor& parallel,
                       const Read& read) {
  check_fits(network.spec().input, data);
  const auto count = static_cast<Index>(indices.size());
  Matrix<float> results(count, width);
  in_blocks(parallel, count, kChunkRows, [&](Index begin, Index end) {
    const Index rows = end - begin;
    Workspace<float> workspace = network.make_workspace(rows, Purpose::kInference);
    fill_batch<float>(
        data, indices.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(rows)),
        network.spec().input, workspace.input);
    results.middleRows(begin, rows) = read(workspace, rows);
  });
  return results;
}

}  // namespace

Matrix<float> predict_logits(const Network<float>& network, const Dataset& data,
                             std::span<const Index> indices, const ParallelFor& parallel) {
  return read_all(
      network, data, indices, kClasses, parallel,
      [&](Workspace<float>& workspace, Index rows) { return network.forward(rows, workspace); });
}

Matrix<float> predict_probabilities(const Network<float>& network, const Dataset& data,
                                    std::span<const Index> indices, const ParallelFor& parallel) {
  return read_all(
      network, data, indices, kClasses, parallel,
      [&](Workspace<float>& workspace, Index rows) { return network.predict(rows, workspace); });
}

NoDigitUnit fit_no_digit_unit(const Network<float>& network, const Dataset& data,
                              std::span<const Index> indices, const ParallelFor& parallel) {
  const Matrix<float> features =
      read_all(network, data, indices, network.layers().back()->input_size(), parallel,
               [&](Workspace<float>& workspace, Index rows) {
                 network.forward(rows, workspace);
                 return network.features(workspace);
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
  const auto samples = static_cast<double>(evaluation.samples);
  evaluation.accuracy = static_cast<double>(total.correct) / samples;
  evaluation.loss = total.loss / samples;
  return evaluation;
}

Evaluation evaluate(const Network<float>& network, const Dataset& data,
                    std::span<const Index> indices, const ParallelFor& parallel) {
  const std::vector<Index> digits = digits_among(data, indices);
  return evaluate_logits(network.output_kind(), predict_logits(network, data, digits, parallel),
                         labels_of(data, digits));
}

}  // namespace digitlab
