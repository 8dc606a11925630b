/// @file
/// The figures of a classifier, and numbers in general, as JSON and as text.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "digitlab/assess/metrics.hpp"
#include "digitlab/data/dataset.hpp"
#include "formats/report_json.hpp"
#include "system/json.hpp"

namespace digitlab::tools {

/// Whether they hold the same, in whatever order their keys are.
bool is_same(const Json& a, const Json& b);

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
