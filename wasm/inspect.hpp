// Networks to look into.
#pragma once

#include <emscripten/val.h>

#include "digitlab/nn/network.hpp"

namespace digitlab::wasm {

// A network as it was at one moment, layer by layer.
class Inspector {
 public:
  explicit Inspector(Network<float> network) : network_(std::move(network)) {}
  // A copy of a network that goes on changing.
  static Inspector* of(const Network<float>& network);

  emscripten::val layers() const;
  emscripten::val outputs(const emscripten::val& input) const;
  emscripten::val gradient(const emscripten::val& input, const emscripten::val& k) const;

 private:
  Network<float> network_;
};

}  // namespace digitlab::wasm
