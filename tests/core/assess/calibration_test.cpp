#include "digitlab/assess/calibration.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "digitlab/math/error.hpp"
#include "digitlab/math/random.hpp"
#include "digitlab/nn/loss.hpp"
#include "digitlab/nn/network.hpp"
#include "digitlab/reading/shipped_specs.hpp"

namespace digitlab {
namespace {

struct LogitSample {
  Matrix<float> logits;
  std::vector<std::uint8_t> labels;
};

// Labels drawn from softmax(logits / temperature): by construction that temperature calibrates.
LogitSample sample_at(double temperature, Index count) {
  Random random(11);
  LogitSample sample{Matrix<float>(count, 10), {}};
  for (Index i = 0; i < count; ++i) {
    for (Index k = 0; k < 10; ++k) sample.logits(i, k) = static_cast<float>(3 * random.normal());
    Matrix<float> p = sample.logits.row(i) / static_cast<float>(temperature);
    softmax<float>(p);
    double left = random.uniform();
    std::uint8_t label = 0;
    while (label < 9 && (left -= static_cast<double>(p(0, label))) > 0) ++label;
    sample.labels.push_back(label);
  }
  return sample;
}

TEST(Calibration, FindsTheTemperatureThatTheLabelsWereDrawnAt) {
  for (const double temperature : {0.5, 1.0, 2.5}) {
    const LogitSample sample = sample_at(temperature, 20000);
    EXPECT_NEAR(fit_temperature(sample.logits, sample.labels) / temperature, 1, 0.03);
  }
  EXPECT_EQ(fit_temperature(Matrix<float>(0, 10), {}), 1.0);
}

TEST(Calibration, ErrorIsSmallAtThatTemperatureAndLargeAtAnother) {
  const LogitSample sample = sample_at(2.5, 20000);
  const auto error_at = [&](double temperature) {
    Matrix<float> p = sample.logits / static_cast<float>(temperature);
    softmax<float>(p);
    std::vector<float> confidences;
    std::vector<bool> correct;
    for (Index i = 0; i < p.rows(); ++i) {
      Index best = 0;
      confidences.push_back(p.row(i).maxCoeff(&best));
      correct.push_back(best == sample.labels[static_cast<std::size_t>(i)]);
    }
    return calibration_error(reliability(confidences, correct));
  };
  EXPECT_LT(error_at(2.5), 0.015);
  EXPECT_GT(error_at(1.0), 0.15);
}

TEST(Calibration, BinsHoldWhatLiesInThem) {
  // Worked by hand: 0.5 lies in the eighth of fifteen bins, 1 in the last.
  const std::vector<float> confidences = {0.5F, 0.5F, 1.0F, 0.9F, 0.0F};
  const Reliability bins = reliability(confidences, {true, false, true, false, false});
  EXPECT_EQ(bins[7].samples, 2);
  EXPECT_DOUBLE_EQ(bins[7].confidence, 0.5);
  EXPECT_DOUBLE_EQ(bins[7].accuracy, 0.5);
  EXPECT_EQ(bins[14].samples, 1);
  EXPECT_EQ(bins[13].samples, 1);
  EXPECT_EQ(bins[0].samples, 1);
  // (2·0 + 1·0 + 1·0.9 + 1·0) / 5
  EXPECT_NEAR(calibration_error(bins), 0.18, 1e-6);
  EXPECT_EQ(calibration_error(Reliability{}), 0.0);
}

TEST(Calibration, TheRiskIsThatOfTheSurestAnswers) {
  const std::vector<float> confidences = {0.6F, 0.9F, 0.7F, 0.8F};
  const auto curve = risk_coverage(confidences, {false, true, true, false}, 4);
  ASSERT_EQ(curve.size(), 4U);
  EXPECT_DOUBLE_EQ(curve[0].coverage, 0.25);
  EXPECT_DOUBLE_EQ(curve[0].risk, 0.0);
  EXPECT_DOUBLE_EQ(curve[1].risk, 0.5);
  EXPECT_DOUBLE_EQ(curve[2].risk, 1.0 / 3);
  EXPECT_DOUBLE_EQ(curve[3].coverage, 1.0);
  EXPECT_DOUBLE_EQ(curve[3].risk, 0.5);
  EXPECT_EQ(risk_coverage(confidences, {false, true, true, false}, 50).size(), 4U);
  EXPECT_TRUE(risk_coverage({}, {}, 50).empty());
}

TEST(Calibration, TheThresholdLeavesTheAskedShareBelow) {
  std::vector<float> confidences;
  for (int i = 1; i <= 1000; ++i) confidences.push_back(static_cast<float>(i) / 1000);
  EXPECT_NEAR(refusal_threshold(confidences, 0.01), 0.011, 1e-6);
  EXPECT_NEAR(refusal_threshold({0.7F}, 0.01), 0.7, 1e-6);
  EXPECT_EQ(refusal_threshold({}, 0.01), Calibration{}.sure_probability);
}

TEST(Calibration, ValuesOutOfRangeAreNamed) {
  EXPECT_NO_THROW(Calibration{}.check());
  EXPECT_THROW((Calibration{0, 0.5}.check()), Error);
  EXPECT_THROW((Calibration{std::nan(""), 0.5}.check()), Error);
  EXPECT_THROW((Calibration{1, 1.5}.check()), Error);
}

TEST(Calibration, LogitsAreDividedInTheLastLayer) {
  Network<float> network(lab_spec());
  network.initialize(3);
  Workspace<float> workspace = network.make_workspace(1, Purpose::kInference);
  for (Index i = 0; i < 400; ++i) workspace.input(0, i) = static_cast<float>(i % 7) / 7;
  const Matrix<float> before = network.forward(1, workspace);
  ASSERT_TRUE(divide_logits(network, 2.0));
  const Matrix<float> after = network.forward(1, workspace);
  EXPECT_LT((before / 2 - after).cwiseAbs().maxCoeff(), 1e-6F);
}

TEST(Calibration, AConfidenceThatIsNoNumberCountsAsNone) {
  const float nan = std::nanf("");
  std::vector<float> confidences;
  std::vector<bool> correct;
  for (int i = 0; i < 100; ++i) {
    confidences.push_back(i % 4 == 0 ? nan : static_cast<float>(i) / 100);
    correct.push_back(i % 4 != 0);
  }
  EXPECT_EQ(refusal_threshold(confidences, 0.1), 0.0);
  // 25 of 0, and the 25 numbers below 0.34.
  EXPECT_EQ(refusal_threshold(confidences, 0.5), static_cast<double>(0.34F));
  EXPECT_EQ(reliability(confidences, correct)[0].samples, 25 + 5);
  // The quarter that is no number comes last, and is all that is wrong.
  const std::vector<RiskPoint> curve = risk_coverage(confidences, correct, 4);
  ASSERT_EQ(curve.size(), 4U);
  EXPECT_EQ(curve[2].risk, 0);
  EXPECT_EQ(curve[3].risk, 0.25);
}

TEST(Calibration, OutOfRangeIsRefusedInFewWords) {
  const auto error_of = [](const Calibration& calibration) -> std::string {
    try {
      calibration.check();
      return "no error";
    } catch (const Error& error) {
      return error.what();
    }
  };
  EXPECT_EQ(error_of({-1e300, 0.5, {}}),
            "the calibration's temperature is -1e+300, expected a positive number");
  EXPECT_EQ(error_of({std::nan(""), 0.5, {}}),
            "the calibration's temperature is nan, expected a positive number");
  EXPECT_EQ(error_of({1, std::nan(""), {}}),
            "the calibration's sure probability is nan, expected 0 to 1");
}

}  // namespace
}  // namespace digitlab
