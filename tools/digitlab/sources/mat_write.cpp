#include <algorithm>
#include <limits>
#include <string_view>

#include <zlib.h>

#include "sources/mat_file.hpp"

namespace digitlab::tools {
namespace {

// Types and array classes of "MAT-File Format", MathWorks, tables 1-1 and 1-3.
constexpr std::uint32_t kInt8 = 1;
constexpr std::uint32_t kUint8 = 2;
constexpr std::uint32_t kInt32 = 5;
constexpr std::uint32_t kUint32 = 6;
constexpr std::uint32_t kDouble = 9;
constexpr std::uint32_t kMatrix = 14;
constexpr std::uint32_t kCompressed = 15;
constexpr std::uint32_t kDoubleClass = 6;
constexpr std::uint32_t kUint8Class = 9;
constexpr std::size_t kMaxElement = std::size_t{1} << 31U;

void put_u32(Bytes& out, std::uint32_t value) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    out.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

void put_tag(Bytes& out, std::uint32_t type, std::size_t length) {
  put_u32(out, type);
  put_u32(out, static_cast<std::uint32_t>(length));
}

/// A value of `size` bytes, least significant first whatever the machine.
void put_double(Bytes& out, double value) {
  std::uint64_t bits = 0;
  static_assert(sizeof bits == sizeof value && std::numeric_limits<double>::is_iec559);
  std::copy_n(reinterpret_cast<const char*>(&value), sizeof value, reinterpret_cast<char*>(&bits));
  for (unsigned shift = 0; shift < 64; shift += 8) {
    out.push_back(static_cast<std::uint8_t>(bits >> shift));
  }
}

void pad_to_8(Bytes& out) { out.resize((out.size() + 7) / 8 * 8); }

/// A whole miMATRIX element.
Bytes matrix_element(const std::string& name, const MatArray& array) {
  const bool is_bytes = std::holds_alternative<std::vector<std::uint8_t>>(array.values);
  Bytes body;
  put_tag(body, kUint32, 8);  // array flags
  put_u32(body, is_bytes ? kUint8Class : kDoubleClass);
  put_u32(body, 0);
  put_tag(body, kInt32, 8);  // dimensions
  put_u32(body, static_cast<std::uint32_t>(array.rows));
  put_u32(body, static_cast<std::uint32_t>(array.columns));
  put_tag(body, kInt8, name.size());
  body.insert(body.end(), name.begin(), name.end());
  pad_to_8(body);
  if (is_bytes) {
    const auto& values = std::get<std::vector<std::uint8_t>>(array.values);
    put_tag(body, kUint8, values.size());
    body.insert(body.end(), values.begin(), values.end());
  } else {
    const auto& values = std::get<std::vector<double>>(array.values);
    if (values.size() > kMaxElement / sizeof(double)) {
      throw Error(describe(name, array) + " is too large for a MAT file of version 5");
    }
    put_tag(body, kDouble, values.size() * sizeof(double));
    body.reserve(body.size() + values.size() * sizeof(double) + 8);
    for (const double value : values) put_double(body, value);
  }
  pad_to_8(body);
  Bytes element;
  put_tag(element, kMatrix, body.size());
  element.insert(element.end(), body.begin(), body.end());
  return element;
}

}  // namespace

Bytes write_mat(const std::vector<std::pair<std::string, MatArray>>& arrays) {
  constexpr std::string_view kTitle = "MATLAB 5.0 MAT-file, written by digitlab";
  Bytes file(128, ' ');
  std::copy(kTitle.begin(), kTitle.end(), file.begin());
  // Version 1.0, little-endian.
  file[124] = 0x00;
  file[125] = 0x01;
  file[126] = 'I';
  file[127] = 'M';
  for (const auto& [name, array] : arrays) {
    const Bytes element = matrix_element(name, array);
    uLongf length = compressBound(element.size());
    Bytes packed(length);
    if (compress(packed.data(), &length, element.data(), element.size()) != Z_OK) {
      throw Error("cannot compress " + describe(name, array));
    }
    put_tag(file, kCompressed, length);
    file.insert(file.end(), packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(length));
  }
  return file;
}

}  // namespace digitlab::tools
