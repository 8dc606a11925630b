/// @file
/// A network's answers over data, and how good they are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "digitlab/assess/confidence.hpp"
#include "digitlab/assess/metrics.hpp"
#include "digitlab/assess/model.hpp"
#include "digitlab/data/dataset.hpp"
#include "digitlab/math/parallel.hpp"

namespace digitlab {

/// Answers for every sample of a dataset, in its order.
struct Answers {
  std::vector<std::uint8_t> predicted;  ///< (N)
  std::vector<float> probability;       ///< (N) of the predicted digit
  std::vector<double> loss;             ///< (N) the network's own loss for the true digit
  Evaluation evaluation;                ///< of all samples
  std::vector<Evaluation> parts;        ///< of each part of the dataset
  Confidence confidence;                ///< of all samples
};

/// @throws Error when an image does not fit the network, a sample is no digit, or the network's
///         outputs are no finite numbers
Answers answer_all(const Model& model, const Dataset& data,
                   const ParallelFor& parallel = serial_for);

/// Numbers of the samples that were answered wrongly, the highest loss first.
std::vector<Index> worst_errors(const Answers& answers, const std::vector<std::uint8_t>& labels);

}  // namespace digitlab
