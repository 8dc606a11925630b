/// @file
/// How core uses several processors without knowing of threads.
#pragma once

#include <algorithm>
#include <functional>

#include "digitlab/math/matrix.hpp"

namespace digitlab {

/// Calls `body(0) … body(count - 1)`, in any order and perhaps at once, and returns when all are
/// done. The caller supplies it: a thread pool natively, `serial_for` in the browser. Core splits
/// work the same way whatever stands behind it, so results do not depend on the thread count.
using ParallelFor = std::function<void(Index count, const std::function<void(Index)>& body)>;

/// The plain loop.
inline void serial_for(Index count, const std::function<void(Index)>& body) {
  for (Index i = 0; i < count; ++i) body(i);
}

/// Calls `body(begin, end)` for blocks of `size` (≥ 1) that make up 0 … count - 1, the last one
/// perhaps shorter: where each call has something to set up.
inline void in_blocks(const ParallelFor& parallel, Index count, Index size,
                      const std::function<void(Index begin, Index end)>& body) {
  parallel((count + size - 1) / size,
           [&](Index block) { body(block * size, std::min(count, (block + 1) * size)); });
}

}  // namespace digitlab
