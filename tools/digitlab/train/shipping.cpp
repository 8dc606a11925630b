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

void fit_refusals(Model& model, const Dataset& data, const Split& split, TensorType precision,
                  const RefusalFit& fit, const ParallelFor& parallel) {
  NoDigitUnit& no_digit = model.calibration.no_digit;
  no_digit = {};
  if (fit.wanted && model.network.output_kind() == OutputKind::kSoftmax) {
    bool stopped = false;
    const auto go_on = [&](int step, double loss) {
      stopped = fit.go_on && !fit.go_on(step, loss);
      return !stopped;
    };
    no_digit = fit_no_digit_unit(model.network, data, split.train, parallel, go_on);
    if (stopped) throw Interrupted{};
  }
  for (float& value : no_digit.kernel) value = round_to(precision, value);
  no_digit.bias = round_to(precision, no_digit.bias);
  const Matrix<float> probabilities =
      predict(model, data, digits_among(data, split.validation), parallel).probabilities;
  std::vector<float> confidences;
  for (Index i = 0; i < probabilities.rows(); ++i) {
    confidences.push_back(probabilities.row(i).maxCoeff());
  }
  model.calibration.sure_probability = refusal_threshold(std::move(confidences), kRefusedShare);
}

Model make_shippable(const Network<float>& trained, const Dataset& data, const Split& split,
                     TensorType precision, const RefusalFit& fit, const ParallelFor& parallel) {
  Model model{fold(trained), {}, count_strokes(data, split.train)};
  if (model.network.output_kind() == OutputKind::kSoftmax) {
    const std::vector<Index> digits = digits_among(data, split.validation);
    const Matrix<float> logits = predict_logits(model.network, data, digits, parallel);
    const double temperature = fit_temperature(logits, labels_of(data, digits));
    if (divide_logits(model.network, temperature)) model.calibration.temperature = temperature;
  }
  for (float& value : model.network.parameters()) value = round_to(precision, value);
  fit_refusals(model, data, split, precision, fit, parallel);
  return model;
}

}  // namespace digitlab::tools
