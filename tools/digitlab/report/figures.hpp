/// @file
/// The figures of a classifier, and numbers in general, as JSON and as text.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "digitlab/assess/metrics.hpp"
#include "digitlab/data/dataset.hpp"
#include "digitlab/math/parallel.hpp"
#include "digitlab/nn/network.hpp"

namespace digitlab::tools {

/// JSON whose keys keep the order they were written in.
using Json = nlohmann::ordered_json;

/// Whether they hold the same, in whatever order their keys are.
bool is_same(const Json& a, const Json& b);

/// One line of JSON. Text that is not UTF-8, as file names may be, is patched rather than refused;
/// what would act on a terminal is escaped.
std::string json_text(const Json& value);

/// [H,W,C] for an image of channels, [n] for a plain row.
Json shape_json(Shape shape);
/// 10×10, row = true digit.
Json confusion_json(const Confusion& confusion);

/// A digit that is taken for another one.
struct ConfusedPair {
  std::size_t label = 0;
  std::size_t predicted = 0;
  Index samples = 0;
};

/// How many pairs a list of the worst names.
inline constexpr std::size_t kMostConfusions = 5;

/// The pairs that occur, the most frequent first; at most `count`.
std::vector<ConfusedPair> worst_confusions(const Confusion& confusion, std::size_t count);
/// `[{"label","predicted","samples"}]`
Json confused_json(const std::vector<ConfusedPair>& pairs);

/// `{"samples","accuracy","loss"}`
Json summary_json(const Evaluation& evaluation);

/// `[{"digit","samples","precision","recall","f1"}]`
Json per_class_json(const Evaluation& evaluation);

/// "97.52 %"
std::string percent(double fraction);
/// "10575" → "10,575"
std::string thousands(Index number);
/// `digits` places after the point.
std::string fixed(double value, int digits);
/// `text` with spaces before it, to `width` characters.
std::string pad_left(const std::string& text, std::size_t width);

/// Accuracy, loss, a table of the digits, the confusion matrix and the most frequent errors.
void print_evaluation(std::ostream& out, const Evaluation& evaluation);

}  // namespace digitlab::tools
