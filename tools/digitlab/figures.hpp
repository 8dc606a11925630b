/// @file
/// A network's answers over a dataset, and the figures taken from them, as JSON and as text.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "digitlab/dataset.hpp"
#include "digitlab/metrics.hpp"
#include "digitlab/network.hpp"
#include "digitlab/parallel.hpp"

namespace digitlab::tools {

/// JSON whose keys keep the order they were written in.
using Json = nlohmann::ordered_json;

/// One line of JSON. Text that is not UTF-8, as file names may be, is patched rather than refused.
std::string json_text(const Json& value);

/// Answers for every sample of a dataset, in its order.
struct Answers {
  std::vector<std::uint8_t> predicted;  ///< (N)
  std::vector<float> probability;       ///< (N) of the predicted digit
  Evaluation evaluation;
};

Answers answer_all(const Network<float>& network, const Dataset& data, const ParallelFor& parallel);

/// [H,W,C] for an image of channels, [n] for a plain row.
Json shape_json(Shape shape);
/// 10×10, row = true digit.
Json confusion_json(const Confusion& confusion);
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

/// Accuracy, loss, a table of the digits and the confusion matrix.
void print_evaluation(std::ostream& out, const Evaluation& evaluation);

}  // namespace digitlab::tools
