#include "report/answers.hpp"

#include <algorithm>
#include <ostream>
#include <span>
#include <utility>

#include "digitlab/assess/evaluation.hpp"
#include "digitlab/nn/loss.hpp"
#include "digitlab/reading/recognizer.hpp"
#include "system/printable.hpp"

namespace digitlab::tools {
namespace {

constexpr std::size_t kNameWidth = 40;
constexpr Index kBlock = 32;  // drawings that one recognizer reads

}  // namespace

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

std::optional<DrawnFigures> answer_drawings(const Model& model, const Dataset& data,
                                            const ParallelFor& parallel) {
  std::vector<Index> drawn = all_indices(data.size());
  std::erase_if(drawn, [&](Index i) { return data.drawing(i) == nullptr; });
  if (drawn.empty()) return std::nullopt;
  const auto count = static_cast<Index>(drawn.size());
  std::vector<std::uint8_t> predicted(drawn.size());
  std::vector<float> probability(drawn.size());
  in_blocks(parallel, count, kBlock, [&](Index begin, Index end) {
    Recognizer recognizer(model);
    for (Index i = begin; i < end; ++i) {
      const auto at = static_cast<std::size_t>(i);
      const Answer answer = recognizer.recognize(*data.drawing(drawn[at]));
      predicted[at] = likeliest(answer);
      probability[at] = answer.probabilities[predicted[at]];
    }
  });
  const std::vector<std::uint8_t> labels = labels_of(data, drawn);
  DrawnFigures figures;
  figures.samples = count;
  for (std::size_t i = 0; i < labels.size(); ++i)
    figures.right += predicted[i] == labels[i] ? 1 : 0;
  figures.calibration_error =
      measure_confidence(model, probability, predicted, labels).calibration_error;
  return figures;
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

Json source_figures_json(const std::vector<SourceRecord>& sources, const Answers& answers) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < sources.size(); ++i) {
    Json row = {{"source", sources[i].source}};
    row.update(summary_json(answers.parts[i]));
    rows.push_back(std::move(row));
  }
  return rows;
}

void print_source_figures(std::ostream& out, const std::vector<SourceRecord>& sources,
                          const Answers& answers) {
  std::string head = "source";
  head.resize(kNameWidth, ' ');
  out << head << "  samples  accuracy      loss\n";
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const Evaluation& figures = answers.parts[i];
    std::string name = printable(sources[i].source);
    if (name.size() < kNameWidth) name.resize(kNameWidth, ' ');
    out << name << pad_left(thousands(figures.samples), 9)
        << pad_left(percent(figures.accuracy), 10) << pad_left(fixed(figures.loss, 4), 10) << "\n";
  }
}

}  // namespace digitlab::tools
