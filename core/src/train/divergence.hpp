// A training that has come to numbers which are none.
#pragma once

#include <span>
#include <string>

#include "digitlab/nn/network.hpp"

namespace digitlab {

// Whether a batch's mean loss and gradient (P) are numbers.
bool is_finite(double loss, std::span<const float> gradient);

// The first layer with an output for `inputs` (B,I) that is no finite number; "" when there is
// none.
std::string first_diverged_layer(const Network<float>& network,
                                 const ConstMatrixRef<float>& inputs);

// The first layer with a gradient that is no finite number; "" when there is none.
std::string first_diverged_gradient(const Network<float>& network, std::span<const float> gradient);

}  // namespace digitlab
