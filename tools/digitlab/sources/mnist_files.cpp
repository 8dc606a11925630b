#include <algorithm>
#include <filesystem>
#include <optional>

#include "digitlab/formats/idx.hpp"
#include "sources/loaded_part.hpp"
#include "system/input_file.hpp"
#include "system/sha256.hpp"

namespace digitlab::tools {
namespace {

namespace fs = std::filesystem;

/// Writers of MNIST's training images: (N,8), column 0 the digit, column 2 the writer
/// (https://github.com/facebookresearch/qmnist).
constexpr const char* kWritersFile = "qmnist-train-labels-idx2-int";
constexpr Index kColumns = 8;
constexpr std::size_t kDigitColumn = 0;
constexpr std::size_t kWriterColumn = 2;

std::string shape_text(const std::vector<Index>& shape) {
  std::string text;
  for (const Index size : shape) text += (text.empty() ? "" : "×") + std::to_string(size);
  return text;
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

/// `path`, or the same packed otherwise when only that is there.
std::string as_packed(const std::string& path) {
  const std::string other = path.ends_with(".gz") ? path.substr(0, path.size() - 3) : path + ".gz";
  return !fs::exists(path) && fs::exists(other) ? other : path;
}

/// "…/t10k-images-idx3-ubyte.gz" → "…/t10k-labels-idx1-ubyte.gz"
std::string labels_path(const std::string& images_path) {
  const std::size_t at = images_path.rfind("images");
  const std::size_t rank = images_path.find("idx3", at);
  std::string path = images_path;
  path.replace(rank, 4, "idx1").replace(at, 6, "labels");
  return as_packed(path);
}

/// Where the writers of these images are written down, if they are.
std::optional<std::string> writers_path(const std::string& images_path) {
  const std::string name = base_name(images_path);
  if (!name.starts_with("train-images")) return std::nullopt;
  const std::string folder = images_path.substr(0, images_path.size() - name.size());
  const std::string path = as_packed(folder + kWritersFile);
  if (!fs::exists(path)) return std::nullopt;
  return path;
}

std::vector<std::string> parse_writers(const Bytes& bytes,
                                       const std::vector<std::uint8_t>& labels) {
  const IdxIntArray array = parse_idx_int(unpack(bytes));
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
                  Index count) {
  if (labels.shape[0] != count) {
    throw Error(path + ": holds " + std::to_string(labels.shape[0]) + " labels for " +
                std::to_string(count) + " images in " + base_name(images_path));
  }
  const auto wrong = std::find_if(labels.values.begin(), labels.values.end(),
                                  [](std::uint8_t label) { return label >= kClasses; });
  if (wrong != labels.values.end()) {
    throw Error(path + ": label " + std::to_string(*wrong) + " at position " +
                std::to_string(wrong - labels.values.begin()) + ", expected 0 to 9");
  }
}

}  // namespace

bool is_mnist_name(const std::string& path) {
  for (const std::string_view ending : {"images-idx3-ubyte", "images.idx3-ubyte"}) {
    if (path.ends_with(ending) || path.ends_with(std::string(ending) + ".gz")) return true;
  }
  return false;
}

LoadedPart load_mnist(const std::string& path) {
  const Bytes image_bytes = read_file(path);
  IdxArray images = parse_idx_file(path, image_bytes, 3);
  const std::string beside = labels_path(path);
  const Bytes label_bytes = read_file(beside);
  IdxArray labels = parse_idx_file(beside, label_bytes, 1);
  const Index count = images.shape[0];
  check_labels(beside, labels, path, count);
  if (count == 0 || images.values.empty()) throw Error(path + ": holds no samples");

  SourceRecord record{base_name(path), "", sha256(image_bytes), sha256(label_bytes), {}, {}, count};
  std::vector<std::string> writers;
  if (const auto file = writers_path(path)) {
    const Bytes bytes = read_file(*file);
    writers = naming_file(*file, [&] { return parse_writers(bytes, labels.values); });
    record.writers_sha256 = sha256(bytes);
  }
  return naming_file(path, [&]() -> LoadedPart {
    return {ImageSet(images.shape[1], images.shape[2], std::move(images.values),
                     std::move(labels.values)),
            std::move(record), std::move(writers)};
  });
}

}  // namespace digitlab::tools
