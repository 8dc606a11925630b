#include "digitlab/formats/safetensors.hpp"

#include <algorithm>
#include <compare>
#include <cstring>
#include <set>

#include "digitlab/math/error.hpp"
#include "formats/json.hpp"
#include "formats/json_writing.hpp"

namespace digitlab {
namespace {

constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kAlignment = 8;
constexpr std::size_t kMaxRank = 8;
constexpr std::uint64_t kLargestSize = 0x7fffffff;  // an Index has 32 bits in WebAssembly

// In the order of TensorType.
constexpr const char* kTypes[] = {"F32", "F16"};

std::size_t bytes_of(TensorType type) { return type == TensorType::kFloat16 ? 2 : 4; }

TensorType parse_type(const JsonValue& dtype, const std::string& place) {
  if (is_text(dtype, kTypes[0])) return TensorType::kFloat32;
  if (is_text(dtype, kTypes[1])) return TensorType::kFloat16;
  throw Error(place + " is of type " + quoted(dtype) + ", expected \"F32\" or \"F16\"");
}

std::vector<float> read_values(const std::uint8_t* from, std::size_t count, TensorType type) {
  std::vector<float> values(count);
  if (count == 0) return values;
  if (type == TensorType::kFloat32) {
    std::memcpy(values.data(), from, count * sizeof(float));
    return values;
  }
  for (std::size_t i = 0; i < count; ++i) {
    std::uint16_t bits = 0;
    std::memcpy(&bits, from + i * sizeof(bits), sizeof(bits));
    values[i] = Eigen::numext::bit_cast<Eigen::half>(bits);
  }
  return values;
}

std::uint16_t half_bits(float value) {
  return Eigen::numext::bit_cast<std::uint16_t>(Eigen::half(value));
}

// Returns the end of what was written.
std::uint8_t* write_values(const Tensor& tensor, std::uint8_t* to) {
  if (tensor.values.empty()) return to;
  if (tensor.type == TensorType::kFloat32) {
    std::memcpy(to, tensor.values.data(), tensor.values.size() * sizeof(float));
    return to + tensor.values.size() * sizeof(float);
  }
  for (const float value : tensor.values) {
    const std::uint16_t bits = half_bits(value);
    std::memcpy(to, &bits, sizeof(bits));
    to += sizeof(bits);
  }
  return to;
}

std::uint64_t read_length(std::span<const std::uint8_t> bytes) {
  std::uint64_t length = 0;
  for (std::size_t i = kLengthBytes; i-- > 0;) length = (length << 8U) | bytes[i];
  return length;
}

std::map<std::string, std::string> parse_metadata(const JsonValue& json) {
  if (!json.is_object()) throw Error("\"__metadata__\" is not an object");
  std::map<std::string, std::string> metadata;
  for (const auto& [key, value] : json.items()) {
    if (!value.is_text()) throw Error("metadata " + quoted_text(key) + " is not a string");
    metadata[std::string(key)] = value.text();
  }
  return metadata;
}

// 64 bits, as in the file: a size_t of WebAssembly has 32 and would wrap around.
std::vector<std::uint64_t> parse_sizes(const JsonValue& json, const std::string& place) {
  if (!json.is_list() || json.size() > kMaxRank) throw Error(place + " is not a list of sizes");
  std::vector<std::uint64_t> sizes;
  for (const auto& [name, size] : json.items()) {
    if (!size.is_count()) throw Error(place + " holds " + quoted(size));
    sizes.push_back(size.count());
  }
  return sizes;
}

struct Range {
  std::size_t begin;
  std::size_t end;
  // Clang-tidy 14 takes the zero that a defaulted comparison compares with for a pointer.
  // NOLINTNEXTLINE(modernize-use-nullptr)
  friend auto operator<=>(const Range&, const Range&) = default;
};

// Checks one entry of the header against the data. The values are left out: only when all ranges
// are known to be apart is it sure that they take no more memory than the file suggests.
Tensor parse_tensor(std::string_view name, const JsonValue& entry,
                    std::span<const std::uint8_t> data, Range& range) {
  const std::string place = "tensor " + quoted_text(name);
  if (!entry.is_object() || entry.size() != 3) {
    throw Error(place + " must have dtype, shape and data_offsets, and nothing else");
  }
  const TensorType type = parse_type(entry.member("dtype"), place);
  const auto shape = parse_sizes(entry.member("shape"), place + ": shape");
  const auto offsets = parse_sizes(entry.member("data_offsets"), place + ": data_offsets");
  if (offsets.size() != 2 || offsets[0] > offsets[1] || offsets[1] > data.size()) {
    throw Error(place + " lies outside the file's " + std::to_string(data.size()) +
                " bytes of data");
  }
  range = {static_cast<std::size_t>(offsets[0]), static_cast<std::size_t>(offsets[1])};

  Tensor tensor{std::string(name), {}, {}, type};
  std::size_t count = 1;
  for (const std::uint64_t size : shape) {
    if (size > kLargestSize || (size != 0 && count > data.size() / size)) {
      throw Error(place + " has an impossible shape");
    }
    count *= static_cast<std::size_t>(size);
    tensor.shape.push_back(static_cast<Index>(size));
  }
  if (range.end - range.begin != count * bytes_of(type)) {
    throw Error(place + " has " + std::to_string(range.end - range.begin) + " bytes, expected " +
                std::to_string(count * bytes_of(type)));
  }
  return tensor;
}

// The ranges must cover the data without gap or overlap.
void check_coverage(std::span<const Range> given, std::size_t size) {
  const std::multiset<Range> ranges(given.begin(), given.end());
  std::size_t covered = 0;
  for (const Range& range : ranges) {
    if (range.begin != covered) {
      throw Error("safetensors data has a gap or an overlap at byte " + std::to_string(covered));
    }
    covered = range.end;
  }
  if (covered != size) {
    throw Error("safetensors data is " + std::to_string(size) + " bytes long, the tensors need " +
                std::to_string(covered));
  }
}

}  // namespace

// Tensor data is copied byte for byte: the format and every target of ours are little-endian.
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ && sizeof(float) == 4);

