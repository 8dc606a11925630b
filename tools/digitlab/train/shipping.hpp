/// @file
/// From a network that has been trained to one that is shipped.
#pragma once

#include "digitlab/assess/model.hpp"
#include "digitlab/data/dataset.hpp"
#include "digitlab/formats/safetensors.hpp"
#include "digitlab/math/parallel.hpp"

namespace digitlab::tools {

/// How the unit for what is no digit is fitted.
struct RefusalFit {
  bool wanted = true;           ///< otherwise there is none
  FitProgress go_on = nullptr;  ///< may be null; when it says no, `Interrupted` is thrown
};

/// Thrown when a fit was told to stop.
struct Interrupted {};

/// Fits what the model refuses: the unit for what is no digit on the samples trained on, and the
/// probability from which on it answers on those to validate on. Its other numbers stay.
void fit_refusals(Model& model, const Dataset& data, const Split& split, TensorType precision,
                  const RefusalFit& fit, const ParallelFor& parallel);

/// The model as it ships: normalizations folded, calibrated on the samples to validate on, numbers
/// as the file will hold them. All final figures are taken from this one.
Model make_shippable(const Network<float>& trained, const Dataset& data, const Split& split,
                     TensorType precision, const RefusalFit& fit, const ParallelFor& parallel);

}  // namespace digitlab::tools
