#include "sources/data_source.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "sources/source_kind.hpp"
#include "system/input_file.hpp"
#include "system/usage_error.hpp"

namespace digitlab::tools {
namespace {

/// Everything that `--data` can name: a new kind is a file of its own and a line here.
constexpr std::array<const SourceKind*, 5> kKinds = {
    &kCourseMat, &kMnistIdx, &kInkLines, &kSyntheticDigits, &kNonDigits,
};

const SourceKind& kind_of(const SourceName& source) {
  const auto found = std::find_if(kKinds.begin(), kKinds.end(),
                                  [&](const SourceKind* kind) { return kind->matches(source); });
  if (found != kKinds.end()) return **found;
  throw UsageError("data source \"" + source.text + "\" is none of " + source_help());
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
  const SourceKind& kind = kind_of(source);
  LoadedPart part = kind.load(source, parallel);
  if (!kind.are_digits) return part;  // nobody wrote them: a selection is one of shapes
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

std::string source_help() {
  std::string forms;
  for (const SourceKind* kind : kKinds) {
    if (!forms.empty()) forms += kind == kKinds.back() ? " or " : ", ";
    forms += kind->form;
  }
  return forms +
         "; several joined by commas. Where the writers are known, @held-out after a source takes "
         "the fixed fifth of them that is never trained on, @train the others. In names write \\, "
         "for a comma, \\@held-out and \\@train where they belong to the name, \\\\ for a "
         "backslash; endings may be in either case";
}

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
  for (const std::string& text : split_list(list)) {
    if (kind_of(parse_source(text)).are_digits) continue;
    throw UsageError("data source \"" + text +
                     "\": no digits; they can be trained on and explored only");
  }
  return load_data(list, parallel);
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
