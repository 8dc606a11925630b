#include "digitlab/assess/model.hpp"

namespace digitlab {

MatrixRef<float> answer_probabilities(const Model& model, Workspace<float>& workspace) {
  MatrixRef<float> outputs = workspace.activations.back().topRows(workspace.rows);
  to_probabilities<float>(model.network.output_kind(), outputs);
  const NoDigitUnit& no_digit = model.calibration.no_digit;
  if (no_digit.exists()) spread<float>(no_digit, model.network.features(workspace), outputs);
  return outputs;
}

}  // namespace digitlab
