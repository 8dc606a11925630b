#include "sources/mat_check.hpp"

#include <array>
#include <cstring>
#include <optional>
#include <string>

#include <zlib.h>

#include "digitlab/math/error.hpp"
#include "system/input_file.hpp"

namespace digitlab::tools {
namespace {

// "MAT-File Format", MathWorks, chapter 1: a header of 128 bytes that ends in version and byte
// order, then elements of an 8 byte tag (type, length) and their data.
constexpr std::size_t kHeaderSize = 128;
constexpr std::size_t kTagSize = 8;
constexpr std::size_t kPadding = 7;  // elements are rounded up to eight bytes
constexpr std::uint32_t kMatrixType = 14;
constexpr std::uint32_t kCompressedType = 15;
constexpr std::array<std::uint8_t, 8> kHdf5Signature = {0x89, 'H',  'D',  'F',
                                                        '\r', '\n', 0x1a, '\n'};

[[noreturn]] void fail_cut_off(std::size_t at) {
  throw Error("the file is cut off or damaged at byte " + std::to_string(at));
}

std::uint32_t read_u32(const std::uint8_t* bytes, bool big_endian) {
  std::uint32_t value = 0;
  for (unsigned i = 0; i < 4; ++i) {
    value |= static_cast<std::uint32_t>(bytes[i]) << (8U * (big_endian ? 3U - i : i));
  }
  return value;
}

/// Unpacks one compressed element, without keeping it, up to the checksum at its end. Returns how
/// much it unpacks to; nothing when it is damaged, or more than the tag at its front announces.
std::optional<std::size_t> unpacked_size(std::span<const std::uint8_t> packed, bool big_endian) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) throw Error("cannot start unpacking");
  stream.next_in = const_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  std::array<std::uint8_t, 1U << 16U> sink{};
  std::size_t size = 0;
  std::size_t announced = sink.size();
  int status = Z_OK;
  while (status == Z_OK && size <= announced) {
    stream.next_out = sink.data();
    stream.avail_out = static_cast<uInt>(sink.size());
    status = inflate(&stream, Z_NO_FLUSH);
    const std::size_t count = sink.size() - stream.avail_out;
    if (size == 0 && count >= kTagSize) {
      announced = kTagSize + read_u32(sink.data() + 4, big_endian) + kPadding;
    }
    size += count;
  }
  inflateEnd(&stream);
  if (status != Z_STREAM_END || size > announced) return std::nullopt;
  return size;
}

void check_elements(std::span<const std::uint8_t> bytes, bool big_endian) {
  std::size_t at = kHeaderSize;
  std::size_t total = 0;  // of what is compressed
  while (at < bytes.size()) {
    if (bytes.size() - at < kTagSize) fail_cut_off(at);
    const std::uint32_t type = read_u32(bytes.data() + at, big_endian);
    const std::size_t length = read_u32(bytes.data() + at + 4, big_endian);
    const std::size_t begin = at + kTagSize;
    if (length == 0 || length > bytes.size() - begin) fail_cut_off(at);
    if (type != kMatrixType && type != kCompressedType) {
      throw Error("the file is damaged at byte " + std::to_string(at) + ": element of type " +
                  std::to_string(type) + ", expected 14 or 15");
    }
    if (type == kCompressedType) {
      const auto size = unpacked_size(bytes.subspan(begin, length), big_endian);
      if (!size) {
        throw Error("the compressed data at byte " + std::to_string(begin) + " is damaged");
      }
      total += *size;
      if (total > kMaxDataSize) throw Error("unpacks to more than 2 GB");
    }
    at = begin + length;
  }
}

bool is_hdf5(std::span<const std::uint8_t> bytes) {
  // MATLAB puts 512 bytes of its own in front of the HDF5 data.
  for (const std::size_t at : {std::size_t{0}, std::size_t{512}}) {
    if (bytes.size() >= at + kHdf5Signature.size() &&
        std::memcmp(bytes.data() + at, kHdf5Signature.data(), kHdf5Signature.size()) == 0) {
      return true;
    }
  }
  return false;
}

bool is_big_endian(std::span<const std::uint8_t> header) {
  return header[126] == 'M' && header[127] == 'I';
}

}  // namespace

void check_mat_front(std::span<const std::uint8_t> front) {
  if (front.empty()) throw Error("the file is empty");
  if (is_hdf5(front)) return;
  const bool is_header = front.size() >= kHeaderSize;
  if (!is_header || (!is_big_endian(front) && !(front[126] == 'I' && front[127] == 'M')) ||
      front[is_big_endian(front) ? 124 : 125] != 1) {
    throw Error("not a MAT file (version 5 or 7.3)");
  }
}

void check_mat(std::span<const std::uint8_t> bytes) {
  check_mat_front(bytes);
  if (is_hdf5(bytes)) return;
  if (bytes.size() == kHeaderSize) throw Error("holds no variables");
  check_elements(bytes, is_big_endian(bytes));
}

}  // namespace digitlab::tools
