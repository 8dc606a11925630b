#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/formats/spec_json.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/nn/layer.hpp"
#include "digitlab/nn/loss.hpp"
#include "digitlab/nn/network.hpp"
#include "digitlab/nn/optimizer.hpp"
#include "reference/averaged_reference.hpp"
#include "reference/depthwise_reference.hpp"
#include "reference/normalized_reference.hpp"
#include "support/gradient_check.hpp"
#include "support/pattern.hpp"

namespace digitlab {
namespace {

// The networks of tests/reference/convolution_reference.py.
constexpr const char* kNormalized = R"({"layers": [
    {"type": "Input", "shape": [9, 8]},
    {"type": "Conv2D", "filters": 4, "kernel_size": [3, 2], "padding": "same", "use_bias": false},
    {"type": "BatchNormalization", "activation": "relu"},
    {"type": "MaxPooling2D", "pool_size": 2},
    {"type": "Conv2D", "filters": 5},
    {"type": "BatchNormalization", "activation": "sigmoid"},
    {"type": "Flatten"},
    {"type": "Dense", "units": 10}]})";
constexpr const char* kAveraged = R"({"layers": [
    {"type": "Input", "shape": [9, 8]},
    {"type": "Conv2D", "filters": 3, "kernel_size": [2, 3], "activation": "relu"},
    {"type": "AveragePooling2D", "pool_size": [2, 3]},
    {"type": "Conv2D", "filters": 4, "padding": "same", "activation": "sigmoid"},
    {"type": "GlobalAveragePooling2D"},
    {"type": "Dense", "units": 10}]})";
constexpr const char* kDepthwise = R"({"layers": [
    {"type": "Input", "shape": [9, 8]},
    {"type": "Conv2D", "filters": 3, "kernel_size": 2, "activation": "relu"},
    {"type": "DepthwiseConv2D", "use_bias": false},
    {"type": "BatchNormalization", "activation": "sigmoid"},
    {"type": "DepthwiseConv2D", "kernel_size": [2, 3], "padding": "same", "activation": "relu"},
    {"type": "Conv2D", "filters": 5, "kernel_size": 1},
    {"type": "GlobalAveragePooling2D"},
    {"type": "Dense", "units": 10}]})";
constexpr const char* kDropped = R"({"layers": [
    {"type": "Input", "shape": [5, 4]},
    {"type": "Dropout", "rate": 0.3},
    {"type": "Conv2D", "filters": 3, "kernel_size": 2},
    {"type": "Dropout", "rate": 0.5},
    {"type": "Dense", "units": 10}]})";
// A normalized image fills a block of its own: its successors read it row by row.
constexpr const char* kLarge = R"({"layers": [
    {"type": "Input", "shape": [28, 28]},
    {"type": "Conv2D", "filters": 48, "use_bias": false},
    {"type": "BatchNormalization", "activation": "relu"},
    {"type": "BatchNormalization"},
    {"type": "Dropout", "rate": 0.3},
    {"type": "Conv2D", "filters": 48, "kernel_size": 1},
    {"type": "BatchNormalization", "activation": "relu"},
    {"type": "Conv2D", "filters": 2, "kernel_size": 1},
    {"type": "GlobalAveragePooling2D"},
    {"type": "Dense", "units": 10}]})";

// A network with the reference's weights and a batch of its inputs.
template <typename T>
struct LayerCase {
  static constexpr Index kRows = 6;
  Network<T> network;
  Workspace<T> workspace;
  std::vector<std::uint8_t> labels;
  std::vector<T> gradient;
  bool training = true;

  explicit LayerCase(const char* spec)
      : network(parse_spec(spec)),
        workspace(network.make_workspace(kRows)),
        gradient(network.parameters().size()) {
    fill_pattern<T>(network.parameters(), 3, 2.0);
    // The moving statistics take part outside of training only; a variance must not be negative.
    for (const ParameterInfo& info : network.parameter_table()) {
      if (info.kind != ParameterKind::kStatistic) continue;
      for (Index i = 0; i < info.size; ++i) {
        T& value = network.parameters()[static_cast<std::size_t>(info.offset + i)];
        value = std::abs(value) + T{0.1F};
      }
    }
    fill_pattern<T>({workspace.input.data(), static_cast<std::size_t>(workspace.input.size())}, 1,
                    1.0);
    for (int i = 0; i < kRows; ++i) labels.push_back(static_cast<std::uint8_t>(i * 7 % 10));
  }

