// The table of layers: a new kind is a file of its own and a line here.
#include "digitlab/nn/spec.hpp"

namespace digitlab {

const LayerKinds& layer_kinds() {
  static const LayerKinds kinds = {
      DenseSpec{},
      Conv2DSpec{},
      DepthwiseConv2DSpec{},
      BatchNormalizationSpec{},
      Pooling2DSpec{.name = {}, .kind = PoolingKind::kMax},
      Pooling2DSpec{.name = {}, .kind = PoolingKind::kAverage},
      GlobalAveragePooling2DSpec{},
      FlattenSpec{},
      DropoutSpec{},
  };
  return kinds;
}

namespace {

template <typename... Specs>
bool allow() {
  (LayerSpec::allow_doubles<Specs>(), ...);
  return true;
}

}  // namespace

void allow_layers_of_doubles() {
  static const bool done =
      allow<DenseSpec, Conv2DSpec, DepthwiseConv2DSpec, BatchNormalizationSpec, Pooling2DSpec,
            GlobalAveragePooling2DSpec, FlattenSpec, DropoutSpec>();
  (void)done;
}

}  // namespace digitlab
