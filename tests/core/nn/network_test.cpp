#include "digitlab/nn/network.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/math/error.hpp"
#include "digitlab/nn/loss.hpp"
#include "digitlab/nn/optimizer.hpp"
#include "digitlab/reading/shipped_specs.hpp"
#include "reference/network_reference.hpp"
#include "support/gradient_check.hpp"
#include "support/pattern.hpp"

namespace digitlab {
namespace {

NetworkSpec small_spec(Activation output) {
  return {"small",
          {4, 5, PixelOrder::kRowMajor},
          {DenseSpec{"a", 7, Activation::kRelu}, DenseSpec{"b", 6, Activation::kSigmoid},
           DenseSpec{"c", 10, output}}};
}

// A network with the reference's weights, and a batch of its inputs.
template <typename T>
struct Case {
  Network<T> network;
  Workspace<T> workspace;
  std::vector<std::uint8_t> labels;
  std::vector<T> gradient;

  Case(const NetworkSpec& spec, Index rows, int step, int salt, double scale)
      : network(spec),
        workspace(network.make_workspace(rows)),
        gradient(network.parameters().size()) {
    auto parameters = network.parameters();
    fill_pattern<T>(parameters, 3, scale);
    std::span<T> input(workspace.input.data(), static_cast<std::size_t>(workspace.input.size()));
    fill_pattern<T>(input, salt, 1.0);
    for (int i = 0; i < rows; ++i) labels.push_back(static_cast<std::uint8_t>(i * step % 10));
  }

