// The work that any drawing makes is bounded, whatever its pieces' arrangement.
#include "ink/page_reading.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/math/random.hpp"

namespace digitlab {
namespace {

using Boxes = std::vector<InkBox>;

struct Arrangement {
  std::string name;
  Boxes boxes;
};

InkBox square(double x, double y, double side) { return {x, y, x + side, y + side}; }

Boxes dots(std::size_t count) {
  Boxes boxes;
  for (std::size_t i = 0; i < count; ++i)
    boxes.push_back(square(10.0 * static_cast<double>(i), 0, 1));
  return boxes;
}

Boxes staircase(std::size_t count) {
  Boxes boxes;
  for (std::size_t i = 0; i < count; ++i)
    boxes.push_back(square(10.0 * static_cast<double>(i), 10.0 * static_cast<double>(i), 8));
  return boxes;
}

Boxes grid(int side, double gap) {
  Boxes boxes;
  for (int i = 0; i < side * side; ++i) {
    boxes.push_back(square((10 + gap) * (i % side), (10 + gap) * (i / side), 10));
  }
  return boxes;
}

Boxes concentric(std::size_t count) {
  Boxes boxes;
  for (std::size_t i = 0; i < count; ++i) {
    const auto r = static_cast<double>(i + 1);
    boxes.push_back({-r, -r, r, r});
  }
  return boxes;
}

Boxes fence(std::size_t count) {
  Boxes boxes;
  for (std::size_t i = 0; i < count; ++i) {
    boxes.push_back({8.0 * static_cast<double>(i), 0, 8.0 * static_cast<double>(i), 100});
  }
  return boxes;
}

Boxes scattered(std::uint64_t seed) {
  Random random(seed, 0);
  const double width = random.uniform(10, 600);
  const double height = random.uniform(1, 600);
  const double across = random.uniform(1, 100);
  const double down = random.uniform(1, 100);
  Boxes boxes(5 + random.below(36));
  for (InkBox& box : boxes) {
    box.left = random.uniform(0, width);
    box.top = random.uniform(0, height);
    box.right = box.left + random.uniform(0, across);
    box.bottom = box.top + random.uniform(0, down);
  }
  return boxes;
}

std::vector<Arrangement> arrangements() {
  std::vector<Arrangement> all;
  for (const std::size_t count : {20U, 23U, 26U, 30U, 40U}) {
    const std::string number = std::to_string(count);
    all.push_back({"dots " + number, dots(count)});
    all.push_back({"staircase " + number, staircase(count)});
    all.push_back({"concentric " + number, concentric(count)});
    all.push_back({"fence " + number, fence(count)});
  }
  for (const double gap : {2.0, 10.0, 30.0}) all.push_back({"grid", grid(6, gap)});
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    all.push_back({"scattered " + std::to_string(seed), scattered(seed)});
  }
  return all;
}

TEST(PageReading, NoArrangementOfPiecesMakesMoreThanSoMuchWork) {
  for (const Arrangement& arrangement : arrangements()) {
    std::size_t asked = 0;
    std::size_t gaps = 0;
    const SegmentScore score = [&](const std::vector<std::size_t>& pieces) {
      ++asked;
      return pieces.size() == 1 ? -0.01 : -0.02;
    };
    const PieceGap gap = [&](std::size_t, std::size_t) {
      ++gaps;
      return 0.0;
    };
    Ink ink(arrangement.boxes, score, gap);
    try {
      EXPECT_FALSE(PageReader(ink, arrangement.boxes.size()).lines().empty());
    } catch (const TooEntangled&) {
    }
    const std::size_t pieces = arrangement.boxes.size();
    EXPECT_LE(ink.steps(), kMostSteps + 1) << arrangement.name;
    EXPECT_LE(asked, kMostCandidates) << arrangement.name;
    EXPECT_LE(gaps, pieces * (pieces - 1) / 2) << arrangement.name;
    EXPECT_FALSE(segment(arrangement.boxes, score, gap).empty()) << arrangement.name;
    EXPECT_LE(asked, 2 * kMostCandidates) << arrangement.name;
  }
}

// Every prefix of level dots is a line of its own, so that there are 2^(n-1) ways to cut them.
TEST(PageReading, LevelPiecesTakeNoMoreThanTheirSquareOfSteps) {
  const SegmentScore junk = [](const std::vector<std::size_t>&) { return -7.0; };
  const PieceGap none;
  for (const std::size_t count : {10U, 20U, 40U}) {
    const Boxes boxes = dots(count);
    Ink ink(boxes, junk, none);
    PageReader(ink, count).score();
    EXPECT_LE(ink.steps(), count * count);
  }
}

TEST(PageReading, AVerdictThatIsNoNumberIsTheWorst) {
  const Boxes boxes = {{0, 0, 60, 100}, {100, 0, 160, 100}, {200, 0, 260, 100}};
  const SegmentScore nan = [](const std::vector<std::size_t>&) { return std::nan(""); };
  EXPECT_EQ(segment(boxes, nan).size(), 1U);
}

}  // namespace
}  // namespace digitlab