  // Mean loss; fills the gradient of the parameters and of the input. Drops the same every time.
  double run() {
    Random random(5);
    const MatrixRef<T> logits = network.forward(
        kRows, workspace, training ? std::optional(TrainingPass{&random, 1}) : std::nullopt);
    MatrixRef<T> dlogits = network.logit_gradient(workspace);
    const double loss =
        output_loss<T>(network.output_kind(), logits, labels, 1.0 / kRows, &dlogits).loss / kRows;
    std::fill(gradient.begin(), gradient.end(), T{0});
    network.backward(workspace, gradient, /*want_input_gradient=*/true);
    return loss;
  }
};

template <typename T, typename Values, std::size_t kCount>
void expect_values(const Values& values, const double (&expected)[kCount], double tolerance,
                   const char* what) {
  ASSERT_EQ(static_cast<std::size_t>(values.size()), kCount) << what;
  for (std::size_t i = 0; i < kCount; ++i) {
    EXPECT_NEAR(values.data()[i], expected[i], tolerance) << what << " " << i;
  }
}

template <typename T, typename Logits, typename Gradient, typename InputGradient>
void expect_case(const char* spec, double loss, const Logits& logits, const Gradient& gradient,
                 const InputGradient& input_gradient, double tolerance) {
  LayerCase<T> c(spec);
  EXPECT_NEAR(c.run(), loss, tolerance);
  expect_values<T>(c.workspace.activations.back(), logits, tolerance, "logit");
  expect_values<T>(c.gradient, gradient, tolerance, "gradient");
  expect_values<T>(c.workspace.input_gradient, input_gradient, tolerance, "input gradient");
}

template <typename T>
void expect_layer_reference(double tolerance) {
  using namespace reference;
  expect_case<T>(kNormalized, kNormalizedLoss[0], kNormalizedLogits, kNormalizedGradient,
                 kNormalizedInputGradient, tolerance);
  expect_case<T>(kAveraged, kAveragedLoss[0], kAveragedLogits, kAveragedGradient,
                 kAveragedInputGradient, tolerance);
  expect_case<T>(kDepthwise, kDepthwiseLoss[0], kDepthwiseLogits, kDepthwiseGradient,
                 kDepthwiseInputGradient, tolerance);
}

TEST(Layers, AgreeWithPyTorchInDouble) { expect_layer_reference<double>(1e-12); }
TEST(Layers, AgreeWithPyTorchInFloat) { expect_layer_reference<float>(1e-5); }

template <typename T>
void expect_adam_losses(const char* spec, const double (&losses)[10], double tolerance) {
  LayerCase<T> c(spec);
  Optimizer<T> adam({}, static_cast<Index>(c.gradient.size()));
  for (int step = 0; step < 10; ++step) {
    EXPECT_NEAR(c.run(), losses[step], tolerance) << "step " << step;
    for (const ParameterInfo& info : c.network.parameter_table()) {
      if (info.kind != ParameterKind::kStatistic) continue;
      std::fill_n(c.gradient.begin() + info.offset, info.size, T{0});
    }
    adam.step(c.network.parameters(), c.gradient, 1e-2);
  }
}

TEST(Layers, TakeTheTenAdamStepsOfPyTorch) {
  expect_adam_losses<double>(kNormalized, reference::kNormalizedAdamLosses, 1e-10);
  expect_adam_losses<double>(kAveraged, reference::kAveragedAdamLosses, 1e-10);
  expect_adam_losses<double>(kDepthwise, reference::kDepthwiseAdamLosses, 1e-10);
  expect_adam_losses<float>(kNormalized, reference::kNormalizedAdamLosses, 2e-4);
  expect_adam_losses<float>(kAveraged, reference::kAveragedAdamLosses, 2e-5);
}

