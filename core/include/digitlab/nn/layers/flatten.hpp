#pragma once

#include <string>

#include "digitlab/nn/layer.hpp"
#include "digitlab/nn/settings.hpp"

namespace digitlab {

/// (B,H,W,C) → (B,H·W·C), channel fastest.
struct FlattenSpec {
  std::string name;

  const char* type() const { return "Flatten"; }
  void describe(Settings& /*settings*/) {}
  template <typename T>
  LayerPointer<T> make(Shape input) const;
};

}  // namespace digitlab
