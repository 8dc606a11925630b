#include "train/shipping.hpp"

#include <utility>
#include <vector>

#include "digitlab/assess/evaluation.hpp"
#include "digitlab/nn/fold.hpp"

namespace digitlab::tools {
namespace {

// Of the validation digits, that a network may call unsure.
constexpr double kRefusedShare = 0.01;

}  // namespace

void fit_refusals(Network<float>& network, const Dataset& data, const Split& split,
                  TensorType precision, const ParallelFor& parallel) {
  Calibration calibration = network.calibration();
  calibration.no_digit = {};
  if (network.output_kind() == OutputKind::kSoftmax) {
    calibration.no_digit = fit_no_digit_unit(network, data, split.train, parallel);
  }
  for (float& value : calibration.no_digit.kernel) value = round_to(precision, value);
  calibration.no_digit.bias = round_to(precision, calibration.no_digit.bias);
  network.set_calibration(calibration);
  const Matrix<float> probabilities =
      predict(network, data, digits_among(data, split.validation), parallel).probabilities;
  std::vector<float> confidences;
  for (Index i = 0; i < probabilities.rows(); ++i) {
    confidences.push_back(probabilities.row(i).maxCoeff());
  }
  calibration.sure_probability = refusal_threshold(std::move(confidences), kRefusedShare);
  network.set_calibration(calibration);
}

Network<float> make_shippable(const Network<float>& trained, const Dataset& data,
                              const Split& split, TensorType precision,
                              const ParallelFor& parallel) {
  Network<float> network = fold(trained);
  Calibration calibration;
  if (network.output_kind() == OutputKind::kSoftmax) {
    const std::vector<Index> digits = digits_among(data, split.validation);
    const Matrix<float> logits = predict(network, data, digits, parallel).logits;
    const double temperature = fit_temperature(logits, labels_of(data, digits));
    if (network.divide_logits(temperature)) calibration.temperature = temperature;
  }
  for (float& value : network.parameters()) value = round_to(precision, value);
  network.set_calibration(calibration);
  fit_refusals(network, data, split, precision, parallel);
  return network;
}

}  // namespace digitlab::tools
