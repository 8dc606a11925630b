#include "digitlab/math/random.hpp"

#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

namespace digitlab {
namespace {

// Fixed values: a change of the generator, or a target that computes it differently, breaks every
// seed that anyone has written down.
TEST(Random, GivesTheSameSequenceOnEveryTarget) {
  Random random(1);
  std::vector<std::uint32_t> values;
  for (int i = 0; i < 4; ++i) values.push_back(random.next());
  EXPECT_EQ(values,
            (std::vector<std::uint32_t>{2403534017U, 3774421108U, 3461935519U, 1079927006U}));
  EXPECT_EQ(random.normal(), -1.1002448638901114);
}

TEST(Random, DiffersBySeedAndByStream) {
  EXPECT_NE(Random(1).next(), Random(2).next());
  EXPECT_NE(Random(1, 0).next(), Random(1, 1).next());
}

TEST(Random, BelowIsEven) {
  Random random(5);
  std::array<int, 7> counts{};
  for (int i = 0; i < 70000; ++i) ++counts[random.below(7)];
  for (const int count : counts) EXPECT_NEAR(count, 10000, 500);
}

TEST(Random, UniformStaysInsideItsRange) {
  Random random(6);
  double sum = 0;
  for (int i = 0; i < 10000; ++i) {
    const double value = random.uniform(-2, 3);
    ASSERT_GE(value, -2);
    ASSERT_LT(value, 3);
    sum += value;
  }
  EXPECT_NEAR(sum / 10000, 0.5, 0.06);
}

TEST(Random, NormalHasMeanZeroAndDeviationOne) {
  Random random(7);
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < 20000; ++i) {
    const double value = random.normal();
    sum += value;
    squares += value * value;
  }
  EXPECT_NEAR(sum / 20000, 0, 0.03);
  EXPECT_NEAR(std::sqrt(squares / 20000), 1, 0.03);
}

TEST(Random, ShuffleIsAPermutationThatReachesEveryPlace) {
  std::array<std::array<int, 5>, 5> counts{};
  Random random(8);
  for (int i = 0; i < 5000; ++i) {
    std::array<std::size_t, 5> values{0, 1, 2, 3, 4};
    random.shuffle(std::span<std::size_t>(values));
    std::array<bool, 5> seen{};
    for (std::size_t place = 0; place < 5; ++place) {
      seen[values[place]] = true;
      ++counts[values[place]][place];
    }
    for (const bool s : seen) ASSERT_TRUE(s);
  }
  for (const auto& row : counts) {
    for (const int count : row) EXPECT_NEAR(count, 1000, 150);
  }
}

}  // namespace
}  // namespace digitlab
