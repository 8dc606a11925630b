/// @file
/// The architecture of a network as data, and as Keras-like JSON.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "digitlab/data/preprocessing.hpp"
#include "digitlab/math/matrix.hpp"

namespace digitlab {

/// Element-wise function after a layer.
enum class Activation {
  kLinear,   ///< z
  kRelu,     ///< max(z, 0)
  kSigmoid,  ///< 1 / (1 + e^-z)
};

/// "linear", "relu", "sigmoid": the words of the JSON form.
const char* to_string(Activation activation);

/// Distribution of a kernel's first values; n is the inputs that a unit reads, m the units that
/// read an input.
enum class Initializer {
  kGlorotUniform,  ///< ±√(6 / (n + m)) (Glorot, Bengio 2010); Keras's default
  kHeUniform,      ///< ±√(6 / n) (He et al. 2015)
};

/// What a convolution makes of the image's border.
enum class Padding {
  kValid,  ///< only where the whole kernel fits: H - kernel + 1
  kSame,   ///< zeros around, so that H stays; the odd one goes below and to the right
};

/// Fully connected layer: y (B,units) = activation(x (B,I) · kernel (I,units) + bias (units)).
/// An image is read as one row, channel fastest.
struct DenseSpec {
  std::string name;
  Index units = 0;
  Activation activation = Activation::kLinear;
  Initializer kernel_initializer = Initializer::kGlorotUniform;
};

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
};

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
};

/// Batch normalization over each channel (Ioffe, Szegedy 2015):
/// y = activation(gamma · (x - mean) / √(variance + epsilon) + beta). In training mean and variance
/// are those of the shard at hand, otherwise the moving ones, which every batch carries on:
/// moving ← momentum · moving + (1 - momentum) · batch. Variances are the biased ones, as in Keras.
struct BatchNormalizationSpec {
  std::string name;
  double momentum = 0.99;
  double epsilon = 1e-3;
  Activation activation = Activation::kLinear;
};

enum class PoolingKind { kMax, kAverage };

/// Largest or mean value of each height × width block; an incomplete last row or column of blocks
/// is left out, as in Keras.
struct Pooling2DSpec {
  std::string name;
  PoolingKind kind = PoolingKind::kMax;
  Index height = 2;
  Index width = 2;
};

/// The mean of each channel: (B,H,W,C) → (B,C).
struct GlobalAveragePooling2DSpec {
  std::string name;
};

/// (B,H,W,C) → (B,H·W·C), channel fastest.
struct FlattenSpec {
  std::string name;
};

/// In training sets each value to zero with probability `rate` and divides the others by
/// 1 - rate (Srivastava et al. 2014); otherwise does nothing.
struct DropoutSpec {
  std::string name;
  double rate = 0.5;
};

/// Each kind of layer is one alternative.
using LayerSpec = std::variant<DenseSpec, Conv2DSpec, DepthwiseConv2DSpec, BatchNormalizationSpec,
                               Pooling2DSpec, GlobalAveragePooling2DSpec, FlattenSpec, DropoutSpec>;

/// The name that every alternative has.
const std::string& layer_name(const LayerSpec& spec);

/// A sequential network. The last layer has `kClasses` units and is linear (its outputs are logits
/// for softmax) or sigmoid (ten independent yes-or-no answers, as in the course's ex3 and ex4).
struct NetworkSpec {
  std::string name;
  InputFormat input;
  std::vector<LayerSpec> layers;
};

/// The course's network: 400 → 25 relu "L1" → 15 relu "L2" → 10 linear "L3", named "my_model".
NetworkSpec lab_spec();

/// The best network we ship: convolutions over the 28×28 image.
NetworkSpec convnet_spec();

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
/// before it is read (see deskew.hpp). An input of [400] is a 20×20 image column by column, as the
/// course unrolls it, [784] a 28×28 image row by row, [H, W] an H×W image row by row, of one
/// channel. Types, keys, words and defaults are Keras's, sizes that may differ by axis are one
/// number or [height, width]; "DepthwiseConv2D", "AveragePooling2D" and "GlobalAveragePooling2D"
/// are the other types. `name` defaults to "dense_1" …, numbered by place.
/// @throws Error naming the layer and the key
NetworkSpec parse_spec(std::string_view json);

/// The JSON that `parse_spec` reads back.
std::string write_spec(const NetworkSpec& spec);

}  // namespace digitlab
