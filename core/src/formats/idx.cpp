#include "digitlab/formats/idx.hpp"

#include <cassert>
#include <string>
#include <utility>

#include "digitlab/math/error.hpp"

namespace digitlab {
namespace {

/// A type of element: its code, its bytes in the file, its name in messages.
struct ElementType {
  std::uint8_t code;
  std::size_t size;
  const char* name;
};

constexpr ElementType kUnsignedByte = {0x08, 1, "unsigned bytes"};
constexpr ElementType kInt32 = {0x0C, 4, "32-bit integers"};
constexpr std::uint8_t kLargestRank = 4;

std::uint32_t read_big_endian(std::span<const std::uint8_t> bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = (value << 8U) | bytes[i];
  return value;
}

/// A file that keeps the format's rules; its elements not yet decoded.
struct Parsed {
  std::vector<Index> shape;
  std::span<const std::uint8_t> data;
};

Parsed parse(std::span<const std::uint8_t> bytes, const ElementType& type) {
  const std::string length = std::to_string(bytes.size());
  if (bytes.size() < 4) throw Error("not an IDX file: it has only " + length + " bytes");
  if (bytes[0] != 0 || bytes[1] != 0) {
    throw Error("not an IDX file: it must begin with two zero bytes");
  }
  if (bytes[2] != type.code) {
    throw Error("IDX type " + std::to_string(bytes[2]) + ", expected " + std::to_string(type.code) +
                " (" + type.name + ")");
  }
  const std::size_t rank = bytes[3];
  if (rank < 1 || rank > kLargestRank) {
    throw Error("IDX rank " + std::to_string(rank) + ", expected 1 to 4");
  }
  const std::size_t header = 4 + 4 * rank;
  if (bytes.size() < header) throw Error("IDX header cut off after " + length + " bytes");

  Parsed parsed;
  std::size_t expected = type.size;
  for (std::size_t d = 0; d < rank; ++d) {
    const std::size_t size = read_big_endian(bytes.subspan(4 + 4 * d));
    parsed.shape.push_back(static_cast<Index>(size));
    // Below the length of the file at every step, the product cannot overflow.
    if (size != 0 && expected > bytes.size() / size) {
      throw Error("IDX sizes ask for more data than the file's " + length + " bytes");
    }
    expected *= size;
  }
  parsed.data = bytes.subspan(header);
  if (parsed.data.size() != expected) {
    throw Error("IDX data of " + std::to_string(parsed.data.size()) + " bytes, expected " +
                std::to_string(expected));
  }
  return parsed;
}

}  // namespace

IdxArray parse_idx(std::span<const std::uint8_t> bytes) {
  Parsed parsed = parse(bytes, kUnsignedByte);
  return {std::move(parsed.shape), {parsed.data.begin(), parsed.data.end()}};
}

IdxIntArray parse_idx_int(std::span<const std::uint8_t> bytes) {
  Parsed parsed = parse(bytes, kInt32);
  IdxIntArray array{std::move(parsed.shape), {}};
  array.values.reserve(parsed.data.size() / kInt32.size);
  for (std::size_t at = 0; at < parsed.data.size(); at += kInt32.size) {
    array.values.push_back(static_cast<std::int32_t>(read_big_endian(parsed.data.subspan(at))));
  }
  return array;
}

std::vector<std::uint8_t> write_idx(const IdxArray& array) {
  assert(!array.shape.empty() && array.shape.size() <= kLargestRank);
  std::vector<std::uint8_t> bytes = {0, 0, kUnsignedByte.code,
                                     static_cast<std::uint8_t>(array.shape.size())};
  for (const Index size : array.shape) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes.push_back(static_cast<std::uint8_t>((size >> shift) & 0xff));
    }
  }
  bytes.insert(bytes.end(), array.values.begin(), array.values.end());
  return bytes;
}

}  // namespace digitlab
