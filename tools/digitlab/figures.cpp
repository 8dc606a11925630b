#include "figures.hpp"

#include <cmath>
#include <cstdio>
#include <ostream>

#include "digitlab/evaluate.hpp"

namespace digitlab::tools {

std::string json_text(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Answers answer_all(const Network<float>& network, const Dataset& data,
                   const ParallelFor& parallel) {
  Matrix<float> scores = predict_logits(network, data, all_indices(data.size()), parallel);
  Answers answers;
  answers.evaluation = evaluate_logits(network.output_kind(), scores, data.labels());
  answers.predicted = arg_max(scores);
  network.to_probabilities(scores);
  for (Index i = 0; i < data.size(); ++i) {
    answers.probability.push_back(scores(i, answers.predicted[static_cast<std::size_t>(i)]));
  }
  return answers;
}

Json shape_json(Shape shape) {
  if (!shape.is_image()) return {shape.channels};
  return {shape.height, shape.width, shape.channels};
}

Json confusion_json(const Confusion& confusion) {
  Json rows = Json::array();
  for (const auto& row : confusion) rows.push_back(Json(row));
  return rows;
}

Json per_class_json(const Evaluation& evaluation) {
  Json rows = Json::array();
  for (std::size_t digit = 0; digit < evaluation.per_class.size(); ++digit) {
    const ClassMetrics& figures = evaluation.per_class[digit];
    rows.push_back({{"digit", digit},
                    {"samples", figures.samples},
                    {"precision", figures.precision},
                    {"recall", figures.recall},
                    {"f1", figures.f1}});
  }
  return rows;
}

std::string fixed(double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

std::string percent(double fraction) { return fixed(100 * fraction, 2) + " %"; }

std::string thousands(Index number) {
  const std::string digits = std::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string pad_left(const std::string& text, std::size_t width) {
  std::string padded(text.size() < width ? width - text.size() : 0, ' ');
  padded += text;
  return padded;
}

void print_evaluation(std::ostream& out, const Evaluation& evaluation) {
  Index correct = 0;
  for (std::size_t digit = 0; digit < kClasses; ++digit)
    correct += evaluation.confusion[digit][digit];
  out << "accuracy  " << percent(evaluation.accuracy) << "  (" << thousands(correct) << " of "
      << thousands(evaluation.samples) << ")\n"
      << "loss      " << fixed(evaluation.loss, 6) << "\n\n"
      << "digit   samples  precision   recall       f1\n";
  for (std::size_t digit = 0; digit < kClasses; ++digit) {
    const ClassMetrics& figures = evaluation.per_class[digit];
    out << "    " << digit << pad_left(thousands(figures.samples), 10)
        << pad_left(percent(figures.precision), 11) << pad_left(percent(figures.recall), 9)
        << pad_left(percent(figures.f1), 9) << "\n";
  }
  out << "\nconfusion (row: true digit, column: answer)\n     ";
  for (std::size_t answer = 0; answer < kClasses; ++answer) {
    out << pad_left(std::to_string(answer), 7);
  }
  out << "\n";
  for (std::size_t digit = 0; digit < kClasses; ++digit) {
    out << "    " << digit;
    for (const Index count : evaluation.confusion[digit]) {
      out << pad_left(count == 0 ? "." : std::to_string(count), 7);
    }
    out << "\n";
  }
}

}  // namespace digitlab::tools
