/// @file
/// The architecture of a network as data, and as Keras-like JSON.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "digitlab/matrix.hpp"
#include "digitlab/preprocess.hpp"

namespace digitlab {

/// Element-wise function after a layer.
enum class Activation {
  kLinear,   ///< z
  kRelu,     ///< max(z, 0)
  kSigmoid,  ///< 1 / (1 + e^-z)
};

/// Distribution of a kernel's first values; n is the layer's inputs, m its units.
enum class Initializer {
  kGlorotUniform,  ///< ±√(6 / (n + m)) (Glorot, Bengio 2010); Keras's default
  kHeUniform,      ///< ±√(6 / n) (He et al. 2015)
};

/// Fully connected layer: y (B,units) = activation(x (B,I) · kernel (I,units) + bias (units)).
struct DenseSpec {
  std::string name;
  Index units = 0;
  Activation activation = Activation::kLinear;
  Initializer kernel_initializer = Initializer::kGlorotUniform;
};

/// Each kind of layer is one alternative.
using LayerSpec = std::variant<DenseSpec>;

/// A sequential network. The last layer has `kClasses` units and is linear (its outputs are logits
/// for softmax) or sigmoid (ten independent yes-or-no answers, as in the course's ex3 and ex4).
struct NetworkSpec {
  std::string name;
  InputFormat input;
  std::vector<LayerSpec> layers;
};

/// The course's network: 400 → 25 relu "L1" → 15 relu "L2" → 10 linear "L3", named "my_model".
NetworkSpec lab_spec();

/// Parses
///
///     {"name": "my_model", "layers": [
///       {"type": "Input", "shape": [400]},
///       {"type": "Dense", "name": "L1", "units": 25, "activation": "relu"},
///       {"type": "Dense", "units": 10}]}
///
/// An input of [400] is a 20×20 image column by column, as the course unrolls it, [784] a 28×28
/// image row by row, [H, W] an H×W image row by row. `name` defaults to "dense_1" …, `activation`
/// to "linear", `kernel_initializer` to "glorot_uniform".
/// @throws Error naming the layer and the key
NetworkSpec parse_spec(std::string_view json);

/// The JSON that `parse_spec` reads back.
std::string write_spec(const NetworkSpec& spec);

}  // namespace digitlab
