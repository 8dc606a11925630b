/// @file
/// The architecture of a network as Keras-like JSON.
#pragma once

#include <string>
#include <string_view>

#include "digitlab/nn/spec.hpp"

namespace digitlab {

/// Parses
///
///     {"name": "my_model", "layers": [
///       {"type": "Input", "shape": [28, 28]},
///       {"type": "Conv2D", "filters": 16, "kernel_size": 3, "padding": "same",
///        "use_bias": false},
///       {"type": "BatchNormalization", "activation": "relu"},
///       {"type": "MaxPooling2D", "pool_size": 2},
///       {"type": "Flatten"},
///       {"type": "Dropout", "rate": 0.2},
///       {"type": "Dense", "name": "L3", "units": 10, "activation": "linear"}]}
///
/// "deskew" in the input is the share of its slant, up to 1, that is taken out of every image
/// before it is read (see ink/deskew.hpp). An input of [400] is a 20×20 image column by column, as
/// the course unrolls it, [784] a 28×28 image row by row, [H, W] an H×W image row by row, of one
/// channel. Types, keys, words and defaults are Keras's, sizes that may differ by axis are one
/// number or [height, width]. `name` defaults to "dense_1" …, numbered by place.
/// @param kinds  the layers that may occur
/// @throws Error naming the layer and the key
NetworkSpec parse_spec(std::string_view json, const LayerKinds& kinds = layer_kinds());

/// The JSON that `parse_spec` reads back.
std::string write_spec(const NetworkSpec& spec);

}  // namespace digitlab
