#include "digitlab/nn/inspect.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/formats/spec_json.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/math/random.hpp"
#include "digitlab/reading/shipped_specs.hpp"
#include "support/gradient_check.hpp"

namespace digitlab {
namespace {

NetworkSpec small_convolutions() {
  return parse_spec(R"({"layers": [
      {"type": "Input", "shape": [8, 7]},
      {"type": "Conv2D", "filters": 3, "padding": "same", "use_bias": false},
      {"type": "BatchNormalization", "activation": "relu"},
      {"type": "MaxPooling2D", "pool_size": 2},
      {"type": "Conv2D", "filters": 4, "kernel_size": 2, "activation": "relu"},
      {"type": "Dropout", "rate": 0.5},
      {"type": "Flatten"},
      {"type": "Dense", "units": 5}]})");
}

// Weights as drawn, statistics and offsets that are not those of a new network.
template <typename T>
Network<T> make_network(NetworkSpec spec) {
  Network<T> network(std::move(spec));
  network.initialize(5);
  Random random(6);
  for (const ParameterInfo& info : network.parameter_table()) {
    if (info.kind == ParameterKind::kKernel) continue;
    for (T& value : network.parameters().subspan(static_cast<std::size_t>(info.offset),
                                                 static_cast<std::size_t>(info.size))) {
      value = static_cast<T>(random.uniform(0.2, 1.0));
    }
  }
  return network;
}

template <typename T>
std::vector<T> make_input(const Network<T>& network, std::uint64_t seed) {
  std::vector<T> input(static_cast<std::size_t>(network.input_size()));
  Random random(seed);
  for (T& value : input) value = static_cast<T>(random.uniform());
  return input;
}

template <typename T>
RowVector<T> logits_of(const Network<T>& network, const std::vector<T>& input) {
  Workspace<T> workspace = network.make_workspace(1, Purpose::kInference);
  workspace.input.row(0) = ConstRowVectorMap<T>(input.data(), network.input_size());
  return network.forward(1, workspace).row(0);
}

void expect_true_gradients(NetworkSpec spec) {
  const Network<double> network = make_network<double>(std::move(spec));
  std::vector<double> input = make_input(network, 7);
  for (Index k = 0; k < network.classes(); ++k) {
    const RowVector<double> gradient = input_gradient<double>(network, input, k);
    ASSERT_EQ(gradient.size(), network.input_size());
    double largest = 0;
    for (std::size_t i = 0; i < input.size(); ++i) {
      const double expected =
          central_difference(input[i], [&] { return logits_of(network, input)(k); });
      EXPECT_NEAR(gradient(static_cast<Index>(i)), expected, 1e-7) << "class " << k << ", " << i;
      largest = std::max(largest, std::abs(expected));
    }
    EXPECT_GT(largest, 0.01) << "class " << k;
  }
}

TEST(Inspect, GradientsOfTheLabsLogitsAreThoseOfCentralDifferences) {
  expect_true_gradients(lab_spec());
}

TEST(Inspect, GradientsThroughConvolutionsNormalizationAndPoolingAreTrue) {
  expect_true_gradients(small_convolutions());
}

template <typename T>
void expect_outputs_as_in_use(NetworkSpec spec) {
  const Network<T> network = make_network<T>(std::move(spec));
  Matrix<T> inputs(3, network.input_size());
  for (Index row = 0; row < 3; ++row) {
    const std::vector<T> input = make_input(network, static_cast<std::uint64_t>(20 + row));
    inputs.row(row) = ConstRowVectorMap<T>(input.data(), network.input_size());
  }
  const std::vector<Matrix<T>> outputs = layer_outputs<T>(network, inputs);
  ASSERT_EQ(outputs.size(), network.layers().size());
  for (std::size_t l = 0; l < outputs.size(); ++l) {
    EXPECT_EQ(outputs[l].rows(), 3);
    EXPECT_EQ(outputs[l].cols(), network.layers()[l]->output_size()) << l;
  }
  Workspace<T> workspace = network.make_workspace(3, Purpose::kInference);
  workspace.input = inputs;
  EXPECT_EQ(outputs.back(), Matrix<T>(network.forward(3, workspace)));
  // What the last layer reads is the one before's.
  EXPECT_EQ(outputs[outputs.size() - 2], network.features(workspace));
}

TEST(Inspect, TheLastOfTheLayersOutputsAreTheLogitsToTheLastBit) {
  expect_outputs_as_in_use<float>(lab_spec());
  expect_outputs_as_in_use<double>(lab_spec());
  expect_outputs_as_in_use<float>(small_convolutions());
  expect_outputs_as_in_use<double>(small_convolutions());
  expect_outputs_as_in_use<float>(convnet_spec());
}

TEST(Inspect, ReluLayersAnswerNothingBelowZeroAndDropoutDropsNothing) {
  const Network<float> network = make_network<float>(small_convolutions());
  const std::vector<float> input = make_input(network, 9);
  const std::vector<Matrix<float>> outputs =
      layer_outputs<float>(network, ConstMatrixMap<float>(input.data(), 1, network.input_size()));
  EXPECT_GE(outputs[1].minCoeff(), 0);
  EXPECT_EQ(outputs[4], outputs[3]);
}

TEST(Inspect, RefusesAClassThatIsNotThere) {
  const Network<float> network = make_network<float>(small_convolutions());
  const std::vector<float> input = make_input(network, 9);
  for (const Index k : {Index{-1}, Index{5}}) {
    EXPECT_THROW(input_gradient<float>(network, input, k), Error);
  }
}

}  // namespace
}  // namespace digitlab
