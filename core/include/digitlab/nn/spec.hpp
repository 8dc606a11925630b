/// @file
/// The architecture of a network as data.
#pragma once

#include <string>
#include <vector>

#include "digitlab/nn/input_format.hpp"
#include "digitlab/nn/layer_spec.hpp"
#include "digitlab/nn/layers/batch_normalization.hpp"
#include "digitlab/nn/layers/conv2d.hpp"
#include "digitlab/nn/layers/dense.hpp"
#include "digitlab/nn/layers/depthwise_conv2d.hpp"
#include "digitlab/nn/layers/dropout.hpp"
#include "digitlab/nn/layers/flatten.hpp"
#include "digitlab/nn/layers/pooling.hpp"

namespace digitlab {

/// A sequential network. The last layer is a dense one with a unit for each of K ≥ 2 classes. It is
/// linear, and its outputs are logits for softmax, or sigmoid: K independent yes-or-no answers.
struct NetworkSpec {
  std::string name;
  InputFormat input;
  std::vector<LayerSpec> layers;
};

}  // namespace digitlab
