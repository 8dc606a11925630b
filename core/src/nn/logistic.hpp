// The logistic function. Private to what needs it of one number.
#pragma once

#include <cmath>

namespace digitlab {

// 1 / (1 + e^-z), without overflow: e^-|z| is at most 1 on both branches.
template <typename T>
T logistic(T z) {
  const T e = std::exp(-std::abs(z));
  return z >= 0 ? T{1} / (T{1} + e) : e / (T{1} + e);
}

}  // namespace digitlab
