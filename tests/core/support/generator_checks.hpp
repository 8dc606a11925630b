/// @file
/// What the tests of both generators, of digits and of what is none, ask alike.
#pragma once

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/data/dataset.hpp"
#include "generate/stroke_shape.hpp"

namespace digitlab {

/// All shapes have the same strokes, knots and turns, and lie about the unit box, no farther than
/// `across` and `down` from its middle.
inline void expect_blendable(const char* name, const std::vector<KnotStrokes>& shapes,
                             double across, double down) {
  const KnotStrokes& first = shapes.front();
  for (const KnotStrokes& shape : shapes) {
    ASSERT_EQ(shape.size(), first.size()) << name << ": strokes differ in number";
    for (std::size_t s = 0; s < shape.size(); ++s) {
      ASSERT_GE(shape[s].size(), 2U) << name;
      ASSERT_EQ(shape[s].size(), first[s].size()) << name << ": knots differ in number";
      for (std::size_t k = 0; k < shape[s].size(); ++k) {
        EXPECT_EQ(shape[s][k].turn, first[s][k].turn) << name << ": turns differ";
        EXPECT_NEAR(shape[s][k].x, 0.5, across) << name;
        EXPECT_NEAR(shape[s][k].y, 0.5, down) << name;
      }
    }
  }
}

/// FNV-1a over all pixels. Only exactly rounded operations stand between a seed and the pixels, so
/// natively and in WebAssembly it is the same. Whoever changes the templates, the variation or the
/// framing changes it.
inline std::uint32_t pixel_hash(const ImageSet& images) {
  std::uint32_t hash = 2166136261U;
  for (Index i = 0; i < images.size(); ++i) {
    for (std::size_t k = 0; k < 784; ++k) hash = (hash ^ images.image(i).bytes[k]) * 16777619U;
  }
  return hash;
}

}  // namespace digitlab
