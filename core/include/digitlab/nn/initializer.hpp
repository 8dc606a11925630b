/// @file
/// First values of kernels.
#pragma once

#include <array>
#include <span>

#include "digitlab/math/matrix.hpp"
#include "digitlab/math/random.hpp"

namespace digitlab {

/// Distribution of a kernel's first values; n is the inputs that a unit reads, m the units that
/// read an input.
enum class Initializer {
  kGlorotUniform,  ///< ±√(6 / (n + m)) (Glorot, Bengio 2010); Keras's default
  kHeUniform,      ///< ±√(6 / n) (He et al. 2015)
};

/// The words of the JSON form, in the order of the enumeration.
inline constexpr std::array<const char*, 2> kInitializerWords = {"glorot_uniform", "he_uniform"};

/// Draws a kernel whose units read `fan_in` inputs each, and whose inputs are read by `fan_out`
/// units each.
template <typename T>
void initialize_kernel(Initializer initializer, Index fan_in, Index fan_out, std::span<T> kernel,
                       Random& random);

}  // namespace digitlab
