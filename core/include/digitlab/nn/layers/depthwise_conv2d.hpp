#pragma once

#include <string>

#include "digitlab/nn/activation.hpp"
#include "digitlab/nn/initializer.hpp"
#include "digitlab/nn/layer.hpp"
#include "digitlab/nn/layers/padding.hpp"
#include "digitlab/nn/settings.hpp"

namespace digitlab {

/// Convolution of each channel by itself, with stride 1: y (B,H',W',C) = activation(x (B,H,W,C) ⋆
/// kernel (height,width,C,1) + bias (C)). Between 1×1 convolutions, which mix the channels, it does
/// most of what a full convolution does with a fraction of its parameters (Howard et al. 2017,
/// "MobileNets").
struct DepthwiseConv2DSpec {
  std::string name;
  Index kernel_height = 3;
  Index kernel_width = 3;
  Padding padding = Padding::kValid;
  Activation activation = Activation::kLinear;
  bool use_bias = true;
  Initializer depthwise_initializer = Initializer::kGlorotUniform;

  const char* type() const { return "DepthwiseConv2D"; }
  void describe(Settings& settings) {
    settings.sides("kernel_size", kernel_height, kernel_width);
    settings.word("padding", padding, kPaddingWords);
    settings.word("activation", activation, kActivationWords);
    settings.flag("use_bias", use_bias);
    settings.word("depthwise_initializer", depthwise_initializer, kInitializerWords);
  }
  template <typename T>
  LayerPointer<T> make(Shape input) const;
};

}  // namespace digitlab
