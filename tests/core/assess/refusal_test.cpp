#include "digitlab/assess/refusal.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "digitlab/assess/evaluation.hpp"
#include "digitlab/data/preprocessing.hpp"
#include "digitlab/formats/model_file.hpp"
#include "digitlab/generate/digits.hpp"
#include "digitlab/generate/non_digits.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/math/random.hpp"
#include "digitlab/nn/spec.hpp"
#include "digitlab/reading/shipped_specs.hpp"
#include "support/people.hpp"

namespace digitlab {
namespace {

double output(const NoDigitUnit& unit, const Matrix<float>& features, Index row) {
  double sum = static_cast<double>(unit.bias);
  for (Index i = 0; i < features.cols(); ++i) {
    sum += static_cast<double>(unit.kernel[static_cast<std::size_t>(i)] * features(row, i));
  }
  return 1 / (1 + std::exp(-sum));
}

struct FeatureSample {
  Matrix<float> features;
  std::vector<bool> is_digit;
};

// What is no digit lies a little farther along the first two of three features.
FeatureSample overlapping(Index count) {
  Random random(5);
  FeatureSample sample{Matrix<float>(count, 3), {}};
  for (Index i = 0; i < count; ++i) {
    const bool digit = i % 3 != 0;
    sample.is_digit.push_back(digit);
    for (Index k = 0; k < 3; ++k) {
      const double shift = digit || k == 2 ? 0 : 1.5;
      sample.features(i, k) =
          static_cast<float>(10.0 * static_cast<double>(k) + random.normal() + shift);
    }
  }
  return sample;
}

TEST(NoDigitUnit, IsWhereTheWeighedLossIsLeast) {
  const FeatureSample sample = overlapping(3000);
  const NoDigitUnit unit = fit_no_digit_unit(sample.features, sample.is_digit);
  ASSERT_EQ(unit.kernel.size(), 3U);
  // There the gradient is zero: in each feature, and in the bias, the errors of both kinds even
  // out.
  RowVector<double> gradient = RowVector<double>::Zero(4);
  for (Index i = 0; i < 3000; ++i) {
    const bool digit = sample.is_digit[static_cast<std::size_t>(i)];
    const double weight = digit ? (1 - kNoDigitShare) / 2000 : kNoDigitShare / 1000;
    const double error = weight * (output(unit, sample.features, i) - (digit ? 0 : 1));
    gradient.head(3) += error * sample.features.row(i).cast<double>();
    gradient[3] += error;
  }
  EXPECT_LT(gradient.cwiseAbs().maxCoeff(), 1e-4) << gradient;
  EXPECT_GT(unit.kernel[0], 1);
  EXPECT_GT(unit.kernel[1], 1);
  EXPECT_NEAR(unit.kernel[2], 0, 0.2);
}

TEST(NoDigitUnit, IsFiniteWhereNothingOverlaps) {
  FeatureSample sample = overlapping(300);
  for (Index i = 0; i < 300; i += 3) sample.features(i, 0) += 100;
  sample.features.col(2).setConstant(7);
  const NoDigitUnit unit = fit_no_digit_unit(sample.features, sample.is_digit);
  EXPECT_TRUE(std::isfinite(unit.bias));
  for (Index i = 0; i < 300; ++i) {
    const double p = output(unit, sample.features, i);
    EXPECT_TRUE(sample.is_digit[static_cast<std::size_t>(i)] ? p < 0.01 : p > 0.99)
        << i << ": " << p;
  }
}

TEST(NoDigitUnit, ThereIsNoneWithoutBothKinds) {
  const Matrix<float> features = Matrix<float>::Random(4, 3);
  EXPECT_FALSE(fit_no_digit_unit(features, {true, true, true, true}).exists());
  EXPECT_FALSE(fit_no_digit_unit(features, {false, false, false, false}).exists());
  EXPECT_FALSE(fit_no_digit_unit(features.topRows(0), {}).exists());
}

TEST(NoDigitUnit, SpreadsItsShareEvenly) {
  const NoDigitUnit unit{{1, -1}, 0.5F};
  Matrix<float> features(2, 2);
  features << 2, 1, -40, 40;
  Matrix<float> probabilities(2, 4);
  probabilities << 0.7F, 0.1F, 0.1F, 0.1F, 0, 1, 0, 0;
  spread<float>(unit, features, probabilities);
  // By hand: p = 1 / (1 + exp(-1.5)) = 0.8175745, (1 - p) · 0.7 + p / 4
  EXPECT_NEAR(probabilities(0, 0), 0.3320915F, 1e-6F);
  EXPECT_NEAR(probabilities(0, 3), 0.2226362F, 1e-6F);
  EXPECT_NEAR(probabilities.row(0).sum(), 1, 1e-6F);
  EXPECT_NEAR(probabilities(1, 1), 1, 1e-6F);
}

// The lab network with random weights, and a unit that knows generated digits from other things.
Model with_unit() {
  Model model{initialized(lab_spec(), 4)};
  Dataset data(synthesize_images(120, 1));
  data.add(synthesize_non_digit_images(60, 1));
  model.calibration.no_digit = fit_no_digit_unit(model.network, data, all_indices(data.size()));
  return model;
}

TEST(NoDigitUnit, ReadsWhatTheLastLayerReadsAndMakesNoDigitOfAnother) {
  Model model = with_unit();
  const Network<float>& network = model.network;
  const NoDigitUnit unit = model.calibration.no_digit;
  ASSERT_EQ(unit.kernel.size(), 15U);
  const Dataset data(synthesize_images(20, 2));
  const std::vector<Index> all = all_indices(20);
  const Matrix<float> probabilities = predict(model, data, all).probabilities;
  model.calibration = {};
  const Matrix<float> before = predict(model, data, all).probabilities;

  Workspace<float> workspace = network.make_workspace(20, Purpose::kInference);
  fill_batch<float>(data, all, network.spec().input, workspace.input);
  network.forward(20, workspace);
  const Matrix<float> features = network.features(workspace);
  EXPECT_EQ(features, workspace.activations[workspace.activations.size() - 2]);
  for (Index i = 0; i < 20; ++i) {
    const auto p = static_cast<float>(output(unit, features, i));
    const Matrix<float> expected = ((1 - p) * before.row(i).array() + p / 10).matrix();
    EXPECT_LT((probabilities.row(i) - expected).cwiseAbs().maxCoeff(), 1e-5F);
  }
  EXPECT_EQ(arg_max(probabilities), arg_max(before));
}

TEST(NoDigitUnit, IsPartOfTheModelFile) {
  const Model model = with_unit();
  const Model read = load_model(write_safetensors(to_tensor_file(model, "")));
  EXPECT_EQ(read.calibration, model.calibration);

  TensorFile file = to_tensor_file(model, "", TensorType::kFloat16);
  const float bias = load_model(write_safetensors(file)).calibration.no_digit.bias;
  EXPECT_EQ(bias, round_to(TensorType::kFloat16, model.calibration.no_digit.bias));

  const auto expect_refused = [](const TensorFile& wrong, const std::string& name) {
    try {
      from_tensor_file(wrong);
      FAIL() << "was taken";
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find(name), std::string::npos) << error.what();
    }
  };
  TensorFile wrong = file;
  Tensor& kernel = wrong.tensors[wrong.tensors.size() - 2];
  kernel.shape = {14};
  kernel.values.pop_back();
  expect_refused(wrong, "\"calibration.no_digit.kernel\" has shape (14), expected (15)");
  wrong = file;
  wrong.tensors.pop_back();
  expect_refused(wrong, "calibration.no_digit.bias");
  wrong = file;
  wrong.tensors.back().values[0] = std::nanf("");
  expect_refused(wrong, "calibration.no_digit.bias");
}

}  // namespace
}  // namespace digitlab
