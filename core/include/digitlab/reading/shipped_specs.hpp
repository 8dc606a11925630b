/// @file
/// The architectures that ship with the project.
#pragma once

#include "digitlab/nn/spec.hpp"

namespace digitlab {

/// The course's network: 400 → 25 relu "L1" → 15 relu "L2" → 10 linear "L3", named "my_model".
NetworkSpec lab_spec();

/// The best network we ship: separable convolutions over the 28×28 image.
NetworkSpec convnet_spec();

}  // namespace digitlab
