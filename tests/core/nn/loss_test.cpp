#include "digitlab/nn/loss.hpp"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "digitlab/math/random.hpp"
#include "digitlab/nn/activation.hpp"
#include "support/gradient_check.hpp"

namespace digitlab {
namespace {

constexpr std::array<std::uint8_t, 4> kLabels = {0, 9, 4, kNoClass};
constexpr Index kRows = 4;

Matrix<double> some_logits() {
  Matrix<double> logits(kRows, 10);
  Random random(11);
  for (Index i = 0; i < logits.size(); ++i) logits.data()[i] = random.uniform(-4, 4);
  return logits;
}

template <typename Loss>
void expect_gradient_matches(const Loss& loss) {
  Matrix<double> logits = some_logits();
  Matrix<double> gradient(kRows, 10);
  MatrixRef<double> out(gradient);
  loss(logits, &out);
  const auto value = [&] { return loss(logits, nullptr); };
  for (Index i = 0; i < logits.size(); ++i) {
    EXPECT_NEAR(gradient.data()[i], central_difference(logits.data()[i], value), 1e-9) << i;
  }
}

TEST(SoftmaxCrossEntropy, HasTheGradientOfItsValue) {
  expect_gradient_matches([](const Matrix<double>& logits, MatrixRef<double>* gradient) {
    return softmax_cross_entropy<double>(logits, kLabels, 1.0, gradient).loss;
  });
}

TEST(SigmoidCrossEntropy, HasTheGradientOfItsValue) {
  expect_gradient_matches([](const Matrix<double>& logits, MatrixRef<double>* gradient) {
    return sigmoid_cross_entropy<double>(logits, kLabels, 1.0, gradient).loss;
  });
}

// Probabilities of a teacher at temperature 3.
Matrix<double> some_advice() {
  Matrix<double> advice = -some_logits().rowwise().reverse() / 3;
  softmax<double>(advice);
  return advice;
}

TEST(Distill, HasTheGradientOfItsValue) {
  constexpr double kWeight = 0.7;
  constexpr double kTemperature = 3;
  const Matrix<double> advice = some_advice();
  expect_gradient_matches([&](const Matrix<double>& logits, MatrixRef<double>* gradient) {
    const double labels = softmax_cross_entropy<double>(logits, kLabels, 1.0, gradient).loss;
    if (gradient != nullptr) {
      distill<double>(kWeight, kTemperature, advice, logits, 1.0, *gradient);
    }
    Matrix<double> answers = logits / kTemperature;
    softmax<double>(answers);
    const double divergence =
        (advice.array() * (advice.array().log() - answers.array().log())).sum();
    return (1 - kWeight) * labels + kWeight * kTemperature * kTemperature * divergence;
  });
}

TEST(Distill, HasNothingToSayToANetworkThatAnswersAsTheTeacherDoes) {
  const Matrix<double> logits = some_logits();
  Matrix<double> advice = logits / 2;
  softmax<double>(advice);
  Matrix<double> gradient = Matrix<double>::Constant(kRows, 10, 5);
  distill<double>(1, 2, advice, logits, 1.0, gradient);
  EXPECT_LE(gradient.cwiseAbs().maxCoeff(), 1e-15);
}

TEST(SoftmaxCrossEntropy, ScalesTheGradientAndNotTheLoss) {
  const Matrix<double> logits = some_logits();
  Matrix<double> whole(kRows, 10);
  Matrix<double> third(kRows, 10);
  MatrixRef<double> whole_out(whole);
  MatrixRef<double> third_out(third);
  const double a = softmax_cross_entropy<double>(logits, kLabels, 1.0, &whole_out).loss;
  const double b = softmax_cross_entropy<double>(logits, kLabels, 1.0 / 3, &third_out).loss;
  EXPECT_EQ(a, b);
  EXPECT_LE((whole / 3 - third).cwiseAbs().maxCoeff(), 1e-15);
}

// One logit of +1e4 and the others -1e4: right costs nothing, wrong costs their difference.
template <typename T>
void expect_stable() {
  Matrix<T> logits = Matrix<T>::Constant(2, 10, T{-1e4});
  logits.col(3).setConstant(T{1e4});
  const std::array<std::uint8_t, 2> labels = {3, 5};
  Matrix<T> gradient(2, 10);
  MatrixRef<T> out(gradient);
  const BatchLoss softmax_loss = softmax_cross_entropy<T>(logits, labels, 1.0, &out);
  EXPECT_NEAR(softmax_loss.loss, 2e4, 1e-2);
  EXPECT_EQ(softmax_loss.correct, 1);
  EXPECT_TRUE(gradient.allFinite());
  EXPECT_NEAR(gradient(1, 3), 1, 1e-6);
  EXPECT_NEAR(gradient(1, 5), -1, 1e-6);

  const BatchLoss sigmoid_loss = sigmoid_cross_entropy<T>(logits, labels, 1.0, &out);
  EXPECT_NEAR(sigmoid_loss.loss, 2e4, 1e-2);  // one false yes and one missed yes, 1e4 each
  EXPECT_TRUE(gradient.allFinite());

  softmax<T>(logits);
  EXPECT_TRUE(logits.allFinite());
  EXPECT_NEAR(logits(0, 3), 1, 1e-6);
  logits << Matrix<T>::Constant(1, 10, T{1e4}), Matrix<T>::Constant(1, 10, T{-1e4});
  sigmoid<T>(logits);
  EXPECT_EQ(logits(0, 0), T{1});
  EXPECT_EQ(logits(1, 0), T{0});
}

TEST(Losses, StandLogitsOfTenThousandInFloat) { expect_stable<float>(); }
TEST(Losses, StandLogitsOfTenThousandInDouble) { expect_stable<double>(); }

TEST(Losses, OfWhatIsNoDigitAreNoneWhileNoClassIsLikelier) {
  const std::array<std::uint8_t, 1> label = {kNoClass};
  Matrix<double> gradient(1, 10);
  MatrixRef<double> out(gradient);
  const Matrix<double> even = Matrix<double>::Constant(1, 10, 3);
  const BatchLoss none = softmax_cross_entropy<double>(even, label, 1.0, &out);
  EXPECT_NEAR(none.loss, 0, 1e-12);
  EXPECT_EQ(none.labelled, 0);
  EXPECT_EQ(none.correct, 0);
  EXPECT_LE(gradient.cwiseAbs().maxCoeff(), 1e-15);
  smooth_labels<double>(0.1, label, 1.0, out);
  EXPECT_LE(gradient.cwiseAbs().maxCoeff(), 1e-15);

  Matrix<double> seven = Matrix<double>::Zero(1, 10);
  seven(0, 7) = 5;
  // KL(1/10 ‖ softmax) = log(9 + e^5) - 5/10 - log 10
  EXPECT_NEAR(softmax_cross_entropy<double>(seven, label, 1.0, nullptr).loss,
              std::log(9 + std::exp(5.0)) - 0.5 - std::log(10.0), 1e-12);
}

TEST(Softmax, RowsSumToOne) {
  Matrix<double> logits = some_logits();
  softmax<double>(logits);
  for (Index row = 0; row < logits.rows(); ++row) EXPECT_NEAR(logits.row(row).sum(), 1, 1e-15);
}

}  // namespace
}  // namespace digitlab
