#include "digitlab/assess/stroke_counts.hpp"

#include <numeric>

#include <gtest/gtest.h>

#include "support/people.hpp"

namespace digitlab {
namespace {

std::array<float, kClasses> halves(std::size_t a, std::size_t b) {
  std::array<float, kClasses> probabilities{};
  probabilities[a] = probabilities[b] = 0.5F;
  return probabilities;
}

TEST(StrokeCounts, OneStrokeSpeaksForASixAndTwoForAFour) {
  auto probabilities = halves(4, 6);
  weigh_by_strokes(people(), 1, probabilities);
  // √(1381/1390) against √(255/1542)
  EXPECT_NEAR(probabilities[6] / probabilities[4], 2.451, 1e-3);
  probabilities = halves(4, 6);
  weigh_by_strokes(people(), 2, probabilities);
  EXPECT_GT(probabilities[4], 0.7F);
}

TEST(StrokeCounts, NoShareCountsForLessThanATenth) {
  auto probabilities = halves(2, 6);  // of either not one in a hundred is written in two strokes
  weigh_by_strokes(people(), 2, probabilities);
  EXPECT_EQ(probabilities, halves(2, 6));
}

TEST(StrokeCounts, KeepsTheSum) {
  for (const float sum : {1.0F, 0.0F, 3.5F}) {
    std::array<float, kClasses> probabilities{};
    for (std::size_t i = 0; i < kClasses; ++i) {
      probabilities[i] = sum * static_cast<float>(i) / 45.0F;
    }
    weigh_by_strokes(people(), 1, probabilities);
    EXPECT_NEAR(std::accumulate(probabilities.begin(), probabilities.end(), 0.0F), sum, 1e-5);
  }
}

TEST(StrokeCounts, NoStrokesAndManySayNothing) {
  for (const std::size_t strokes : {0U, 3U, 100U}) {
    auto probabilities = halves(4, 6);
    weigh_by_strokes(people(), strokes, probabilities);
    EXPECT_EQ(probabilities, halves(4, 6)) << strokes;
  }
}

TEST(StrokeCounts, MoreStrokesAreRarer) {
  for (std::uint8_t digit = 0; digit < kClasses; ++digit) {
    EXPECT_EQ(share_of_at_least(people(), digit, 1), 1.0);
    for (std::size_t strokes = 1; strokes < 6; ++strokes) {
      EXPECT_LE(share_of_at_least(people(), digit, strokes + 1),
                share_of_at_least(people(), digit, strokes));
    }
    EXPECT_EQ(share_of_at_least(people(), digit, 4), 0.001);
  }
  EXPECT_NEAR(share_of_at_least(people(), 9, 2), 104.0 / 1463, 1e-12);
  EXPECT_EQ(share_of_at_least(people(), 6, 3), 0.001);  // nobody did
}

}  // namespace
}  // namespace digitlab
