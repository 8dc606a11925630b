#include "system/printable.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace digitlab::tools {
namespace {

constexpr std::uint32_t kInvalid = 0xffffffff;

struct CodePoint {
  std::uint32_t value = kInvalid;
  std::size_t length = 1;  ///< bytes in UTF-8
};

/// The code point at the front of `text`, which is not empty; `kInvalid` for a byte that begins
/// none. The Unicode Standard, table 3-7: no surrogates, nothing longer than it must be.
CodePoint decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint32_t first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < length) return {};
  std::uint32_t value = first & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) return {};
    value = value << 6U | (byte(i) & 0x3fU);
  }
  constexpr std::array<std::uint32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < kLeast[length] || value > 0x10ffff || is_surrogate) return {};
  return {value, length};
}

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

// Unicode's categories Cc and Cf, and the separators of lines and paragraphs, as far as a terminal
// or a reader could be misled by them.
constexpr Range kUnprintable[] = {
    {0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},       {0x61c, 0x61c},
    {0x180e, 0x180e}, {0x200b, 0x200f}, {0x2028, 0x202e},   {0x2060, 0x206f},
    {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xe0000, 0xe007f},
};

bool is_unprintable(std::uint32_t value) {
  return std::any_of(std::begin(kUnprintable), std::end(kUnprintable),
                     [=](const Range& r) { return r.first <= value && value <= r.last; });
}

void put_hex(std::string& out, std::uint32_t value, unsigned digits) {
  while (digits-- > 0) out += "0123456789abcdef"[value >> (4 * digits) & 15U];
}

/// As JSON writes it: two halves beyond U+FFFF.
void put_escape(std::string& out, std::uint32_t value) {
  if (value > 0xffff) {
    put_escape(out, 0xd800 + ((value - 0x10000) >> 10U));
    value = 0xdc00 + (value & 0x3ffU);
  }
  out += "\\u";
  put_hex(out, value, 4);
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const CodePoint point = decode(text);
    if (point.value == kInvalid) {
      out += "\\x";
      put_hex(out, static_cast<std::uint8_t>(text[0]), 2);
    } else if (point.value == '\n') {
      out += "\\n";
    } else if (point.value == '\r') {
      out += "\\r";
    } else if (point.value == '\t') {
      out += "\\t";
    } else if (is_unprintable(point.value)) {
      put_escape(out, point.value);
    } else {
      out += text.substr(0, point.length);
    }
    text.remove_prefix(point.length);
  }
  return out;
}

std::string printable_json(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  while (!json.empty()) {
    const CodePoint point = decode(json);
    // Below U+0020 there is only white space between values: JSON allows nothing else.
    if (point.value != kInvalid && point.value >= 0x20 && is_unprintable(point.value)) {
      put_escape(out, point.value);
    } else {
      out += json.substr(0, point.length);
    }
    json.remove_prefix(point.length);
  }
  return out;
}

}  // namespace digitlab::tools
