#include "data/augment_ink.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <gtest/gtest.h>

namespace digitlab {
namespace {

// A straight stroke of `count` points.
Stroke line(float x0, float y0, float x1, float y1, int count = 21) {
  Stroke stroke;
  for (int i = 0; i < count; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(count - 1);
    stroke.push_back({x0 + t * (x1 - x0), y0 + t * (y1 - y0)});
  }
  return stroke;
}

InkPath path_of(const Drawing& drawing) {
  InkPath path;
  load_path(drawing, path);
  return path;
}

double ink_of(const Frame& frame) {
  return std::accumulate(frame.pixels.begin(), frame.pixels.end(), 0.0) / 255;
}

// A 4 in two strokes, and a slip of the pen: box 100 × 100, lengths 150, 100 and 5.
const Drawing kFour{{{50, 0}, {0, 75}, {100, 75}}, line(60, 0, 60, 100), line(90, 90, 95, 90)};

TEST(AugmentInk, PutsTheDrawingIntoTheUnitBoxAndBack) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const InkPath path = path_of({{{10, 20}, {nan, 0}, {30, 60}}, {}, {{nan, nan}}, {{20, 40}}});
  EXPECT_EQ(path.ends, (std::vector<std::size_t>{2, 3}));
  EXPECT_EQ(path.points, (std::vector<Point>{{-0.25F, -0.5F}, {0.25F, 0.5F}, {0, 0}}));
  Drawing drawing{{{9, 9}}, {}, {}};
  store_path(path, drawing);
  EXPECT_EQ(drawing, (Drawing{{{-0.25F, -0.5F}, {0.25F, 0.5F}}, {{0, 0}}}));
}

TEST(AugmentInk, DropsTheShortStrokeOnly) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    InkPath path = path_of(kFour);
    const double length = path.length();
    drop_short_stroke(random, path);
    ASSERT_EQ(path.ends.size(), 2U);
    EXPECT_NEAR(path.length(), length - 0.05, 1e-5);
    drop_short_stroke(random, path);  // both that are left are long
    EXPECT_EQ(path.ends.size(), 2U);
  }
}

TEST(AugmentInk, JoinsStrokesThatAreNear) {
  Random random(1);
  // From (30, 0) it is not far to (30, 20), from (30, 100) it is to (100, 0).
  const Drawing drawing{line(0, 0, 30, 0), line(30, 20, 30, 100), line(100, 0, 100, 50)};
  InkPath path = path_of(drawing);
  join_strokes(random, 1, path);
  EXPECT_EQ(path.ends, (std::vector<std::size_t>{42, 63}));
  path = path_of(drawing);
  join_strokes(random, 0, path);
  EXPECT_EQ(path.ends, (std::vector<std::size_t>{21, 42, 63}));
  int joined = 0;
  for (int i = 0; i < 1000; ++i) {
    path = path_of(drawing);
    join_strokes(random, 0.3, path);
    joined += path.ends.size() == 2 ? 1 : 0;
  }
  EXPECT_NEAR(joined, 300, 50);
}

TEST(AugmentInk, AGapTakesAShortPieceAway) {
  int split = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    InkPath path = path_of({line(0, 0, 0, 100, 3)});
    cut_gap(random, path);
    EXPECT_LE(path.length(), 1 - 0.0999);
    EXPECT_GE(path.length(), 1 - 0.2201);
    for (std::size_t stroke = 0; stroke < path.ends.size(); ++stroke) {
      EXPECT_GE(path.length_of(stroke), 0.2199);  // nothing is left that looks like a dot
    }
    EXPECT_EQ(path.ends.back(), path.points.size());
    split += path.ends.size() == 2 ? 1 : 0;
  }
  EXPECT_GT(split, 50);  // both in the middle and at an end
  EXPECT_LT(split, 150);
}

TEST(AugmentInk, AGapSparesShortStrokes) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Random random(seed);
    InkPath path = path_of({{{0, 0}}, line(0, 0, 0, 10), {{0, 100}}});
    cut_gap(random, path);
    EXPECT_NEAR(path.length(), 0.1, 1e-5);
  }
}

