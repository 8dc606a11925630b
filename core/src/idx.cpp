#include "digitlab/idx.hpp"

#include <cassert>
#include <string>

#include "digitlab/error.hpp"

namespace digitlab {
namespace {

constexpr std::uint8_t kUnsignedByte = 0x08;
constexpr std::uint8_t kLargestRank = 4;

std::size_t read_size(std::span<const std::uint8_t> bytes) {
  std::size_t value = 0;
  for (int i = 0; i < 4; ++i) value = (value << 8U) | bytes[static_cast<std::size_t>(i)];
  return value;
}

}  // namespace

IdxArray parse_idx(std::span<const std::uint8_t> bytes) {
  const std::string length = std::to_string(bytes.size());
  if (bytes.size() < 4) throw Error("not an IDX file: it has only " + length + " bytes");
  if (bytes[0] != 0 || bytes[1] != 0) {
    throw Error("not an IDX file: it must begin with two zero bytes");
  }
  if (bytes[2] != kUnsignedByte) {
    throw Error("IDX type " + std::to_string(bytes[2]) + ", expected 8 (unsigned bytes)");
  }
  const std::size_t rank = bytes[3];
  if (rank < 1 || rank > kLargestRank) {
    throw Error("IDX rank " + std::to_string(rank) + ", expected 1 to 4");
  }
  const std::size_t header = 4 + 4 * rank;
  if (bytes.size() < header) throw Error("IDX header cut off after " + length + " bytes");

  IdxArray array;
  std::size_t count = 1;
  for (std::size_t d = 0; d < rank; ++d) {
    const std::size_t size = read_size(bytes.subspan(4 + 4 * d));
    array.shape.push_back(static_cast<Index>(size));
    // Below the length of the file at every step, the product cannot overflow.
    if (size != 0 && count > bytes.size() / size) {
      throw Error("IDX sizes ask for more data than the file's " + length + " bytes");
    }
    count *= size;
  }
  if (bytes.size() - header != count) {
    throw Error("IDX data of " + std::to_string(bytes.size() - header) + " bytes, expected " +
                std::to_string(count));
  }
  array.values.assign(bytes.begin() + static_cast<std::ptrdiff_t>(header), bytes.end());
  return array;
}

std::vector<std::uint8_t> write_idx(const IdxArray& array) {
  assert(!array.shape.empty() && array.shape.size() <= kLargestRank);
  std::vector<std::uint8_t> bytes = {0, 0, kUnsignedByte,
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
