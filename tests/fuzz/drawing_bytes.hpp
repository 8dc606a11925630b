// A drawing as bytes, so that every run of bytes is one and a changed byte is another one.
//
// Each point begins with a byte of flags. Then come x and y: two bytes each, sixteenths of a pen
// unit, or, with `kAnyFloat`, the four bytes of any float, be it NaN, infinite or denormal.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "digitlab/ink/strokes.hpp"
#include "fuzz.hpp"

namespace digitlab::fuzz {

inline constexpr unsigned kNewStroke = 1;
inline constexpr unsigned kAnyFloat = 2;

// Takes `value` off the front of the input; what is missing is 0.
template <typename T>
T take(Input& bytes) {
  T value{};
  const std::size_t size = std::min(sizeof value, bytes.size());
  std::memcpy(&value, bytes.data(), size);
  bytes = bytes.subspan(size);
  return value;
}

inline Drawing take_drawing(Input bytes) {
  Drawing drawing;
  while (!bytes.empty()) {
    const unsigned flags = take<std::uint8_t>(bytes);
    if (drawing.empty() || (flags & kNewStroke) != 0) drawing.emplace_back();
    const auto coordinate = [&] {
      if ((flags & kAnyFloat) != 0) return take<float>(bytes);
      return static_cast<float>(take<std::int16_t>(bytes)) / 16;
    };
    const float x = coordinate();
    drawing.back().push_back({x, coordinate()});
  }
  return drawing;
}

inline std::vector<std::uint8_t> drawing_bytes(const Drawing& drawing) {
  std::vector<std::uint8_t> bytes;
  for (const Stroke& stroke : drawing) {
    bool first = true;
    for (const Point& point : stroke) {
      bytes.push_back(first ? kNewStroke : 0);
      first = false;
      for (const float value : {point.x, point.y}) {
        const auto units = static_cast<std::int16_t>(std::lround(value * 16));
        bytes.push_back(static_cast<std::uint8_t>(units & 0xff));
        bytes.push_back(static_cast<std::uint8_t>((units >> 8) & 0xff));
      }
    }
  }
  return bytes;
}

}  // namespace digitlab::fuzz
