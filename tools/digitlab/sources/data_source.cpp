#include "sources/data_source.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <string_view>
#include <utility>

#include "digitlab/generate/digits.hpp"
#include "digitlab/generate/non_digits.hpp"
#include "sources/course_files.hpp"
#include "sources/loaded_part.hpp"
#include "sources/mat_file.hpp"
#include "sources/source_list.hpp"
#include "system/input_file.hpp"
#include "system/sha256.hpp"
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

/// COUNT[:SEED] after `prefix`; nothing when `text` begins otherwise.
std::optional<GeneratedSource> parse_generated(const std::string& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return std::nullopt;
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

LoadedPart load_synthetic(const GeneratedSource& source, const ParallelFor& parallel) {
  const std::string name = std::string(kSyntheticPrefix) + std::to_string(source.count) + ":" +
                           std::to_string(source.seed);
  return {synthesize_images(source.count, source.seed, parallel),
          {name, "", {}, {}, {}, {}, source.count},
          {}};
}

LoadedPart load_non_digits(const GeneratedSource& source, Selection selection,
                           const ParallelFor& parallel) {
  NonDigitSet set = NonDigitSet::kAll;
  std::string ending;
  if (selection == Selection::kTrain) {
    set = NonDigitSet::kTrain;
    ending = kTrainEnding;
  } else if (selection == Selection::kHeldOut) {
    set = NonDigitSet::kHeldOut;
    ending = kHeldOutEnding;
  }
  const std::string name = std::string(kNonDigitsPrefix) + std::to_string(source.count) + ":" +
                           std::to_string(source.seed) + ending;
  return {synthesize_non_digit_images(source.count, source.seed, set, parallel),
          {name, ending, {}, {}, {}, {}, source.count},
          {}};
}

LoadedPart load_mat(const std::string& path) {
  const Bytes bytes = read_mat_bytes(path, kMaxDataSize);
  ImageSet images = naming_file(path, [&] { return read_course_data(path, bytes); });
  const Index count = images.size();
  return {std::move(images), {base_name(path), "", sha256(bytes), {}, {}, {}, count}, {}};
}

LoadedPart load_all(const SourceName& source, const ParallelFor& parallel) {
  if (const auto synthetic = parse_generated(source.path, kSyntheticPrefix))
    return load_synthetic(*synthetic, parallel);
  const std::string kind = source.kind_name();
  if (has_ending(kind, ".mat")) return load_mat(source.path);
  if (is_mnist_name(kind)) return load_mnist(source.path);
  if (has_ending(kind, ".ndjson") || has_ending(kind, ".ndjson.gz")) {
    return load_ink(source.path, parallel);
  }
  throw UsageError("data source \"" + source.text + "\" is none of " + kSourceHelp);
}

/// Keeps the samples of the chosen writers alone.
void select(const SourceName& source, const Writers& writers, LoadedPart& part) {
  const Selection selection = source.selection;
  if (writers.names.empty()) {
    throw UsageError("data source \"" + source.text +
                     "\": its writers are not known; @train and @held-out are for ink that names "
                     "them and for MNIST's training images beside QMNIST's labels");
  }
  const std::vector<Index> samples = select_samples(writers, selection);
  if (samples.empty()) {
    throw UsageError("data source \"" + source.text + "\": of " +
                     std::to_string(writers.names.size()) + " writers a fifth, rounded, is none");
  }
  part.images = part.images.subset(samples);
  part.record.samples = part.images.size();
  part.record.selection = selection == Selection::kTrain ? kTrainEnding : kHeldOutEnding;
  part.record.source += part.record.selection;
}

LoadedPart load_part(const SourceName& source, const ParallelFor& parallel) {
  if (const auto non_digits = parse_generated(source.path, kNonDigitsPrefix)) {
    return load_non_digits(*non_digits, source.selection, parallel);
  }
  LoadedPart part = load_all(source, parallel);
  const Writers writers = number_writers(part.writers);
  if (!writers.names.empty()) part.images.set_writers(writers.numbers);
  if (source.selection != Selection::kAll) select(source, writers, part);
  if (!writers.names.empty()) {
    const std::vector<std::uint32_t>& numbers = part.images.writers();
    part.record.writers =
        static_cast<Index>(std::set<std::uint32_t>(numbers.begin(), numbers.end()).size());
  }
  return part;
}

}  // namespace

LoadedData load_data(const std::string& list, const ParallelFor& parallel) {
  LoadedData data;
  for (const std::string& text : split_list(list)) {
    const SourceName source = parse_source(text);
    LoadedPart part = load_part(source, parallel);
    data.dataset.add(std::move(part.images));
    data.sources.push_back(std::move(part.record));
    data.names.push_back(source.path);
  }
  return data;
}

LoadedData load_digits(const std::string& list, const ParallelFor& parallel) {
  LoadedData data = load_data(list, parallel);
  for (const SourceRecord& source : data.sources) {
    if (source.source.starts_with(kNonDigitsPrefix)) {
      throw UsageError("data source \"" + source.source +
                       "\": no digits; they can be trained on and explored only");
    }
  }
  return data;
}

LoadedData load_fitting(const std::string& list, Content content, const InputFormat& format,
                        const ParallelFor& parallel) {
  LoadedData data =
      content == Content::kDigits ? load_digits(list, parallel) : load_data(list, parallel);
  const std::vector<ImageSet>& parts = data.dataset.parts();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (fits(format, parts[i].height(), parts[i].width())) continue;
    naming_file(data.names[i], [&] { check_fits(format, data.dataset); });
  }
  return data;
}

}  // namespace digitlab::tools
