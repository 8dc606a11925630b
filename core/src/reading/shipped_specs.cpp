#include "digitlab/reading/shipped_specs.hpp"

#include "digitlab/data/dataset.hpp"
#include "digitlab/ink/framing.hpp"

namespace digitlab {
namespace {

void add_normalization(NetworkSpec& spec) {
  BatchNormalizationSpec norm;
  norm.name = spec.layers.back().name() + "_norm";
  norm.momentum = 0.9;
  norm.activation = Activation::kRelu;
  spec.layers.push_back(norm);
}

void add_convolution(NetworkSpec& spec, const std::string& name, Index filters, Index side) {
  Conv2DSpec conv;
  conv.name = name;
  conv.filters = filters;
  conv.kernel_height = conv.kernel_width = side;
  conv.use_bias = false;
  conv.kernel_initializer = Initializer::kHeUniform;
  spec.layers.push_back(conv);
  add_normalization(spec);
}

// 3×3 for each channel by itself, then 1×1, which mixes the channels: Howard et al. 2017,
// "MobileNets".
void add_separable(NetworkSpec& spec, const std::string& number, Index filters, Padding padding) {
  DepthwiseConv2DSpec depthwise;
  depthwise.name = "depth" + number;
  depthwise.padding = padding;
  depthwise.use_bias = false;
  depthwise.depthwise_initializer = Initializer::kHeUniform;
  spec.layers.push_back(depthwise);
  add_normalization(spec);
  add_convolution(spec, "point" + number, filters, 1);
}

}  // namespace

NetworkSpec lab_spec() {
  return {"my_model",
          {20, 20, PixelOrder::kColumnMajor},
          {DenseSpec{"L1", 25, Activation::kRelu, Initializer::kGlorotUniform},
           DenseSpec{"L2", 15, Activation::kRelu, Initializer::kGlorotUniform},
           DenseSpec{"L3", kClasses, Activation::kLinear, Initializer::kGlorotUniform}}};
}

NetworkSpec convnet_spec() {
  NetworkSpec spec{"convnet", {kFrameSide, kFrameSide, PixelOrder::kRowMajor, 0.5}, {}};
  // No padding: a framed digit has a margin of about four pixels, so the borders that the layers
  // eat are paper. Only where 6×6 are left, one pair of layers keeps them.
  add_convolution(spec, "conv", 32, 3);
  for (const char* number : {"1", "2", "3"}) add_separable(spec, number, 32, Padding::kValid);
  spec.layers.push_back(Pooling2DSpec{"pool"});
  add_separable(spec, "4", 64, Padding::kValid);
  add_separable(spec, "5", 64, Padding::kValid);
  add_separable(spec, "6", 64, Padding::kSame);
  add_separable(spec, "7", 64, Padding::kValid);
  spec.layers.push_back(GlobalAveragePooling2DSpec{"mean"});
  spec.layers.push_back(DenseSpec{"logits", kClasses});
  return spec;
}

}  // namespace digitlab
