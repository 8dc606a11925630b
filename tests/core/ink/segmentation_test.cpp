#include "digitlab/ink/segmentation.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <gtest/gtest.h>

namespace digitlab {
namespace {

using Numbers = std::vector<std::size_t>;

constexpr double kSure = -0.01;  // log-probability of a digit
constexpr double kJunk = -2.3;   // all ten alike

// Knows which groups of pieces are digits.
class Oracle {
 public:
  explicit Oracle(std::set<Numbers> digits) : digits_(std::move(digits)) {}

  std::vector<Numbers> read(const std::vector<InkBox>& boxes) {
    lines_.clear();
    std::vector<Numbers> groups;
    for (const Segment& segment : segment(boxes, [this](const Numbers& pieces) {
           ++asked_;
           return digits_.contains(pieces) ? kSure : kJunk;
         })) {
      groups.push_back(segment.pieces);
      lines_.push_back(segment.line);
    }
    return groups;
  }
  const std::vector<int>& lines() const { return lines_; }
  int asked() const { return asked_; }

 private:
  std::set<Numbers> digits_;
  std::vector<int> lines_;
  int asked_ = 0;
};

using Groups = std::vector<Numbers>;

TEST(Segmentation, NothingIsNothingAndOnePieceIsOne) {
  Oracle oracle({});
  EXPECT_TRUE(oracle.read({}).empty());
  EXPECT_EQ(oracle.read({{0, 0, 10, 10}}), Groups({{0}}));
}

TEST(Segmentation, DigitsOfOneStrokeAreReadFromLeftToRightWhateverTheirOrder) {
  Oracle oracle({{0}, {1}, {2}});
  EXPECT_EQ(oracle.read({{200, 0, 260, 100}, {0, 0, 60, 100}, {100, 5, 160, 98}}),
            Groups({{1}, {2}, {0}}));
}

TEST(Segmentation, ABarAddedLastBelongsToItsDigit) {
  // 4 and 7 with the bar of the 4 last: pieces 0 and 2.
  Oracle oracle({{0, 2}, {1}});
  EXPECT_EQ(oracle.read({{0, 0, 60, 100}, {100, 0, 160, 100}, {10, 55, 70, 60}}),
            Groups({{0, 2}, {1}}));
}

TEST(Segmentation, PiecesMayHangTogetherByOneThatBeginsFartherRight) {
  // A 7 of three straight strokes: top, bar, stem from left to right. Only the stem joins the
  // others.
  Oracle oracle({{0, 1, 2}, {0, 2}, {3}});
  EXPECT_EQ(oracle.read({{0, 0, 80, 3}, {15, 62, 90, 66}, {60, 2, 65, 100}, {130, 0, 190, 100}}),
            Groups({{0, 1, 2}, {3}}));
}

TEST(Segmentation, BoxesOfNeighboursMayOverlap) {
  Oracle oracle({{0}, {1}, {2}});
  EXPECT_EQ(oracle.read({{0, 0, 60, 100}, {45, 0, 100, 100}, {90, 0, 150, 100}}),
            Groups({{0}, {1}, {2}}));
}

TEST(Segmentation, ADigitInsideAnotherIsNone) {
  // A slashed 0: both strokes could be digits, one in the other.
  Oracle oracle({{0}, {1}, {0, 1}});
  EXPECT_EQ(oracle.read({{0, 0, 60, 100}, {15, 10, 45, 90}}), Groups({{0, 1}}));
}

TEST(Segmentation, TwoLinesAreReadOneAfterTheOther) {
  Oracle oracle({{0}, {1}, {2}, {3}});
  EXPECT_EQ(
      oracle.read({{100, 130, 160, 230}, {0, 0, 60, 100}, {100, 5, 160, 98}, {0, 125, 60, 220}}),
      Groups({{1}, {2}, {3}, {0}}));
  EXPECT_EQ(oracle.lines(), std::vector<int>({0, 0, 1, 1}));
}

TEST(Segmentation, AnEightOfTwoCirclesIsNotTwoLines) {
  Oracle oracle({{0}, {1}, {0, 1}});
  EXPECT_EQ(oracle.read({{5, 0, 55, 50}, {0, 50, 60, 110}}), Groups({{0, 1}}));
}

TEST(Segmentation, ASpeckIsLeftOut) {
  Oracle oracle({{0}, {2}});
  EXPECT_EQ(oracle.read({{0, 0, 60, 100}, {110, 95, 112, 97}, {160, 0, 220, 100}}),
            Groups({{0}, {2}}));
}

TEST(Segmentation, WhatIsNoDigitInAnyDivisionStaysWhole) {
  Oracle oracle({});
  EXPECT_EQ(oracle.read({{0, 0, 50, 100}, {40, 0, 90, 100}, {20, 50, 70, 55}}),
            Groups({{0, 1, 2}}));
}

TEST(Segmentation, ATangleIsOneSegmentAndSoonGivenUp) {
  std::vector<InkBox> boxes;
  for (int i = 0; i < 30; ++i) {
    const double shift = 3.0 * i;
    boxes.push_back({shift, shift / 2, 80 + shift, 90 + shift / 2});
  }
  Oracle oracle({});
  const auto groups = oracle.read(boxes);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].size(), boxes.size());
  EXPECT_LE(oracle.asked(), 300);
  boxes.resize(60, {0, 0, 1, 1});
  EXPECT_EQ(oracle.read(boxes).size(), 1U);
}