TEST(AugmentInk, AStrokeShiftMovesEachStrokeAsAWhole) {
  InkVariation variation;
  variation.stroke_shift = 0.05;
  double squares = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    ElasticField field;
    const InkPath before = path_of(kFour);
    InkPath path = before;
    move_points(random, variation, field, path);
    for (std::size_t stroke = 0; stroke < 3; ++stroke) {
      const std::size_t first = path.begin_of(stroke);
      const float x = path.points[first].x - before.points[first].x;
      const float y = path.points[first].y - before.points[first].y;
      for (std::size_t i = first; i < path.ends[stroke]; ++i) {
        EXPECT_NEAR(path.points[i].x - before.points[i].x, x, 1e-6);
        EXPECT_NEAR(path.points[i].y - before.points[i].y, y, 1e-6);
      }
      squares += static_cast<double>(x * x + y * y) / 2;
    }
    EXPECT_NE(path.points[0].x - before.points[0].x, path.points[3].x - before.points[3].x);
  }
  EXPECT_NEAR(std::sqrt(squares / 600), 0.05, 0.003);
}

TEST(AugmentInk, JitterIsSmoothAlongTheStroke) {
  InkVariation variation;
  variation.jitter = 0.02;
  double squares = 0;
  double steps = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Random random(seed);
    ElasticField field;
    const InkPath before = path_of({line(0, 0, 0, 100, 101)});
    InkPath path = before;
    move_points(random, variation, field, path);
    for (std::size_t i = 1; i < 101; ++i) {
      const double here = static_cast<double>(path.points[i].x - before.points[i].x);
      const double last = static_cast<double>(path.points[i - 1].x - before.points[i - 1].x);
      squares += here * here;
      steps += (here - last) * (here - last);
    }
  }
  const double rms = std::sqrt(squares / 30000);
  EXPECT_GT(rms, 0.014);  // blending lowers it between the random offsets
  EXPECT_LT(rms, 0.02);
  EXPECT_LT(std::sqrt(steps / 30000), 0.1 * rms);
}

TEST(AugmentInk, JitterFollowsPointsHoweverFarApart) {
  InkVariation variation;
  variation.jitter = 0.02;
  Random random(1);
  ElasticField field;
  InkPath path = path_of({{{0, 0}, {0, 1e6F}, {1e6F, 0}, {1e6F, 1e6F}}});
  move_points(random, variation, field, path);
  for (const Point& point : path.points) {
    EXPECT_NEAR(std::abs(point.x), 0.5, 0.035);
    EXPECT_NEAR(std::abs(point.y), 0.5, 0.035);
  }
}

TEST(AugmentInk, ElasticDistortionBendsAStraightLine) {
  InkVariation variation;
  variation.elastic = 0.05;
  Random random(4);
  ElasticField field;
  InkPath path = path_of({line(0, 0, 0, 100)});
  move_points(random, variation, field, path);
  const Point& first = path.points.front();
  const Point& last = path.points.back();
  float bend = 0;
  for (std::size_t i = 0; i < path.points.size(); ++i) {
    const float t = static_cast<float>(i) / 20.0F;
    bend = std::max(bend, std::abs(path.points[i].x - (first.x + t * (last.x - first.x))));
  }
  EXPECT_GT(bend, 0.01);
  EXPECT_LT(bend, 0.2);
}

TEST(AugmentInk, SlantLeansTheDrawingToTheRight) {
  InkPath path = path_of({line(0, 0, 0, 100)});
  apply_map(linear_map(0, 0.2, 1, 1), path);
  EXPECT_NEAR(path.points.front().x, 0.1, 1e-6);  // the upper end
  EXPECT_NEAR(path.points.back().x, -0.1, 1e-6);
  EXPECT_NEAR(path.points.front().y, -0.5, 1e-6);

  InkVariation variation;
  variation.slant = 0.5;
  InkChanger changer;
  int widest = 0;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Random random(seed);
    const Frame frame = changer.apply({line(0, 0, 0, 100)}, variation, random);
    std::vector<bool> columns(28);
    for (std::size_t i = 0; i < 784; ++i) columns[i % 28] = columns[i % 28] || frame.pixels[i] > 0;
    widest = std::max(widest, static_cast<int>(std::count(columns.begin(), columns.end(), true)));
  }
  EXPECT_GE(widest, 10);  // tan⁻¹ ½ over 18 pixels, and the pen's own 3
  EXPECT_LE(widest, 13);
}

