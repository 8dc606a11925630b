// How the public types of core lie in memory, as whoever includes this sees them.
#pragma once

#include <cstddef>
#include <vector>

#include <digitlab/digitlab.hpp>

struct Layout {
  const char* type;
  std::size_t size;
  std::size_t alignment;
};

/// As the library was compiled.
std::vector<Layout> library_layout();

/// As this file is compiled.
static inline std::vector<Layout> layout_here() {
  return {
#define TYPE(type) {#type, sizeof(type), alignof(type)},
#include "public_types.inc"
#undef TYPE
  };
}