TEST(Segmentation, BoxesWithoutSizeAreNoTrouble) {
  Oracle oracle({});
  const auto groups = oracle.read({{5, 5, 5, 5}, {5, 5, 5, 5}, {9, 5, 9, 5}});
  EXPECT_FALSE(groups.empty());
}

// A loop and, at its right side, a stem 100 high: what each is alone and what both are together
// are equally good, but that few people write the latter so (-0.26).
std::vector<Segment> loop_and_stem(double loop_height, double gap, double together = -0.26) {
  const std::vector<InkBox> boxes = {{0, 0, 60, loop_height}, {58, 0, 60, 100}};
  return segment(
      boxes, [&](const Numbers& pieces) { return pieces.size() == 2 ? together : 0.0; },
      [gap](std::size_t, std::size_t) { return gap; });
}

bool is_open(const std::vector<Segment>& segments) {
  return std::any_of(segments.begin(), segments.end(),
                     [](const Segment& segment) { return segment.open; });
}

TEST(Segmentation, PartsThatTouchAndDifferInHeightAreOneDigit) {
  for (const double height : {50.0, 55.0, 60.0, 64.0}) {
    EXPECT_EQ(loop_and_stem(height, 0).size(), 1U) << height;
    EXPECT_FALSE(is_open(loop_and_stem(height, 0))) << height;
  }
}

TEST(Segmentation, WhatTouchesAndStandsSideBySideIsTwoDigits) {
  for (const double height : {80.0, 90.0, 100.0}) {
    EXPECT_EQ(loop_and_stem(height, 0).size(), 2U) << height;
    EXPECT_FALSE(is_open(loop_and_stem(height, 0))) << height;
  }
}

TEST(Segmentation, WhatDoesNotTouchIsTwoDigitsWhateverItsHeight) {
  for (const double height : {55.0, 60.0, 71.0, 80.0, 100.0}) {
    EXPECT_EQ(loop_and_stem(height, 6).size(), 2U) << height;
    EXPECT_FALSE(is_open(loop_and_stem(height, 6))) << height;
  }
}

TEST(Segmentation, WhatTouchesAndIsNoDigitTogetherIsTwo) {
  EXPECT_EQ(loop_and_stem(60, 0, kJunk).size(), 2U);
  EXPECT_FALSE(is_open(loop_and_stem(60, 0, kJunk)));
}

TEST(Segmentation, BetweenOneDigitAndTwoItIsOpen) {
  // In all of the way from two digits to one, and in each of them.
  int changes = 0;
  std::size_t before = 2;
  for (double height = 80; height >= 60; height -= 0.5) {
    const std::vector<Segment> segments = loop_and_stem(height, 0);
    if (segments.size() == before) continue;
    ++changes;
    before = segments.size();
    for (const double near : {height + 0.5, height}) {
      for (const Segment& segment : loop_and_stem(near, 0)) EXPECT_TRUE(segment.open) << near;
    }
  }
  EXPECT_EQ(changes, 1);
}

TEST(Segmentation, ADigitBesideOneThatIsOpenIsNot) {
  const std::vector<InkBox> boxes = {{0, 0, 60, 69.4}, {58, 0, 60, 100}, {100, 0, 160, 100}};
  const std::vector<Segment> segments = segment(
      boxes,
      [](const Numbers& pieces) {
        if (pieces == Numbers{0, 1}) return -0.26;
        return pieces.size() == 1 ? 0.0 : kJunk;
      },
      [](std::size_t a, std::size_t b) { return a + b == 1 ? 0.0 : 40.0; });
  ASSERT_GE(segments.size(), 2U);
  EXPECT_TRUE(segments.front().open);
  EXPECT_FALSE(segments.back().open);
}

}  // namespace
}  // namespace digitlab
