/// @file
/// A trained network in the form it ships in.
#pragma once

#include "digitlab/nn/network.hpp"

namespace digitlab {

/// The same function with fewer layers: a batch normalization that follows a linear convolution or
/// dense layer is taken up into that layer's kernel and bias (Ioffe, Szegedy 2015, section 3.1,
/// with the moving statistics), and dropout, which only training knows, is left out. Outputs agree
/// up to rounding. The result cannot be trained further as the original could.
Network<float> fold(const Network<float>& network);

}  // namespace digitlab
