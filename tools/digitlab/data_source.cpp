#include "data_source.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <string_view>

#include "course_files.hpp"
#include "digitlab/idx.hpp"
#include "digitlab/ink_json.hpp"
#include "digitlab/synthetic.hpp"
#include "input_file.hpp"
#include "sha256.hpp"
#include "usage_error.hpp"

namespace digitlab::tools {
namespace {

constexpr std::string_view kSyntheticPrefix = "synthetic:";

struct LoadedPart {
  ImageSet images;
  SourceRecord record;
};

template <typename Number>
bool parse_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

LoadedPart load_synthetic(const SyntheticSource& source, const ParallelFor& parallel) {
  const std::string name = std::string(kSyntheticPrefix) + std::to_string(source.count) + ":" +
                           std::to_string(source.seed);
  return {synthesize_images(source.count, source.seed, parallel),
          {name, std::nullopt, std::nullopt, source.count}};
}

LoadedPart load_mat(const std::string& path) {
  const Bytes bytes = read_file(path);
  ImageSet images = naming_file(path, [&] { return read_course_data(path, bytes); });
  const Index count = images.size();
  return {std::move(images), {base_name(path), sha256(bytes), std::nullopt, count}};
}

/// One file of MNIST: unpacked, parsed, of the given rank.
IdxArray parse_idx_file(const std::string& path, const Bytes& bytes, std::size_t rank) {
  return naming_file(path, [&] {
    IdxArray array = parse_idx(unpack(bytes));
    if (array.shape.size() != rank) {
      throw Error("has " + std::to_string(array.shape.size()) + " dimensions, expected " +
                  std::to_string(rank));
    }
    return array;
  });
}

/// "…/t10k-images-idx3-ubyte.gz" → "…/t10k-labels-idx1-ubyte.gz", or the same packed otherwise when
/// only that is there.
std::string labels_path(const std::string& images_path) {
  const std::size_t at = images_path.rfind("images");
  const std::size_t rank = images_path.find("idx3", at);
  std::string path = images_path;
  path.replace(rank, 4, "idx1").replace(at, 6, "labels");
  const std::string other = path.ends_with(".gz") ? path.substr(0, path.size() - 3) : path + ".gz";
  namespace fs = std::filesystem;
  return !fs::exists(path) && fs::exists(other) ? other : path;
}

LoadedPart load_idx(const std::string& path) {
  const Bytes image_bytes = read_file(path);
  IdxArray images = parse_idx_file(path, image_bytes, 3);
  const std::string beside = labels_path(path);
  const Bytes label_bytes = read_file(beside);
  IdxArray labels = parse_idx_file(beside, label_bytes, 1);
  const Index count = images.shape[0];
  if (labels.shape[0] != count) {
    throw Error(beside + ": holds " + std::to_string(labels.shape[0]) + " labels for " +
                std::to_string(count) + " images in " + base_name(path));
  }
  if (count == 0 || images.values.empty()) throw Error(path + ": holds no samples");
  const auto wrong = std::find_if(labels.values.begin(), labels.values.end(),
                                  [](std::uint8_t label) { return label >= kClasses; });
  if (wrong != labels.values.end()) {
    throw Error(beside + ": label " + std::to_string(*wrong) + " at position " +
                std::to_string(wrong - labels.values.begin()) + ", expected 0 to 9");
  }
  return naming_file(path, [&]() -> LoadedPart {
    return {ImageSet(images.shape[1], images.shape[2], std::move(images.values),
                     std::move(labels.values)),
            {base_name(path), sha256(image_bytes), sha256(label_bytes), count}};
  });
}

LoadedPart load_ink(const std::string& path, const ParallelFor& parallel) {
  const Bytes bytes = read_file(path);
  std::vector<InkSample> samples =
      naming_file(path, [&] { return parse_ink(as_text(unpack(bytes))); });
  if (samples.empty()) throw Error(path + ": holds no samples");
  constexpr std::size_t kPixels = kFrameSide * kFrameSide;
  std::vector<std::uint8_t> labels;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (!samples[i].label) {
      throw Error(path + ": drawing " + std::to_string(i + 1) +
                  " has no digit as its word, expected \"0\" to \"9\"");
    }
    labels.push_back(*samples[i].label);
  }
  std::vector<std::uint8_t> pixels(samples.size() * kPixels);
  parallel(static_cast<Index>(samples.size()), [&](Index i) {
    const auto at = static_cast<std::size_t>(i);
    const Frame frame = frame_drawing(samples[at].drawing);
    if (frame.blank) throw Error(path + ": drawing " + std::to_string(i + 1) + " has no ink");
    std::copy(frame.pixels.begin(), frame.pixels.end(),
              pixels.begin() + static_cast<std::ptrdiff_t>(at * kPixels));
  });
  std::vector<Drawing> drawings;
  for (InkSample& sample : samples) drawings.push_back(std::move(sample.drawing));
  const auto count = static_cast<Index>(samples.size());
  ImageSet images(kFrameSide, kFrameSide, std::move(pixels), std::move(labels));
  images.set_drawings(std::move(drawings));
  return {std::move(images), {base_name(path), sha256(bytes), std::nullopt, count}};
}

bool is_idx_name(const std::string& name) {
  for (const std::string_view ending : {"images-idx3-ubyte", "images.idx3-ubyte"}) {
    if (name.ends_with(ending) || name.ends_with(std::string(ending) + ".gz")) return true;
  }
  return false;
}

LoadedPart load_part(const std::string& source, const ParallelFor& parallel) {
  if (const auto synthetic = parse_synthetic(source)) return load_synthetic(*synthetic, parallel);
  if (source.ends_with(".mat")) return load_mat(source);
  if (is_idx_name(source)) return load_idx(source);
  if (source.ends_with(".ndjson") || source.ends_with(".ndjson.gz")) {
    return load_ink(source, parallel);
  }
  throw UsageError("data source \"" + source + "\" is none of " + kSourceHelp);
}

}  // namespace

std::optional<SyntheticSource> parse_synthetic(const std::string& text) {
  if (!text.starts_with(kSyntheticPrefix)) return std::nullopt;
  const std::string_view rest = std::string_view(text).substr(kSyntheticPrefix.size());
  const std::size_t colon = rest.find(':');
  SyntheticSource source;
  if (!parse_number(rest.substr(0, colon), source.count) || source.count < 1 ||
      source.count > kMaxSynthetic) {
    throw UsageError("data source \"" + text +
                     "\": expected synthetic:COUNT[:SEED] with a count of 1 to " +
                     std::to_string(kMaxSynthetic));
  }
  if (colon != std::string_view::npos && !parse_number(rest.substr(colon + 1), source.seed)) {
    throw UsageError("data source \"" + text +
                     "\": expected synthetic:COUNT[:SEED] with a whole number as seed");
  }
  return source;
}

LoadedData load_data(const std::string& list, const ParallelFor& parallel) {
  LoadedData data;
  std::size_t begin = 0;
  while (begin <= list.size()) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    LoadedPart part = load_part(list.substr(begin, end - begin), parallel);
    data.dataset.add(std::move(part.images));
    data.sources.push_back(std::move(part.record));
    begin = end + 1;
  }
  return data;
}

}  // namespace digitlab::tools
