#include <algorithm>
#include <filesystem>
#include <optional>

#include "digitlab/formats/idx.hpp"
#include "sources/source_kind.hpp"
#include "system/input_file.hpp"

namespace digitlab::tools {
namespace {

namespace fs = std::filesystem;

/// Writers of MNIST's training images: (N,8), column 0 the digit, column 2 the writer
/// (https://github.com/facebookresearch/qmnist).
constexpr const char* kWritersFile = "qmnist-train-labels-idx2-int";
constexpr Index kColumns = 8;
constexpr InputOptions kOptions{.may_be_gzip = true, .with_checksum = true};
constexpr std::uint8_t kBytes = 0x08;  // the types of IDX that are read
constexpr std::uint8_t kInts = 0x0C;
constexpr std::size_t kLargestRank = 4;
constexpr std::size_t kMostSamples = 10'000'000;
constexpr std::size_t kMostWriters = 1'000'000;  // rows of them; MNIST has 60,000
constexpr std::size_t kDigitColumn = 0;
constexpr std::size_t kWriterColumn = 2;

std::string shape_text(const std::vector<Index>& shape) {
  std::string text;
  for (const Index size : shape) text += (text.empty() ? "" : "×") + std::to_string(size);
  return text;
}

/// Size `dimension` in an IDX header.
std::size_t read_extent(std::span<const std::uint8_t> front, std::size_t dimension) {
  std::size_t extent = 0;
  for (std::size_t i = 0; i < 4; ++i) extent = extent << 8U | front[4 + 4 * dimension + i];
  return extent;
}

/// How much such a file may hold, told by its header: magic, sizes, elements (see idx.hpp).
/// @param most  samples
std::size_t announced_size(std::span<const std::uint8_t> front, std::uint8_t type,
                           std::size_t element, std::size_t most) {
  const std::size_t rank = front.size() < 4 ? 0 : front[3];
  const std::size_t header = 4 + 4 * rank;
  if (rank < 1 || rank > kLargestRank || front.size() < header || front[0] != 0 || front[1] != 0 ||
      front[2] != type) {
    type == kBytes ? void(parse_idx(front)) : void(parse_idx_int(front));  // says what is wrong
  }
  std::size_t size = element;
  for (std::size_t d = 0; d < rank; ++d) {
    const std::size_t extent = read_extent(front, d);
    if (d == 0 && extent > most) {
      throw Error("announces " + std::to_string(extent) + " samples, expected at most " +
                  std::to_string(most));
    }
    if (extent != 0 && size > kMaxDataSize / extent) {
      throw Error("IDX sizes ask for more than 2 GB");
    }
    size *= extent;
  }
  return header + size;
}

Announced idx_announced(std::uint8_t type, std::size_t element, std::size_t most) {
  return [=](std::span<const std::uint8_t> front) {
    return announced_size(front, type, element, most);
  };
}

/// One file of MNIST, of the given rank.
struct IdxFile {
  IdxArray array;
  std::string sha256;
};

IdxFile read_idx_file(InputFile& file, std::size_t rank) {
  const Bytes bytes = read_rest(file, kMaxDataSize, idx_announced(kBytes, 1, kMostSamples));
  return naming_file(file.path(), [&]() -> IdxFile {
    IdxArray array = parse_idx(bytes);
    if (array.shape.size() != rank) {
      throw Error("has " + std::to_string(array.shape.size()) + " dimensions, expected " +
                  std::to_string(rank));
    }
    return {std::move(array), file.sha256()};
  });
}

/// Samples that an IDX file announces, which is not read for that.
std::size_t peek_count(InputFile& file) {
  const std::span<const std::uint8_t> front = file.next();
  naming_file(file.path(), [&] { announced_size(front, kBytes, 1, kMostSamples); });
  file.put_back();
  return read_extent(front, 0);
}

/// `path`, or the same packed otherwise when only that is there.
std::string as_packed(const std::string& path) {
  if (fs::exists(path)) return path;
  if (has_ending(path, ".gz")) {
    const std::string plain = path.substr(0, path.size() - 3);
    return fs::exists(plain) ? plain : path;
  }
  for (const char* ending : {".gz", ".GZ"}) {
    if (fs::exists(path + ending)) return path + ending;
  }
  return path;
}

/// "…/t10k-images-idx3-ubyte.gz" → "…/t10k-labels-idx1-ubyte.gz", in the same case
std::string labels_path(const std::string& images_path) {
  const std::string lower = lower_case(images_path);
  const std::size_t at = lower.rfind("images");
  const std::size_t rank = lower.find("idx3", at);
  std::string path = images_path;
  path[rank + 3] = '1';
  path.replace(at, 6, images_path[at] == 'I' ? "LABELS" : "labels");
  return as_packed(path);
}

/// Where the writers of these images are written down, if they are.
std::optional<std::string> writers_path(const std::string& images_path) {
  const std::string name = base_name(images_path);
  if (!lower_case(name).starts_with("train-images")) return std::nullopt;
  const std::string folder = images_path.substr(0, images_path.size() - name.size());
  const std::string path = as_packed(folder + kWritersFile);
  if (!fs::exists(path)) return std::nullopt;
  return path;
}

std::vector<std::string> parse_writers(const Bytes& bytes,
                                       const std::vector<std::uint8_t>& labels) {
  const IdxIntArray array = parse_idx_int(bytes);
  const auto count = static_cast<Index>(labels.size());
  if (array.shape != std::vector<Index>{count, kColumns}) {
    throw Error("is of shape " + shape_text(array.shape) + ", expected " +
                shape_text({count, kColumns}) + " for as many labels");
  }
  std::vector<std::string> writers;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto row = std::span(array.values).subspan(i * kColumns, kColumns);
    if (row[kDigitColumn] != labels[i]) {
      throw Error("is not of these images: digit " + std::to_string(row[kDigitColumn]) +
                  " at position " + std::to_string(i) + ", where the labels say " +
                  std::to_string(labels[i]));
    }
    writers.push_back(std::to_string(row[kWriterColumn]));
  }
  return writers;
}

void check_labels(const std::string& path, const IdxArray& labels, const std::string& images_path,
                  std::size_t count) {
  if (labels.values.size() != count) {
    throw Error(path + ": holds " + std::to_string(labels.values.size()) + " labels for " +
                std::to_string(count) + " images in " + base_name(images_path));
  }
  const auto wrong = std::find_if(labels.values.begin(), labels.values.end(),
                                  [](std::uint8_t label) { return label >= kClasses; });
  if (wrong != labels.values.end()) {
    throw Error(path + ": label " + std::to_string(*wrong) + " at position " +
                std::to_string(wrong - labels.values.begin()) + ", expected 0 to 9");
  }
}

bool is_mnist_name(const SourceName& source) {
  const std::string name = source.kind_name();
  for (const std::string_view ending : {"images-idx3-ubyte", "images.idx3-ubyte"}) {
    if (has_ending(name, ending) || has_ending(name, std::string(ending) + ".gz")) return true;
  }
  return false;
}

LoadedPart load_mnist(const SourceName& source, const ParallelFor& /*parallel*/) {
  const std::string& path = source.path;
  InputFile image_file(path, kOptions);
  const std::string beside = labels_path(path);
  // An image takes many bytes, its label one: so few tell how many images there can be.
  const std::size_t announced = peek_count(image_file);
  InputFile label_file(beside, kOptions);
  IdxFile labels = read_idx_file(label_file, 1);
  check_labels(beside, labels.array, path, announced);
  IdxFile images = read_idx_file(image_file, 3);
  const Index count = images.array.shape[0];
  if (count == 0 || images.array.values.empty()) throw Error(path + ": holds no samples");

  SourceRecord record{base_name(path), "", images.sha256, labels.sha256, {}, {}, count};
  std::vector<std::string> writers;
  if (const auto found = writers_path(path)) {
    InputFile file(*found, kOptions);
    const Bytes bytes = read_rest(file, kMaxDataSize, idx_announced(kInts, 4, kMostWriters));
    writers = naming_file(*found, [&] { return parse_writers(bytes, labels.array.values); });
    record.writers_sha256 = file.sha256();
  }
  return naming_file(path, [&]() -> LoadedPart {
    return {ImageSet(images.array.shape[1], images.array.shape[2], std::move(images.array.values),
                     std::move(labels.array.values)),
            std::move(record), std::move(writers)};
  });
}

}  // namespace

const SourceKind kMnistIdx = {
    .form = "…-images-idx3-ubyte[.gz] (labels beside it)",
    .matches = is_mnist_name,
    .load = load_mnist,
};

}  // namespace digitlab::tools
