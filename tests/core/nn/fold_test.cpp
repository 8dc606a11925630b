#include "digitlab/nn/fold.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "digitlab/formats/spec_json.hpp"
#include "digitlab/reading/shipped_specs.hpp"

namespace digitlab {
namespace {

// A network whose every parameter is something.
Network<float> filled(const std::string& layers) {
  Network<float> network(
      parse_spec(R"({"layers": [{"type": "Input", "shape": [8, 9]}, )" + layers + "]}"));
  Random random(4);
  for (float& value : network.parameters()) value = static_cast<float>(random.uniform(0.1, 1));
  return network;
}

Matrix<float> outputs(const Network<float>& network) {
  Workspace<float> workspace = network.make_workspace(5, Purpose::kInference);
  Random random(6);
  for (Index i = 0; i < workspace.input.size(); ++i) {
    workspace.input.data()[i] = static_cast<float>(random.uniform(-1, 1));
  }
  return network.forward(5, workspace);
}

std::string types(const Network<float>& network) {
  std::string text;
  for (const LayerSpec& layer : network.spec().layers) text += std::string(layer.type()) + " ";
  return text;
}

TEST(Fold, ComputesTheSameWithFewerLayers) {
  const Network<float> network = filled(R"(
      {"type": "Conv2D", "filters": 3, "use_bias": false},
      {"type": "BatchNormalization", "activation": "relu"},
      {"type": "Dropout"},
      {"type": "DepthwiseConv2D", "kernel_size": 2, "use_bias": false},
      {"type": "BatchNormalization", "activation": "relu"},
      {"type": "Conv2D", "filters": 4, "padding": "same"},
      {"type": "BatchNormalization"},
      {"type": "Flatten"},
      {"type": "Dense", "units": 6},
      {"type": "BatchNormalization", "activation": "sigmoid"},
      {"type": "Dense", "units": 10})");
  const Network<float> folded = fold(network);
  EXPECT_EQ(types(folded), "Conv2D DepthwiseConv2D Conv2D Flatten Dense Dense ");
  const Matrix<float> expected = outputs(network);
  EXPECT_GT(expected.cwiseAbs().maxCoeff(), 1);
  EXPECT_LE((outputs(folded) - expected).cwiseAbs().maxCoeff(),
            1e-5 * expected.cwiseAbs().maxCoeff());
}

TEST(Fold, LeavesANormalizationThatFollowsNoLinearLayer) {
  const Network<float> network = filled(R"(
      {"type": "BatchNormalization"},
      {"type": "Conv2D", "filters": 3, "activation": "relu"},
      {"type": "BatchNormalization"},
      {"type": "Dense", "units": 10})");
  const Network<float> folded = fold(network);
  EXPECT_EQ(types(folded), types(network));
  EXPECT_EQ(outputs(folded), outputs(network));
}

TEST(Fold, LeavesTheLabAlone) {
  Network<float> network(lab_spec());
  network.initialize(1);
  const Network<float> folded = fold(network);
  EXPECT_TRUE(std::equal(network.parameters().begin(), network.parameters().end(),
                         folded.parameters().begin(), folded.parameters().end()));
}

}  // namespace
}  // namespace digitlab