  // Mean loss; fills the gradient of the parameters and of the input.
  double run() {
    const MatrixRef<T> logits = network.forward(workspace.input.rows(), workspace);
    MatrixRef<T> dlogits = network.logit_gradient(workspace);
    const auto rows = static_cast<double>(labels.size());
    const double loss =
        output_loss<T>(network.output_kind(), logits, labels, 1 / rows, &dlogits).loss / rows;
    std::fill(gradient.begin(), gradient.end(), T{0});
    network.backward(workspace, gradient, /*want_input_gradient=*/true);
    return loss;
  }
};

template <typename T>
Case<T> small_case(Activation output = Activation::kLinear) {
  return Case<T>(small_spec(output), 9, 7, 1, 2.0);
}

template <typename T>
Case<T> lab_case() {
  return Case<T>(lab_spec(), 32, 3, 2, 0.3);
}

template <typename T>
void expect_reference(double tolerance) {
  Case<T> softmax_case = small_case<T>();
  EXPECT_NEAR(softmax_case.run(), reference::kSoftmaxLoss[0], tolerance);
  const Matrix<T>& logits = softmax_case.workspace.activations.back();
  ASSERT_EQ(logits.size(), static_cast<Index>(std::size(reference::kLogits)));
  for (Index i = 0; i < logits.size(); ++i) {
    EXPECT_NEAR(logits.data()[i], reference::kLogits[i], tolerance) << "logit " << i;
  }
  ASSERT_EQ(softmax_case.gradient.size(), std::size(reference::kSoftmaxGradient));
  for (std::size_t i = 0; i < softmax_case.gradient.size(); ++i) {
    EXPECT_NEAR(softmax_case.gradient[i], reference::kSoftmaxGradient[i], tolerance) << i;
  }
  Case<T> sigmoid_case = small_case<T>(Activation::kSigmoid);
  EXPECT_NEAR(sigmoid_case.run(), reference::kSigmoidLoss[0], 10 * tolerance);
  for (std::size_t i = 0; i < sigmoid_case.gradient.size(); ++i) {
    EXPECT_NEAR(sigmoid_case.gradient[i], reference::kSigmoidGradient[i], tolerance) << i;
  }
}

TEST(Network, AgreesWithPyTorchInDouble) { expect_reference<double>(1e-12); }
TEST(Network, AgreesWithPyTorchInFloat) { expect_reference<float>(2e-6); }

template <typename T>
void expect_adam_losses(Case<T> c, const double (&losses)[10], double tolerance) {
  Optimizer<T> adam({}, static_cast<Index>(c.gradient.size()));
  for (int step = 0; step < 10; ++step) {
    EXPECT_NEAR(c.run(), losses[step], tolerance) << "step " << step;
    adam.step(c.network.parameters(), c.gradient, 1e-3);
  }
}

TEST(Network, TakesTheTenAdamStepsOfPyTorchInDouble) {
  expect_adam_losses(small_case<double>(), reference::kSmallAdamLosses, 1e-10);
  expect_adam_losses(lab_case<double>(), reference::kLabAdamLosses, 1e-10);
}

TEST(Network, TakesTheTenAdamStepsOfPyTorchInFloat) {
  expect_adam_losses(small_case<float>(), reference::kSmallAdamLosses, 1e-5);
  expect_adam_losses(lab_case<float>(), reference::kLabAdamLosses, 1e-5);
}

// Every parameter and every input of a network with each kind of activation and output.
class GradientCheck : public testing::TestWithParam<std::tuple<Activation, Activation>> {};

TEST_P(GradientCheck, MatchesCentralDifferences) {
  const auto [hidden, output] = GetParam();
  NetworkSpec spec = small_spec(output);
  (*spec.layers[0].get_if<DenseSpec>()).activation = hidden;
  Case<double> c(spec, 9, 7, 1, 2.0);
  c.run();
  const std::vector<double> gradient = c.gradient;
  const Matrix<double> input_gradient = c.workspace.input_gradient;
  const auto loss = [&] { return c.run(); };
  auto parameters = c.network.parameters();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    EXPECT_NEAR(gradient[i], central_difference(parameters[i], loss), 1e-8) << "parameter " << i;
  }
  for (Index i = 0; i < input_gradient.size(); ++i) {
    EXPECT_NEAR(input_gradient.data()[i], central_difference(c.workspace.input.data()[i], loss),
                1e-8)
        << "input " << i;
  }
}

INSTANTIATE_TEST_SUITE_P(
    EveryActivation, GradientCheck,
    testing::Combine(testing::Values(Activation::kLinear, Activation::kRelu, Activation::kSigmoid),
                     testing::Values(Activation::kLinear, Activation::kSigmoid)));

TEST(Network, HasTheLabsParameterCounts) {
  const Network<float> network(lab_spec());
  std::vector<Index> counts;
  for (const ParameterInfo& info : network.parameter_table()) counts.push_back(info.size);
  EXPECT_EQ(counts, (std::vector<Index>{10000, 25, 375, 15, 150, 10}));
  EXPECT_EQ(network.parameters().size(), 10575U);
  EXPECT_EQ(network.parameter_table()[0].name, "L1.kernel");
  EXPECT_EQ(network.parameter_table()[0].shape, (std::vector<Index>{400, 25}));
}

TEST(Network, InitializesKernelsWithinTheirLimitsAndBiasesToZero) {
  for (const Initializer initializer : {Initializer::kGlorotUniform, Initializer::kHeUniform}) {
    NetworkSpec spec = lab_spec();
    (*spec.layers[0].get_if<DenseSpec>()).kernel_initializer = initializer;
    Network<float> network(spec);
    network.initialize(5);
    const ConstRowVectorMap<float> kernel(network.parameters().data(), 10000);
    const double limit =
        initializer == Initializer::kGlorotUniform ? std::sqrt(6.0 / 425) : std::sqrt(6.0 / 400);
    EXPECT_LE(kernel.cwiseAbs().maxCoeff(), limit);
    EXPECT_GE(kernel.cwiseAbs().maxCoeff(), 0.99 * limit);
    EXPECT_NEAR(kernel.mean(), 0, 0.05 * limit);
    EXPECT_NEAR(kernel.squaredNorm() / 10000, limit * limit / 3, 0.02 * limit * limit);
    for (std::size_t i = 10000; i < 10025; ++i) EXPECT_EQ(network.parameters()[i], 0.0F);
  }
}

TEST(Network, InitializesTheSameFromTheSameSeedOnly) {
  Network<float> a(lab_spec());
  Network<float> b(lab_spec());
  Network<float> c(lab_spec());
  a.initialize(1);
  b.initialize(1);
  c.initialize(2);
  const auto values = [](const Network<float>& n) {
    return std::vector<float>(n.parameters().begin(), n.parameters().end());
  };
  EXPECT_EQ(values(a), values(b));
  EXPECT_NE(values(a), values(c));
}

TEST(Network, EachPredictionRowSumsToOne) {
  Case<float> c = lab_case<float>();
  MatrixRef<float> probabilities = c.network.forward(32, c.workspace);
  to_probabilities<float>(c.network.output_kind(), probabilities);
  for (Index row = 0; row < 32; ++row) EXPECT_NEAR(probabilities.row(row).sum(), 1, 1e-6);
}

TEST(Network, RefusesALastLayerThatIsNoClassifier) {
  NetworkSpec relu = lab_spec();
  (*relu.layers.back().get_if<DenseSpec>()).activation = Activation::kRelu;
  EXPECT_THROW(Network<float>{relu}, Error);
  for (const Index units : {1, 255}) {
    NetworkSpec spec = lab_spec();
    (*spec.layers.back().get_if<DenseSpec>()).units = units;
    EXPECT_THROW(Network<float>{spec}, Error) << units;
  }
  NetworkSpec empty = lab_spec();
  empty.layers.clear();
  EXPECT_THROW(Network<float>{empty}, Error);
}

TEST(Network, KnowsAnyNumberOfClasses) {
  for (const Index units : {2, 7, 26, 254}) {
    NetworkSpec spec = lab_spec();
    (*spec.layers.back().get_if<DenseSpec>()).units = units;
    EXPECT_EQ(Network<float>{spec}.classes(), units);
  }
}

TEST(Network, RefusesTwoLayersOfOneName) {
  NetworkSpec spec = lab_spec();
  (*spec.layers[1].get_if<DenseSpec>()).name = "L1";
  EXPECT_THROW(Network<float>{spec}, Error);
}

TEST(Network, RefusesToAskForAllMemory) {
  NetworkSpec spec = lab_spec();
  (*spec.layers[0].get_if<DenseSpec>()).units = 65536;
  EXPECT_THROW(Network<float>{spec}, Error);
  // Each layer for itself would do; together they would not.
  NetworkSpec many{"many", {28, 28, PixelOrder::kRowMajor}, {}};
  for (int i = 0; i < 40; ++i) {
    Conv2DSpec conv{"c" + std::to_string(i), 256, 1, 1};
    many.layers.push_back(conv);
  }
  many.layers.push_back(GlobalAveragePooling2DSpec{"mean"});
  many.layers.push_back(DenseSpec{"out", 10});
  EXPECT_THROW(Network<float>{many}, Error);
}

TEST(Network, RefusesSizesWhoseProductsNoNumberHolds) {
  NetworkSpec spec{"wide", {1024, 1024, PixelOrder::kRowMajor}, {}};
  Conv2DSpec conv{"c", 65536, 1024, 1024, Padding::kSame};
  spec.layers = {conv, GlobalAveragePooling2DSpec{"mean"}, DenseSpec{"out", 10}};
  EXPECT_THROW(Network<float>{spec}, Error);
}

}  // namespace
}  // namespace digitlab
