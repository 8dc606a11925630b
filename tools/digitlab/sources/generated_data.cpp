#include <charconv>
#include <string>
#include <string_view>

#include "digitlab/generate/digits.hpp"
#include "digitlab/generate/non_digits.hpp"
#include "sources/source_kind.hpp"
#include "system/usage_error.hpp"

namespace digitlab::tools {
namespace {

constexpr std::string_view kSyntheticPrefix = "synthetic:";
constexpr std::string_view kNonDigitsPrefix = "non-digits:";

template <typename Number>
bool parse_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

/// The number and seed of COUNT[:SEED].
struct GeneratedSource {
  Index count = 0;
  std::uint64_t seed = 1;
};

/// COUNT[:SEED] after `prefix`, which `text` begins with.
GeneratedSource parse_generated(const std::string& text, std::string_view prefix) {
  const std::string_view rest = std::string_view(text).substr(prefix.size());
  const std::size_t colon = rest.find(':');
  const std::string expected =
      "data source \"" + text + "\": expected " + std::string(prefix) + "COUNT[:SEED] with a ";
  GeneratedSource source;
  if (!parse_number(rest.substr(0, colon), source.count) || source.count < 1 ||
      source.count > kMaxSynthetic) {
    throw UsageError(expected + "count of 1 to " + std::to_string(kMaxSynthetic));
  }
  if (colon != std::string_view::npos && !parse_number(rest.substr(colon + 1), source.seed)) {
    throw UsageError(expected + "whole number as seed");
  }
  return source;
}

LoadedPart load_synthetic(const SourceName& name_in_list, const ParallelFor& parallel) {
  const GeneratedSource source = parse_generated(name_in_list.path, kSyntheticPrefix);
  const std::string name = std::string(kSyntheticPrefix) + std::to_string(source.count) + ":" +
                           std::to_string(source.seed);
  return {synthesize_images(source.count, source.seed, parallel),
          {name, "", {}, {}, {}, {}, source.count},
          {}};
}

LoadedPart load_non_digits(const SourceName& name_in_list, const ParallelFor& parallel) {
  const GeneratedSource source = parse_generated(name_in_list.path, kNonDigitsPrefix);
  NonDigitSet set = NonDigitSet::kAll;
  std::string ending;
  if (name_in_list.selection == Selection::kTrain) {
    set = NonDigitSet::kTrain;
    ending = kTrainEnding;
  } else if (name_in_list.selection == Selection::kHeldOut) {
    set = NonDigitSet::kHeldOut;
    ending = kHeldOutEnding;
  }
  const std::string name = std::string(kNonDigitsPrefix) + std::to_string(source.count) + ":" +
                           std::to_string(source.seed) + ending;
  return {synthesize_non_digit_images(source.count, source.seed, set, parallel),
          {name, ending, {}, {}, {}, {}, source.count},
          {}};
}

}  // namespace

const SourceKind kSyntheticDigits = {
    .form = "synthetic:COUNT[:SEED]",
    .matches = [](const SourceName& source) { return source.path.starts_with(kSyntheticPrefix); },
    .load = load_synthetic,
};

const SourceKind kNonDigits = {
    .form =
        "non-digits:COUNT[:SEED] (letters, shapes, doodles and scribbles, to be refused; "
        "@held-out takes the kinds that are never trained on)",
    .matches = [](const SourceName& source) { return source.path.starts_with(kNonDigitsPrefix); },
    .load = load_non_digits,
    .are_digits = false,
};

}  // namespace digitlab::tools
