#include "digitlab/assess/answers.hpp"

#include <algorithm>
#include <cstddef>

#include "digitlab/assess/evaluation.hpp"
#include "digitlab/nn/loss.hpp"

namespace digitlab {

Answers answer_all(const Model& model, const Dataset& data, const ParallelFor& parallel) {
  const OutputKind kind = model.network.output_kind();
  const auto [logits, probabilities] = predict(model, data, all_indices(data.size()), parallel);
  const std::span<const std::uint8_t> labels(data.labels());
  Answers answers;
  answers.evaluation = evaluate_logits(kind, logits, labels);
  Index begin = 0;
  for (const ImageSet& part : data.parts()) {
    answers.parts.push_back(
        evaluate_logits(kind, logits.middleRows(begin, part.size()), part.labels()));
    begin += part.size();
  }
  answers.predicted = arg_max(logits);
  for (Index i = 0; i < data.size(); ++i) {
    const auto label = labels.subspan(static_cast<std::size_t>(i), 1);
    answers.loss.push_back(output_loss<float>(kind, logits.row(i), label, 1.0, nullptr).loss);
    const std::uint8_t digit = answers.predicted[static_cast<std::size_t>(i)];
    answers.probability.push_back(probabilities(i, digit));
  }
  answers.confidence = measure_confidence(model, answers.probability, answers.predicted, labels);
  return answers;
}

std::vector<Index> worst_errors(const Answers& answers, const std::vector<std::uint8_t>& labels) {
  std::vector<Index> errors;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (answers.predicted[i] != labels[i]) errors.push_back(static_cast<Index>(i));
  }
  std::stable_sort(errors.begin(), errors.end(), [&](Index a, Index b) {
    return answers.loss[static_cast<std::size_t>(a)] > answers.loss[static_cast<std::size_t>(b)];
  });
  return errors;
}

}  // namespace digitlab