float round_to(TensorType type, float value) {
  return type == TensorType::kFloat16 ? static_cast<float>(Eigen::half(value)) : value;
}

bool TensorFile::has(const std::string& name) const {
  return std::any_of(tensors.begin(), tensors.end(),
                     [&](const Tensor& t) { return t.name == name; });
}

const Tensor& TensorFile::tensor(const std::string& name) const {
  const auto found =
      std::find_if(tensors.begin(), tensors.end(), [&](const Tensor& t) { return t.name == name; });
  if (found == tensors.end()) throw Error("there is no tensor " + quoted_text(name));
  return *found;
}

TensorFile parse_safetensors(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < kLengthBytes) {
    throw Error("not a safetensors file: it has only " + std::to_string(bytes.size()) + " bytes");
  }
  const std::uint64_t length = read_length(bytes);
  if (length > bytes.size() - kLengthBytes) {
    throw Error("not a safetensors file, or cut off: it announces a header of " +
                std::to_string(length) + " bytes and has " +
                std::to_string(bytes.size() - kLengthBytes));
  }
  if (length > kMaxSafetensorsHeader) {
    throw Error("the safetensors header is " + std::to_string(length) +
                " bytes long, expected at most " + std::to_string(kMaxSafetensorsHeader));
  }
  const auto header_bytes = bytes.subspan(kLengthBytes, static_cast<std::size_t>(length));
  const auto data = bytes.subspan(kLengthBytes + static_cast<std::size_t>(length));
  const JsonDocument document =
      parse_json({reinterpret_cast<const char*>(header_bytes.data()), header_bytes.size()},
                 "the safetensors header");
  const JsonValue header = document.root();
  if (!header.is_object()) throw Error("the safetensors header is not a JSON object");
  const bool has_metadata = header.member("__metadata__").exists();
  if (const std::size_t count = header.size() - (has_metadata ? 1 : 0); count > kMostTensors) {
    throw Error("the safetensors header names " + std::to_string(count) +
                " tensors, expected at most " + std::to_string(kMostTensors));
  }
  TensorFile file;
  std::vector<Range> ranges;
  for (const auto& [name, entry] : header.items()) {
    if (name == "__metadata__") {
      file.metadata = parse_metadata(entry);
      continue;
    }
    ranges.push_back({});
    file.tensors.push_back(parse_tensor(name, entry, data, ranges.back()));
  }
  check_coverage(ranges, data.size());
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    Tensor& tensor = file.tensors[i];
    const std::size_t count = (ranges[i].end - ranges[i].begin) / bytes_of(tensor.type);
    tensor.values = read_values(data.data() + ranges[i].begin, count, tensor.type);
  }
  return file;
}

std::vector<std::uint8_t> write_safetensors(const TensorFile& file) {
  Json header = Json::object();
  if (!file.metadata.empty()) header["__metadata__"] = file.metadata;
  std::size_t offset = 0;
  for (const Tensor& tensor : file.tensors) {
    const std::size_t end = offset + tensor.values.size() * bytes_of(tensor.type);
    header[tensor.name] = {{"dtype", kTypes[static_cast<int>(tensor.type)]},
                           {"shape", tensor.shape},
                           {"data_offsets", {offset, end}}};
    offset = end;
  }
  std::string text = header.dump();
  text.resize((text.size() + kAlignment - 1) / kAlignment * kAlignment, ' ');

  std::vector<std::uint8_t> bytes(kLengthBytes + text.size() + offset);
  const std::uint64_t length = text.size();
  for (std::size_t i = 0; i < kLengthBytes; ++i) {
    bytes[i] = static_cast<std::uint8_t>((length >> (8 * i)) & 0xff);
  }
  std::uint8_t* to = std::copy(text.begin(), text.end(), bytes.data() + kLengthBytes);
  for (const Tensor& tensor : file.tensors) to = write_values(tensor, to);
  return bytes;
}

}  // namespace digitlab
