// The table of layers: a new kind is a file of its own and a line here.
#include "digitlab/math/error.hpp"
#include "digitlab/nn/spec.hpp"
#include "nn/layers/trainable.hpp"

namespace digitlab {

void LayerSpec::refuse_doubles(const std::string& type) {
  throw Error("layers of type " + type + " are not made of doubles");
}

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
bool allow_doubles() {
  (LayerSpec::allow_doubles<Specs>(), ...);
  return true;
}

template <typename T, typename... Specs>
bool allow_training_of_all() {
  (allow_training_of<Specs, T>(), ...);
  return true;
}

}  // namespace

void allow_layers_of_doubles() {
  static const bool done =
      allow_doubles<DenseSpec, Conv2DSpec, DepthwiseConv2DSpec, BatchNormalizationSpec,
                    Pooling2DSpec, GlobalAveragePooling2DSpec, FlattenSpec, DropoutSpec>();
  (void)done;
}

// Global averages are average poolings.
template <typename T>
void allow_training() {
  static const bool done =
      allow_training_of_all<T, DenseSpec, Conv2DSpec, DepthwiseConv2DSpec, BatchNormalizationSpec,
                            Pooling2DSpec, FlattenSpec, DropoutSpec>();
  (void)done;
}

template void allow_training<float>();
template void allow_training<double>();

}  // namespace digitlab
