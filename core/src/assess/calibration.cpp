#include "digitlab/assess/calibration.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "digitlab/math/check.hpp"
#include "digitlab/nn/loss.hpp"

namespace digitlab {
namespace {

// Of the logarithm of the temperature: 1/20 … 20, and how exactly it is found.
constexpr double kMostLogTemperature = 3.0;
constexpr double kTolerance = 1e-4;

// What is no number is no confidence; comparisons with it would order nothing.
float known(float confidence) { return confidence > 0 ? confidence : 0.0F; }

}  // namespace

void Calibration::check() const {
  require_positive("the calibration's temperature", temperature);
  require_range("the calibration's sure probability", sure_probability, 0, 1);
}

double fit_temperature(const ConstMatrixRef<float>& logits, std::span<const std::uint8_t> labels) {
  if (labels.empty()) return 1.0;
  const auto loss = [&](double log_temperature) {
    const Matrix<float> scaled = logits / static_cast<float>(std::exp(log_temperature));
    return softmax_cross_entropy<float>(scaled, labels, 1.0, nullptr).loss;
  };
  // Golden-section search: the loss has one valley in 1/T.
  const double golden = (std::sqrt(5.0) - 1) / 2;
  double low = -kMostLogTemperature;
  double high = kMostLogTemperature;
  double a = high - golden * (high - low);
  double b = low + golden * (high - low);
  double loss_a = loss(a);
  double loss_b = loss(b);
  while (high - low > kTolerance) {
    if (loss_a <= loss_b) {
      high = b;
      b = a;
      loss_b = loss_a;
      a = high - golden * (high - low);
      loss_a = loss(a);
    } else {
      low = a;
      a = b;
      loss_a = loss_b;
      b = low + golden * (high - low);
      loss_b = loss(b);
    }
  }
  return std::exp((low + high) / 2);
}

bool divide_logits(Network<float>& network, double temperature) {
  const auto* dense = network.spec().layers.back().get_if<DenseSpec>();
  if (dense == nullptr || dense->activation != Activation::kLinear) return false;
  const Index count = network.layers().back()->parameter_count();
  for (float& value : network.parameters().last(static_cast<std::size_t>(count))) {
    value /= static_cast<float>(temperature);
  }
  return true;
}

double refusal_threshold(std::vector<float> confidences, double share) {
  if (confidences.empty()) return Calibration{}.sure_probability;
  std::transform(confidences.begin(), confidences.end(), confidences.begin(), known);
  const auto count = static_cast<double>(confidences.size());
  const auto rank =
      std::min(static_cast<std::size_t>(std::lround(share * count)), confidences.size() - 1);
  std::nth_element(confidences.begin(), confidences.begin() + static_cast<std::ptrdiff_t>(rank),
                   confidences.end());
  return static_cast<double>(confidences[rank]);
}

Reliability reliability(std::span<const float> confidences, const std::vector<bool>& correct) {
  assert(confidences.size() == correct.size());
  Reliability bins;
  for (std::size_t i = 0; i < confidences.size(); ++i) {
    const auto confidence = static_cast<double>(std::min(known(confidences[i]), 1.0F));
    const auto count = static_cast<double>(bins.size());
    const auto place = static_cast<std::size_t>(confidence * count);
    ReliabilityBin& bin = bins[std::min(place, bins.size() - 1)];
    ++bin.samples;
    bin.confidence += confidence;
    bin.accuracy += correct[i] ? 1 : 0;
  }
  for (ReliabilityBin& bin : bins) {
    if (bin.samples == 0) continue;
    bin.confidence /= static_cast<double>(bin.samples);
    bin.accuracy /= static_cast<double>(bin.samples);
  }
  return bins;
}

double calibration_error(const Reliability& bins) {
  double error = 0;
  Index samples = 0;
  for (const ReliabilityBin& bin : bins) {
    error += static_cast<double>(bin.samples) * std::abs(bin.confidence - bin.accuracy);
    samples += bin.samples;
  }
  return samples == 0 ? 0.0 : error / static_cast<double>(samples);
}

std::vector<RiskPoint> risk_coverage(std::span<const float> confidences,
                                     const std::vector<bool>& correct, int points) {
  assert(confidences.size() == correct.size());
  std::vector<std::size_t> order(confidences.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return known(confidences[a]) > known(confidences[b]);
  });
  std::vector<RiskPoint> curve;
  std::size_t wrong = 0;
  std::size_t answered = 0;
  for (int point = 1; point <= points; ++point) {
    const std::size_t until =
        order.size() * static_cast<std::size_t>(point) / static_cast<std::size_t>(points);
    if (until == answered) continue;  // fewer samples than points
    for (; answered < until; ++answered) wrong += correct[order[answered]] ? 0 : 1;
    const auto count = static_cast<double>(answered);
    curve.push_back(
        {count / static_cast<double>(order.size()), static_cast<double>(wrong) / count});
  }
  return curve;
}

}  // namespace digitlab
