/// @file
/// Many drawings, read one by one on several threads.
#pragma once

#include "digitlab/math/parallel.hpp"
#include "digitlab/reading/recognizer.hpp"

namespace digitlab::tools {

/// Calls read(recognizer, i) once for each i from 0 to `count` - 1; a recognizer is used by one
/// thread at a time.
template <typename Read>
void recognize_each(const Model& model, Index count, const ParallelFor& parallel,
                    const Read& read) {
  constexpr Index kBlock = 32;  // drawings that one recognizer reads
  in_blocks(parallel, count, kBlock, [&](Index begin, Index end) {
    Recognizer recognizer(model);
    for (Index i = begin; i < end; ++i) read(recognizer, static_cast<std::size_t>(i));
  });
}

}  // namespace digitlab::tools
