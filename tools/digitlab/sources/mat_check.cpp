#include "sources/mat_check.hpp"

#include <array>
#include <cstring>
#include <string>

#include <zlib.h>

#include "digitlab/math/error.hpp"

namespace digitlab::tools {
namespace {

// "MAT-File Format", MathWorks, chapter 1: a header of 128 bytes that ends in version and byte
// order, then elements of an 8 byte tag (type, length) and their data.
constexpr std::size_t kHeaderSize = 128;
constexpr std::size_t kTagSize = 8;
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

/// Unpacks one compressed element, without keeping it, up to the checksum at its end.
bool unpacks(std::span<const std::uint8_t> packed) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) throw Error("cannot start unpacking");
  stream.next_in = const_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  std::array<std::uint8_t, 1U << 16U> sink{};
  int status = Z_OK;
  while (status == Z_OK) {
    stream.next_out = sink.data();
    stream.avail_out = static_cast<uInt>(sink.size());
    status = inflate(&stream, Z_NO_FLUSH);
  }
  inflateEnd(&stream);
  return status == Z_STREAM_END;
}

void check_elements(std::span<const std::uint8_t> bytes, bool big_endian) {
  std::size_t at = kHeaderSize;
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
    if (type == kCompressedType && !unpacks(bytes.subspan(begin, length))) {
      throw Error("the compressed data at byte " + std::to_string(begin) + " is damaged");
    }
    at = begin + length;
  }
}

}  // namespace

void check_mat(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) throw Error("the file is empty");
  const auto is_hdf5_at = [&](std::size_t at) {
    return bytes.size() >= at + kHdf5Signature.size() &&
           std::memcmp(bytes.data() + at, kHdf5Signature.data(), kHdf5Signature.size()) == 0;
  };
  // MATLAB puts 512 bytes of its own in front of the HDF5 data.
  if (is_hdf5_at(0) || is_hdf5_at(512)) return;
  if (bytes.size() < kHeaderSize) throw Error("not a MAT file (version 5 or 7.3)");
  const bool big_endian = bytes[126] == 'M' && bytes[127] == 'I';
  const bool little_endian = bytes[126] == 'I' && bytes[127] == 'M';
  const std::uint8_t version = bytes[big_endian ? 124 : 125];
  if ((!big_endian && !little_endian) || version != 1) {
    throw Error("not a MAT file (version 5 or 7.3)");
  }
  if (bytes.size() == kHeaderSize) throw Error("holds no variables");
  check_elements(bytes, big_endian);
}

}  // namespace digitlab::tools
