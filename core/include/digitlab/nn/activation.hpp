/// @file
/// Element-wise functions after a layer, and what is made of the last layer's outputs.
#pragma once

#include <array>

#include "digitlab/math/matrix.hpp"

namespace digitlab {

/// Element-wise function after a layer.
enum class Activation {
  kLinear,   ///< z
  kRelu,     ///< max(z, 0)
  kSigmoid,  ///< 1 / (1 + e^-z)
};

/// The words of the JSON form, in the order of the enumeration.
inline constexpr std::array<const char*, 3> kActivationWords = {"linear", "relu", "sigmoid"};

const char* to_string(Activation activation);

/// z → activation(z), in place.
template <typename T>
void activate(Activation activation, MatrixRef<T> z);

/// dy → dy ∘ activation'(z), from y = activation(z) alone.
template <typename T>
void differentiate(Activation activation, const ConstMatrixRef<T>& y, MatrixRef<T> dy);

/// Softmax in place, row by row; the largest logit is subtracted first, so ±1e4 is no trouble.
template <typename T>
void softmax(MatrixRef<T> logits);

/// 1 / (1 + e^-z) in place, without overflow.
template <typename T>
void sigmoid(MatrixRef<T> logits);

}  // namespace digitlab
