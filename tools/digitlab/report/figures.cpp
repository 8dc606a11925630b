#include "report/figures.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ostream>

#include "system/printable.hpp"

namespace digitlab::tools {

bool is_same(const Json& a, const Json& b) { return nlohmann::json(a) == nlohmann::json(b); }

std::vector<ConfusedPair> worst_confusions(const Confusion& confusion, std::size_t count) {
  std::vector<ConfusedPair> pairs;
  for (std::size_t label = 0; label < kClasses; ++label) {
    for (std::size_t predicted = 0; predicted < kClasses; ++predicted) {
      const Index samples = confusion[label][predicted];
      if (label != predicted && samples > 0) pairs.push_back({label, predicted, samples});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const ConfusedPair& a, const ConfusedPair& b) {
    return a.samples > b.samples;
  });
  pairs.resize(std::min(pairs.size(), count));
  return pairs;
}

Json confused_json(const std::vector<ConfusedPair>& pairs) {
  Json rows = Json::array();
  for (const ConfusedPair& pair : pairs) {
    rows.push_back(
        {{"label", pair.label}, {"predicted", pair.predicted}, {"samples", pair.samples}});
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
  const std::vector<ConfusedPair> pairs = worst_confusions(evaluation.confusion, kMostConfusions);
  if (!pairs.empty()) out << "\nmost frequent errors\n";
  for (const ConfusedPair& pair : pairs) {
    const auto of_digit = static_cast<double>(evaluation.per_class[pair.label].samples);
    out << "  " << pair.label << " taken for " << pair.predicted
        << pad_left(thousands(pair.samples), 8) << "  ("
        << percent(static_cast<double>(pair.samples) / of_digit) << " of the " << pair.label
        << "s)\n";
  }
}

}  // namespace digitlab::tools
