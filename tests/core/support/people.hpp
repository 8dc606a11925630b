/// @file
/// How people write, for tests.
#pragma once

#include "digitlab/assess/stroke_counts.hpp"
#include "digitlab/nn/network.hpp"

namespace digitlab {

/// In how many strokes the writers of two public collections write the ten digits.
inline StrokeCounts people() {
  return {{{1338, 142, 2},
           {1521, 53, 2},
           {1508, 8, 0},
           {1438, 5, 1},
           {255, 1277, 10},
           {255, 1176, 9},
           {1381, 9, 0},
           {524, 920, 61},
           {1234, 219, 1},
           {1359, 104, 0}}};
}

inline Network<float> initialized(const NetworkSpec& spec, std::uint64_t seed = 1) {
  Network<float> network(spec);
  network.initialize(seed);
  return network;
}

}  // namespace digitlab
