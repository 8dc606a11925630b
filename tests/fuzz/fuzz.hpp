// What the fuzz targets share. Each target is one file: bytes of strangers go in, and whatever
// comes out other than an answer or an `Error` is a finding, as are undefined behaviour, two
// seconds for one input, and 300 MB. `tools/fuzz.sh` runs them.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "digitlab/assess/model.hpp"
#include "digitlab/formats/spec_json.hpp"
#include "digitlab/math/error.hpp"

namespace digitlab::fuzz {

using Input = std::span<const std::uint8_t>;

// The fuzzer takes an abort for a finding.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

// Runs `work`. A refusal is an answer like any other, if it is short and says something.
template <typename Work>
void answer_or_refuse(const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    const std::size_t length = std::strlen(error.what());
    require(length > 0 && length < 1000, "an error's message is empty or quotes too much");
  }
}

inline std::string_view text_of(Input bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// A network too small to take time, whose weights are large enough for it to be sure of something.
inline Network<float> small_network() {
  Network<float> network(parse_spec(R"({"layers": [
      {"type": "Input", "shape": [28, 28], "deskew": 0.5},
      {"type": "Conv2D", "filters": 2, "kernel_size": 3, "use_bias": false},
      {"type": "BatchNormalization", "activation": "relu"},
      {"type": "MaxPooling2D", "pool_size": 4},
      {"type": "Flatten"},
      {"type": "Dropout", "rate": 0.2},
      {"type": "Dense", "units": 10}]})"));
  network.initialize(3);
  for (float& value : network.parameters()) value *= 4;
  return network;
}

inline Model small_model() {
  // Some write a 1 in two strokes and a 4 in three.
  return {small_network(), {}, {std::vector<StrokeCounts::OfClass>(10, {80, 15, 5})}};
}

}  // namespace digitlab::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
