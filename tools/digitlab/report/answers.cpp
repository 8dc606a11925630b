#include "report/answers.hpp"

#include <algorithm>
#include <ostream>

#include "report/recognizing.hpp"
#include "system/printable.hpp"

namespace digitlab::tools {
namespace {

constexpr std::size_t kNameWidth = 40;

}  // namespace

std::optional<DrawnFigures> answer_drawings(const Model& model, const Dataset& data,
                                            const ParallelFor& parallel) {
  std::vector<Index> drawn = all_indices(data.size());
  std::erase_if(drawn, [&](Index i) { return data.drawing(i) == nullptr; });
  if (drawn.empty()) return std::nullopt;
  const auto count = static_cast<Index>(drawn.size());
  std::vector<std::uint8_t> predicted(drawn.size());
  std::vector<float> probability(drawn.size());
  recognize_each(model, count, parallel, [&](Recognizer& recognizer, std::size_t at) {
    const Answer answer = recognizer.recognize(*data.drawing(drawn[at]));
    predicted[at] = likeliest(answer);
    probability[at] = answer.probabilities[predicted[at]];
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

std::vector<std::string> names_of(const std::vector<SourceRecord>& sources) {
  std::vector<std::string> names;
  names.reserve(sources.size());
  for (const SourceRecord& source : sources) names.push_back(source.source);
  return names;
}

Json source_figures_json(const std::vector<SourceRecord>& sources, const Answers& answers) {
  return digitlab::source_figures_json(names_of(sources), answers);
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
