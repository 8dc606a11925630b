/// @file
/// Looking inside a trained network.
#pragma once

#include <span>
#include <vector>

#include "digitlab/nn/network.hpp"

namespace digitlab {

/// What every layer answers, as in use (not as in training): [l] (B,O_l). The last ones are the
/// logits.
/// @param inputs  (B,I)
template <typename T>
std::vector<Matrix<T>> layer_outputs(const Network<T>& network, const ConstMatrixRef<T>& inputs);

/// dlogit / dinput, (I): how much each value of the input speaks for class k (Simonyan, Vedaldi,
/// Zisserman 2014, "Deep Inside Convolutional Networks: Visualising Image Classification Models and
/// Saliency Maps").
/// @param input  (I)
/// @param k      0 … K - 1
/// @throws Error when there is no such class
template <typename T>
RowVector<T> input_gradient(const Network<T>& network, std::span<const T> input, Index k);

}  // namespace digitlab
