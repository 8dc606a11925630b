#include "digitlab/nn/shape.hpp"

#include <limits>

namespace digitlab {

Index saturating_product(std::initializer_list<Index> extents) {
  Index product = 1;
  bool overflows = false;
  for (const Index extent : extents) {
    if (extent == 0) return 0;
    overflows = __builtin_mul_overflow(product, extent, &product) || overflows;
  }
  return overflows ? std::numeric_limits<Index>::max() : product;
}

}  // namespace digitlab
