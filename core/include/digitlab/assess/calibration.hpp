/// @file
/// Probabilities that mean what they say, and when an answer is withheld.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "digitlab/assess/refusal.hpp"
#include "digitlab/math/matrix.hpp"
#include "digitlab/nn/network.hpp"

namespace digitlab {

/// What a model file says about its probabilities.
struct Calibration {
  /// By which the logits were divided (temperature scaling: Guo, Pleiss, Sun, Weinberger 2017, "On
  /// Calibration of Modern Neural Networks"). It is in the last layer's parameters already; kept
  /// for the record. > 0
  double temperature = 1;
  /// Below this probability the best guess is not called an answer; 0 … 1.
  double sure_probability = 0.5;
  /// Has its part in the probabilities. Its kernel is as long as what the last layer reads.
  NoDigitUnit no_digit = {};

  /// @throws Error naming the value that is out of range
  void check() const;
  bool operator==(const Calibration&) const = default;
};

/// The temperature T at which softmax(logits / T) has the least cross-entropy, within 1/20 … 20.
/// @param logits  (N,K)
/// @param labels  (N), each 0 … K-1; with N = 0 the temperature is 1
double fit_temperature(const ConstMatrixRef<float>& logits, std::span<const std::uint8_t> labels);

/// Divides the logits of all inputs by `temperature`, by dividing the last layer's parameters.
/// Returns false, and changes nothing, when its outputs are not linear.
bool divide_logits(Network<float>& network, double temperature);

/// The probability that `share` of the `confidences` fall below.
/// @param confidences  (N) of the best guesses about digits; with N = 0 it is the default's. Here
///                     and below, one that is no number counts as 0.
double refusal_threshold(std::vector<float> confidences, double share);

/// Answers whose confidence lies in one fifteenth of 0 … 1.
struct ReliabilityBin {
  Index samples = 0;
  double confidence = 0;  ///< mean
  double accuracy = 0;    ///< share that is right
};
using Reliability = std::array<ReliabilityBin, 15>;

/// @param confidences  (N) of the best guesses, 0 … 1
/// @param correct      (N) whether each is right
Reliability reliability(std::span<const float> confidences, const std::vector<bool>& correct);

/// Expected calibration error (Naeini, Cooper, Hauskrecht 2015): mean distance of confidence and
/// accuracy, weighted by samples.
double calibration_error(const Reliability& bins);

/// When the share `coverage` of the samples, the surest, is answered, `risk` of the answers are
/// wrong (El-Yaniv, Wiener 2010, "On the Foundations of Noise-free Selective Classification").
struct RiskPoint {
  double coverage = 0;
  double risk = 0;
};

/// The curve at `points` even steps of coverage up to 1; none without samples. Arguments as above.
std::vector<RiskPoint> risk_coverage(std::span<const float> confidences,
                                     const std::vector<bool>& correct, int points = 50);

}  // namespace digitlab