// Every parameter and every input, or each `step`th.
void expect_central_differences(LayerCase<double>& c, Index step = 1) {
  c.run();
  const std::vector<double> gradient = c.gradient;
  const Matrix<double> input_gradient = c.workspace.input_gradient;
  const auto loss = [&] { return c.run(); };
  for (const ParameterInfo& info : c.network.parameter_table()) {
    if (info.kind == ParameterKind::kStatistic) continue;
    for (Index i = info.offset; i < info.offset + info.size; i += step) {
      const auto at = static_cast<std::size_t>(i);
      EXPECT_NEAR(gradient[at], central_difference(c.network.parameters()[at], loss), 1e-7)
          << info.name << " " << i - info.offset;
    }
  }
  for (Index i = 0; i < input_gradient.size(); i += step) {
    EXPECT_NEAR(input_gradient.data()[i], central_difference(c.workspace.input.data()[i], loss),
                1e-7)
        << "input " << i;
  }
}

// As in training and as afterwards.
class LayerGradients : public testing::TestWithParam<std::tuple<const char*, bool>> {};

TEST_P(LayerGradients, MatchCentralDifferences) {
  const auto [spec, training] = GetParam();
  LayerCase<double> c(spec);
  c.training = training;
  expect_central_differences(c);
}

INSTANTIATE_TEST_SUITE_P(EveryKind, LayerGradients,
                         testing::Combine(testing::Values(kNormalized, kAveraged, kDepthwise,
                                                          kDropped),
                                          testing::Bool()));

TEST(Layers, HaveTheGradientsOfCentralDifferencesRowByRow) {
  LayerCase<double> c(kLarge);
  expect_central_differences(c, 499);
}

template <typename T>
LayerPointer<T> make_layer(const LayerSpec& spec, Shape input) {
  return spec.make<T>(input);
}

TEST(Conv2D, IsTheSumOverEachNeighbourhood) {
  // The definition itself, for a kernel that is not square and has an even side.
  const auto layer = make_layer<float>(Conv2DSpec{"c", 3, 2, 3, Padding::kSame}, {5, 4, 2});
  EXPECT_EQ(layer->output_shape(), (Shape{5, 4, 3}));
  std::vector<float> parameters(static_cast<std::size_t>(layer->parameter_count()));
  Matrix<float> x(1, layer->input_size());
  Matrix<float> y(1, layer->output_size());
  fill_pattern<float>(parameters, 1, 2);
  fill_pattern<float>({x.data(), static_cast<std::size_t>(x.size())}, 2, 2);
  std::vector<float> scratch(static_cast<std::size_t>(layer->scratch_size()));
  Pass<float> pass;
  pass.scratch = scratch;
  layer->forward(parameters, x, y, pass);
  for (int row = 0; row < 5; ++row) {
    for (int column = 0; column < 4; ++column) {
      for (int filter = 0; filter < 3; ++filter) {
        float sum = parameters[static_cast<std::size_t>(2 * 3 * 2 * 3 + filter)];
        for (int ky = 0; ky < 2; ++ky) {
          for (int kx = 0; kx < 3; ++kx) {
            const int at_row = row + ky;            // the odd row of zeros lies below
            const int at_column = column + kx - 1;  // one on each side
            if (at_row >= 5 || at_column < 0 || at_column >= 4) continue;
            for (int channel = 0; channel < 2; ++channel) {
              sum +=
                  x(0, (at_row * 4 + at_column) * 2 + channel) *
                  parameters[static_cast<std::size_t>(((ky * 3 + kx) * 2 + channel) * 3 + filter)];
            }
          }
        }
        EXPECT_NEAR(y(0, (row * 4 + column) * 3 + filter), sum, 1e-5);
      }
    }
  }
}

TEST(Conv2D, MustFitIntoTheImage) {
  EXPECT_THROW(make_layer<float>(Conv2DSpec{"c", 3, 5, 5}, {4, 9, 1}), Error);
  EXPECT_THROW(make_layer<float>(Conv2DSpec{"c", 0}, {4, 9, 1}), Error);
  EXPECT_NO_THROW(make_layer<float>(Conv2DSpec{"c", 3, 5, 5, Padding::kSame}, {4, 9, 1}));
}