TEST(AugmentInk, AspectNarrowsAndWidens) {
  InkVariation variation;
  variation.aspect = 0.4;
  InkChanger changer;
  double narrowest = 100;
  double widest = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Random random(seed);
    const Frame frame =
        changer.apply({line(0, 0, 0, 100), line(50, 0, 50, 100)}, variation, random);
    // Two vertical lines: the ink's spread across is half their distance.
    double mass = 0;
    double x = 0;
    double xx = 0;
    for (std::size_t i = 0; i < 784; ++i) {
      const auto column = static_cast<double>(i % 28);
      mass += frame.pixels[i];
      x += frame.pixels[i] * column;
      xx += frame.pixels[i] * column * column;
    }
    const double distance = 2 * std::sqrt(xx / mass - x / mass * x / mass);
    narrowest = std::min(narrowest, distance);
    widest = std::max(widest, distance);
  }
  // 8.9 pixels without variation; 0.8/1.2 and 1.2/0.8 of it at the extremes.
  EXPECT_NEAR(narrowest, 6.0, 0.4);
  EXPECT_NEAR(widest, 13.4, 0.5);
}

TEST(AugmentInk, PenWidthThinsAndThickensTheLine) {
  InkVariation variation;
  variation.pen_width = 1;
  InkChanger changer;
  double thinnest = 1e9;
  double thickest = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    const double ink = ink_of(changer.apply({line(0, 0, 0, 100)}, variation, random));
    thinnest = std::min(thinnest, ink);
    thickest = std::max(thickest, ink);
  }
  // 20 pixels long with round ends: width·(20 - width) + π/4·width², for widths 1.2 to 3.2.
  EXPECT_NEAR(thinnest, 23.7, 0.8);
  EXPECT_NEAR(thickest, 61.8, 1.5);
}

TEST(AugmentInk, WithoutStrengthsTheFrameIsThatOfTheDrawing) {
  InkChanger changer;
  Random random(1);
  EXPECT_EQ(changer.apply(kFour, {}, random).pixels, frame_drawing(kFour).pixels);
  EXPECT_EQ(changer.apply({{{5, 5}}}, {}, random).pixels, frame_drawing({{{5, 5}}}).pixels);
}

TEST(AugmentInk, NoDrawingLosesAllInk) {
  InkVariation strongest{.rotation = 45,
                         .slant = 1,
                         .aspect = 0.5,
                         .elastic = 0.2,
                         .jitter = 0.2,
                         .stroke_shift = 0.2,
                         .pen_width = 1.5,
                         .drop = 1,
                         .gap = 1,
                         .join = 1};
  const Drawing dots{{{0, 0}}, {{1, 0}}, {{0, 1}}, {{1, 1}}, {{2, 2}}, {{3, 1}}};
  const Drawing dashes{line(0, 0, 1, 0), line(0, 1, 1, 1), line(0, 2, 1, 2),
                       line(0, 3, 1, 3), line(0, 4, 1, 4), line(0, 5, 1, 5)};
  InkChanger changer;
  for (const Drawing& drawing :
       {Drawing{{{7, 7}}}, dots, dashes, kFour, Drawing{line(0, 0, 0, 1, 2)},
        Drawing{{{0, 0}, {0, 0}}}, Drawing{{{1e30F, -1e30F}, {1e30F, 1e30F}}}}) {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      Random random(seed);
      const Frame frame = changer.apply(drawing, strongest, random);
      EXPECT_FALSE(frame.blank);
      EXPECT_GT(ink_of(frame), 0.3);
    }
  }
}

}  // namespace
}  // namespace digitlab
