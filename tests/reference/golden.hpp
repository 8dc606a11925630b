#pragma once

#include <cstdint>
#include <vector>

namespace digitlab::reference {

/// A drawing and how it is framed.
struct Golden {
  const char* name;
  std::vector<float> points;           // x0, y0, x1, y1, ...
  std::vector<std::uint32_t> lengths;  // points of each stroke
  const char* pixels;                  // 28x28, two hexadecimal digits each
};

}  // namespace digitlab::reference
