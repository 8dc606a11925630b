#include <utility>

#include "digitlab/formats/image_sets.hpp"
#include "sources/ink_lines.hpp"
#include "sources/source_kind.hpp"
#include "system/input_file.hpp"

namespace digitlab::tools {
namespace {

/// The name on each drawing; none unless all have one.
std::vector<std::string> writers_of(const std::vector<InkSample>& samples) {
  std::vector<std::string> writers;
  for (const InkSample& sample : samples) {
    if (sample.writer.empty()) return {};
    writers.push_back(sample.writer);
  }
  return writers;
}

LoadedPart load_ink(const SourceName& source, const ParallelFor& parallel) {
  const std::string& path = source.path;
  InkFile file = read_ink_file(path);
  return naming_file(path, [&]() -> LoadedPart {
    std::vector<std::string> writers = writers_of(file.samples);
    ImageSet images = images_from_ink(std::move(file.samples), parallel);
    const Index count = images.size();
    return {std::move(images),
            {base_name(path), "", std::move(file.sha256), {}, {}, {}, count},
            std::move(writers)};
  });
}

bool is_ink_name(const SourceName& source) {
  const std::string name = source.kind_name();
  return has_ending(name, ".ndjson") || has_ending(name, ".ndjson.gz");
}

}  // namespace

const SourceKind kInkLines = {
    .form = "FILE.ndjson[.gz] (ink)", .matches = is_ink_name, .load = load_ink};

}  // namespace digitlab::tools
