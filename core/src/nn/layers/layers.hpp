// The kinds of layers, a file each.
#pragma once

#include "digitlab/nn/layer.hpp"

namespace digitlab {

template <typename T>
using LayerPointer = std::unique_ptr<const Layer<T>>;

// Each throws Error when the specification makes no sense for inputs of that shape.
template <typename T>
LayerPointer<T> make_dense(const DenseSpec& spec, Shape input);
template <typename T>
LayerPointer<T> make_conv2d(const Conv2DSpec& spec, Shape input);
template <typename T>
LayerPointer<T> make_depthwise_conv2d(const DepthwiseConv2DSpec& spec, Shape input);
template <typename T>
LayerPointer<T> make_batch_normalization(const BatchNormalizationSpec& spec, Shape input);
template <typename T>
LayerPointer<T> make_pooling2d(const Pooling2DSpec& spec, Shape input);
template <typename T>
LayerPointer<T> make_global_average_pooling2d(const GlobalAveragePooling2DSpec& spec, Shape input);
template <typename T>
LayerPointer<T> make_flatten(const FlattenSpec& spec, Shape input);
template <typename T>
LayerPointer<T> make_dropout(const DropoutSpec& spec, Shape input);

// First values of a kernel whose units read `fan_in` inputs each, and whose inputs are read by
// `fan_out` units each.
template <typename T>
void initialize_kernel(Initializer initializer, Index fan_in, Index fan_out, std::span<T> kernel,
                       Random& random);

// z → activation(z), in place.
template <typename T>
void activate(Activation activation, MatrixRef<T> z);

// dy → dy ∘ activation'(z), from y = activation(z) alone.
template <typename T>
void differentiate(Activation activation, const ConstMatrixRef<T>& y, MatrixRef<T> dy);

}  // namespace digitlab