TEST(DepthwiseConv2D, MustFitIntoTheImage) {
  EXPECT_THROW(make_layer<float>(DepthwiseConv2DSpec{"d", 5, 5}, {4, 9, 2}), Error);
  EXPECT_EQ(make_layer<float>(DepthwiseConv2DSpec{"d", 4, 5}, {4, 9, 2})->output_shape(),
            (Shape{1, 5, 2}));
  EXPECT_NO_THROW(make_layer<float>(DepthwiseConv2DSpec{"d", 5, 5, Padding::kSame}, {4, 9, 2}));
}

TEST(Pooling2D, LeavesOutIncompleteBlocksAndMustFit) {
  EXPECT_EQ(
      make_layer<float>(Pooling2DSpec{"p", PoolingKind::kMax, 2, 3}, {5, 7, 2})->output_shape(),
      (Shape{2, 2, 2}));
  EXPECT_THROW(make_layer<float>(Pooling2DSpec{"p", PoolingKind::kAverage, 6, 1}, {5, 7, 2}),
               Error);
}

TEST(MaxPooling2D, GivesTheGradientToTheFirstOfEqualValues) {
  const auto layer = make_layer<float>(Pooling2DSpec{"p"}, {2, 2, 1});
  const Matrix<float> x = Matrix<float>::Constant(1, 4, 3.0F);
  Matrix<float> y(1, 1);
  Matrix<float> dy = Matrix<float>::Constant(1, 1, 5.0F);
  Matrix<float> dx(1, 4);
  allow_training<float>();
  layer->forward({}, x, y, {});
  MatrixRef<float> dx_ref = dx;
  layer->backward({}, x, y, dy, {}, &dx_ref, {});
  EXPECT_EQ(y(0, 0), 3.0F);
  EXPECT_EQ(dx, (Matrix<float>(1, 4) << 5, 0, 0, 0).finished());
}

TEST(Dropout, DropsAboutItsShareAndKeepsTheMean) {
  const auto layer = make_layer<float>(DropoutSpec{"d", 0.3}, {1, 1, 20000});
  const Matrix<float> x = Matrix<float>::Constant(1, 20000, 1.0F);
  Matrix<float> y(1, 20000);
  std::vector<float> cache(static_cast<std::size_t>(layer->cache_size(1)));
  Random random(3);
  Pass<float> pass;
  pass.training = true;
  pass.random = &random;
  pass.cache = cache;
  layer->forward({}, x, y, pass);
  EXPECT_NEAR(static_cast<double>((y.array() == 0.0F).count()) / 20000, 0.3, 0.01);
  EXPECT_NEAR(y.mean(), 1, 0.02);
  layer->forward({}, x, y, {});
  EXPECT_EQ(y, x);
}

TEST(BatchNormalization, MakesEachChannelStandardInTraining) {
  const auto layer = make_layer<float>(BatchNormalizationSpec{"n"}, {3, 2, 4});
  std::vector<float> parameters(static_cast<std::size_t>(layer->parameter_count()));
  Random random(1);
  allow_training<float>();
  layer->initialize(parameters, random);
  Matrix<float> x(50, 24);
  for (Index i = 0; i < x.size(); ++i) {
    // Channel c has mean 100 c: digits that Σx² - (Σx)² would lose.
    x.data()[i] = static_cast<float>(random.uniform(-1, 1) + 100.0 * static_cast<double>(i % 4));
  }
  Matrix<float> y(50, 24);
  std::vector<float> cache(static_cast<std::size_t>(layer->cache_size(50)));
  std::vector<float> scratch(static_cast<std::size_t>(layer->scratch_size()));
  Pass<float> pass;
  pass.training = true;
  pass.cache = cache;
  pass.scratch = scratch;
  layer->observe(x, pass);
  layer->forward(parameters, x, y, pass);
  const MatrixMap<float> pixels(y.data(), 300, 4);
  for (Index c = 0; c < 4; ++c) {
    EXPECT_NEAR(pixels.col(c).mean(), 0, 1e-4) << c;
    // Less than one by the ε under the root.
    EXPECT_NEAR(pixels.col(c).squaredNorm() / 300, 1, 0.005) << c;
  }
}

}  // namespace
}  // namespace digitlab
