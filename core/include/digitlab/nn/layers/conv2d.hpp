#pragma once

#include <string>

#include "digitlab/nn/activation.hpp"
#include "digitlab/nn/initializer.hpp"
#include "digitlab/nn/layer.hpp"
#include "digitlab/nn/layers/padding.hpp"
#include "digitlab/nn/settings.hpp"

namespace digitlab {

/// Convolution with stride 1: y (B,H',W',filters) = activation(x (B,H,W,C) ⋆ kernel
/// (height,width,C,filters) + bias (filters)), a cross-correlation as everywhere in the field.
struct Conv2DSpec {
  std::string name;
  Index filters = 0;
  Index kernel_height = 3;
  Index kernel_width = 3;
  Padding padding = Padding::kValid;
  Activation activation = Activation::kLinear;
  bool use_bias = true;
  Initializer kernel_initializer = Initializer::kGlorotUniform;

  const char* type() const { return "Conv2D"; }
  void describe(Settings& settings) {
    settings.count("filters", filters, kMostUnits);
    settings.sides("kernel_size", kernel_height, kernel_width);
    settings.word("padding", padding, kPaddingWords);
    settings.word("activation", activation, kActivationWords);
    settings.flag("use_bias", use_bias);
    settings.word("kernel_initializer", kernel_initializer, kInitializerWords);
  }
  template <typename T>
  LayerPointer<T> make(Shape input) const;
};

}  // namespace digitlab
