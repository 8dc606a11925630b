// Numbers that the tests and the scripts in tests/reference compute alike.
#pragma once

#include <cstdint>
#include <span>

namespace digitlab {

// What tests/reference/torch_values.py calls `pattern`, times `scale`.
template <typename T>
void fill_pattern(std::span<T> out, std::int64_t salt, double scale) {
  std::int64_t k = 0;
  for (T& value : out) {
    value = static_cast<T>(
        scale * (static_cast<double>((7919 * k++ + 104729 * salt) % 1009) / 1009.0 - 0.5));
  }
}

}  // namespace digitlab
