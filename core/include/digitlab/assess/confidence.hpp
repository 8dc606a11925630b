/// @file
/// What a network's probabilities are worth.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "digitlab/assess/calibration.hpp"
#include "digitlab/assess/model.hpp"

namespace digitlab {

/// Of answers about digits.
struct Confidence {
  double calibration_error = 0;  ///< expected, over the bins
  double refused = 0;            ///< share of the digits that is called unsure
  Reliability bins{};
  std::vector<RiskPoint> risk_coverage;
};

/// @param probability  (N) of each answer
/// @param predicted    (N)
/// @param labels       (N)
Confidence measure_confidence(const Model& model, std::span<const float> probability,
                              std::span<const std::uint8_t> predicted,
                              std::span<const std::uint8_t> labels);

}  // namespace digitlab
