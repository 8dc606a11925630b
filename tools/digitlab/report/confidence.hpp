/// @file
/// What a network's probabilities are worth, and what it refuses to answer.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <span>
#include <vector>

#include "digitlab/assess/calibration.hpp"
#include "digitlab/assess/model.hpp"
#include "digitlab/generate/non_digits.hpp"
#include "digitlab/math/parallel.hpp"
#include "report/figures.hpp"

namespace digitlab::tools {

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

/// `{"calibration_error","refused","bins":[{"samples","confidence","accuracy"}],
///   "risk_coverage":[{"coverage","risk"}]}`
Json confidence_json(const Confidence& confidence);

/// How many generated drawings of one kind that is no digit get no answer.
struct RefusalFigures {
  NonDigitKind kind = NonDigitKind::kLetter;
  bool held_out = false;  ///< of shapes that networks are never trained on
  Index samples = 0;
  Index refused = 0;
};

/// Of 1,200 drawings of the kinds for training, and as many of those held out.
std::vector<RefusalFigures> measure_refusals(const Model& model, const ParallelFor& parallel);

/// `[{"kind","held_out","samples","refused"}]`
Json refusals_json(const std::vector<RefusalFigures>& figures);
void print_refusals(std::ostream& out, const std::vector<RefusalFigures>& figures);

}  // namespace digitlab::tools
