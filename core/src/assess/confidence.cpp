#include "digitlab/assess/confidence.hpp"

#include <algorithm>
#include <cstddef>

namespace digitlab {

Confidence measure_confidence(const Model& model, std::span<const float> probability,
                              std::span<const std::uint8_t> predicted,
                              std::span<const std::uint8_t> labels) {
  std::vector<bool> correct;
  Index refused = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    correct.push_back(predicted[i] == labels[i]);
    const auto confidence = static_cast<double>(probability[i]);
    refused += confidence < model.calibration.sure_probability ? 1 : 0;
  }
  Confidence result;
  result.bins = reliability(probability, correct);
  result.calibration_error = calibration_error(result.bins);
  result.risk_coverage = risk_coverage(probability, correct);
  result.refused =
      static_cast<double>(refused) / static_cast<double>(std::max<std::size_t>(labels.size(), 1));
  return result;
}

}  // namespace digitlab
