/// @file
/// From a network that has been trained to one that is shipped.
#pragma once

#include "digitlab/data/dataset.hpp"
#include "digitlab/formats/safetensors.hpp"
#include "digitlab/math/parallel.hpp"
#include "digitlab/nn/network.hpp"

namespace digitlab::tools {

/// Fits what the network refuses: the unit for what is no digit on the samples trained on, and the
/// probability from which on it answers on those to validate on. Its other numbers stay.
void fit_refusals(Network<float>& network, const Dataset& data, const Split& split,
                  TensorType precision, const ParallelFor& parallel);

/// The network as it ships: normalizations folded, calibrated on the samples to validate on,
/// numbers as the file will hold them. All final figures are taken from this one.
Network<float> make_shippable(const Network<float>& trained, const Dataset& data,
                              const Split& split, TensorType precision,
                              const ParallelFor& parallel);

}  // namespace digitlab::tools
