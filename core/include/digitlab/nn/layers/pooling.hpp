#pragma once

#include <string>

#include "digitlab/nn/layer.hpp"
#include "digitlab/nn/settings.hpp"

namespace digitlab {

enum class PoolingKind { kMax, kAverage };

/// Largest or mean value of each height × width block; an incomplete last row or column of blocks
/// is left out, as in Keras.
struct Pooling2DSpec {
  std::string name;
  PoolingKind kind = PoolingKind::kMax;
  Index height = 2;
  Index width = 2;

  const char* type() const {
    return kind == PoolingKind::kMax ? "MaxPooling2D" : "AveragePooling2D";
  }
  void describe(Settings& settings) { settings.sides("pool_size", height, width); }
  template <typename T>
  LayerPointer<T> make(Shape input) const;
};

/// The mean of each channel: (B,H,W,C) → (B,C).
struct GlobalAveragePooling2DSpec {
  std::string name;

  const char* type() const { return "GlobalAveragePooling2D"; }
  void describe(Settings& /*settings*/) {}
  template <typename T>
  LayerPointer<T> make(Shape input) const;
};

}  // namespace digitlab
