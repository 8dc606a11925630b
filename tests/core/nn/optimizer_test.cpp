#include "digitlab/nn/optimizer.hpp"

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/math/error.hpp"
#include "digitlab/math/random.hpp"
#include "digitlab/nn/schedule.hpp"

namespace digitlab {
namespace {

// Against the formulas, written out for one parameter. (Adam against PyTorch: network_test.cpp.)
TEST(Sgd, FollowsItsFormulaWithMomentum) {
  Optimizer<double> sgd(Sgd{.momentum = 0.9}, 1);
  std::vector<double> theta = {1.0};
  double expected = 1.0;
  double velocity = 0;
  for (const double g : {0.5, -0.25, 2.0}) {
    const std::vector<double> gradient = {g};
    sgd.step(theta, gradient, 0.1);
    velocity = 0.9 * velocity - 0.1 * g;
    expected += velocity;
    EXPECT_DOUBLE_EQ(theta[0], expected);
  }
}

TEST(Adam, TakesAFirstStepOfTheLearningRateWhateverTheGradient) {
  for (const double g : {1e-3, 1.0, 1e3}) {
    Optimizer<double> adam({}, 1);
    std::vector<double> theta = {0.0};
    adam.step(theta, std::vector<double>{g}, 0.01);
    // Keras's ε is added to √v before bias correction: √v = √0.001 · g on the first step.
    EXPECT_NEAR(theta[0], -0.01 / (1 + 1e-7 / (std::sqrt(0.001) * g)), 1e-12);
  }
}

// Vectors must not take square roots by an estimate, which is another on each make of processor.
TEST(Adam, GivesAParameterTheSameBytesAloneAndAmongOthers) {
  constexpr std::size_t kCount = 1000;
  Random random(3);
  std::vector<float> theta(kCount, 0.5F);
  Optimizer<float> all({}, kCount);
  std::vector<float> gradient(kCount);
  for (float& g : gradient) g = static_cast<float>(random.uniform(-1, 1));
  all.step(theta, gradient, 0.01);
  for (std::size_t i = 0; i < kCount; ++i) {
    Optimizer<float> one({}, 1);
    std::vector<float> alone = {0.5F};
    one.step(alone, std::span(gradient).subspan(i, 1), 0.01);
    EXPECT_EQ(theta[i], alone[0]) << i;
  }
}

TEST(Optimizer, GoesOnFromItsStateAsIfNeverInterrupted) {
  Optimizer<float> whole({}, 3);
  std::vector<float> a = {1, 2, 3};
  const std::vector<float> gradient = {0.1F, -0.2F, 0.3F};
  for (int i = 0; i < 4; ++i) whole.step(a, gradient, 0.01);

  std::vector<float> b = {1, 2, 3};
  Optimizer<float> first({}, 3);
  for (int i = 0; i < 2; ++i) first.step(b, gradient, 0.01);
  Optimizer<float> second({}, 3);
  second.restore(first.steps(), first.slots());
  for (int i = 0; i < 2; ++i) second.step(b, gradient, 0.01);
  EXPECT_EQ(a, b);
}

TEST(Optimizer, RefusesStateOfAnotherSize) {
  Optimizer<float> adam({}, 3);
  EXPECT_THROW(adam.restore(1, std::vector<float>(5)), Error);
}

TEST(Schedule, ConstantStaysAtItsBase) {
  const Schedule schedule;
  EXPECT_EQ(schedule.rate(0, 10), 1e-3);
  EXPECT_EQ(schedule.rate(9, 10), 1e-3);
}

TEST(Schedule, CosineFallsFromBaseThroughHalfTowardsZero) {
  const Schedule schedule{ScheduleKind::kCosine, 1.0};
  EXPECT_DOUBLE_EQ(schedule.rate(0, 100), 1.0);
  EXPECT_NEAR(schedule.rate(50, 100), 0.5, 1e-12);
  EXPECT_LT(schedule.rate(99, 100), 0.001);
}

TEST(Schedule, ExponentialFallsByTheSameFactorEachStep) {
  const Schedule schedule{ScheduleKind::kExponential, 1.0, 0.01};
  EXPECT_NEAR(schedule.rate(50, 100), 0.1, 1e-12);
  EXPECT_NEAR(schedule.rate(11, 100) / schedule.rate(10, 100),
              schedule.rate(71, 100) / schedule.rate(70, 100), 1e-12);
}

TEST(Schedule, WarmsUpFromNearZero) {
  const Schedule schedule{ScheduleKind::kConstant, 1.0, 0.01, 0.1};
  EXPECT_LT(schedule.rate(0, 100), 0.1);
  EXPECT_LT(schedule.rate(4, 100), schedule.rate(5, 100));
  EXPECT_EQ(schedule.rate(10, 100), 1.0);
}

}  // namespace
}  // namespace digitlab
