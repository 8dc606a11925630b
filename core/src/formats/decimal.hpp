// Decimal numbers as the nearest doubles. In WebAssembly the C library's `strtod` brings sums of
// 128-bit numbers with it, ten times as much code.
#pragma once

#include <string_view>

namespace digitlab {

// The double nearest to a number as JSON writes it, "-12.5e-3"; of two, the even one. Infinite when
// it is beyond the range.
double decimal_value(std::string_view number);

}  // namespace digitlab
