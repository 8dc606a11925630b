// The architectures that ship with the project.
#include "digitlab/spec.hpp"

namespace digitlab {
namespace {

// 3×3 convolution, batch normalization, relu. No padding: a framed digit has a margin of about four
// pixels, so the borders that the first layers eat are paper.
void add_convolution(NetworkSpec& spec, Index filters) {
  // Two layers each, and the pooling after the first four pairs.
  const std::string number = std::to_string(spec.layers.size() / 2 + 1);
  Conv2DSpec conv;
  conv.name = "conv" + number;
  conv.filters = filters;
  conv.use_bias = false;
  conv.kernel_initializer = Initializer::kHeUniform;
  BatchNormalizationSpec norm;
  norm.name = "norm" + number;
  norm.momentum = 0.9;
  norm.activation = Activation::kRelu;
  spec.layers.insert(spec.layers.end(), {conv, norm});
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
  NetworkSpec spec{"convnet", {kFrameSide, kFrameSide, PixelOrder::kRowMajor}, {}};
  for (int i = 0; i < 4; ++i) add_convolution(spec, 16);
  spec.layers.push_back(Pooling2DSpec{"pool"});
  for (const Index filters : {24, 24, 32}) add_convolution(spec, filters);
  spec.layers.push_back(GlobalAveragePooling2DSpec{"mean"});
  spec.layers.push_back(DenseSpec{"logits", kClasses});
  return spec;
}

}  // namespace digitlab
