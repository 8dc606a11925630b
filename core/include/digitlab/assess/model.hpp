/// @file
/// A network together with what is known of its answers.
#pragma once

#include "digitlab/assess/calibration.hpp"
#include "digitlab/assess/stroke_counts.hpp"
#include "digitlab/nn/network.hpp"

namespace digitlab {

/// What a model file holds. Whoever answers with a network goes by all three.
struct Model {
  Network<float> network;
  Calibration calibration = {};     ///< the default until somebody has measured it
  StrokeCounts stroke_counts = {};  ///< of the ink it was trained on
};

/// After `forward`: makes probabilities (rows,K) of the logits in the workspace, by softmax or
/// sigmoid, as `output_kind` says; the calibration's unit for what is no digit has its part.
MatrixRef<float> answer_probabilities(const Model& model, Workspace<float>& workspace);

}  // namespace digitlab
