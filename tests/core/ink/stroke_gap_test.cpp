#include "digitlab/ink/stroke_gap.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#include <gtest/gtest.h>

namespace digitlab {
namespace {

Stroke circle(double x, double y, double radius, int points) {
  Stroke stroke;
  for (int i = 0; i <= points; ++i) {
    const double angle = 2 * std::numbers::pi * i / points;
    stroke.push_back({static_cast<float>(x + radius * std::cos(angle)),
                      static_cast<float>(y + radius * std::sin(angle))});
  }
  return stroke;
}

TEST(StrokeGap, StrokesThatCrossBetweenTheirPointsHaveNone) {
  EXPECT_EQ(stroke_gap({{0, 0}, {10, 10}}, {{0, 10}, {10, 0}}), 0.0);
}

TEST(StrokeGap, IsTheLeastDistanceOfPointOrLine) {
  EXPECT_DOUBLE_EQ(stroke_gap({{0, 0}, {10, 0}}, {{4, 3}, {4, 9}}), 3.0);
  EXPECT_DOUBLE_EQ(stroke_gap({{4, 3}, {4, 9}}, {{0, 0}, {10, 0}}), 3.0);
  EXPECT_DOUBLE_EQ(stroke_gap({{0, 0}}, {{3, 4}}), 5.0);
  EXPECT_DOUBLE_EQ(stroke_gap({{0, 0}, {1, 0}}, {{3, 0}, {5, 0}}), 2.0);
  EXPECT_EQ(stroke_gap({}, {{3, 4}}), std::numeric_limits<double>::infinity());
}

TEST(StrokeGap, LongStrokesAreThinnedWithoutMovingTheirLine) {
  const Stroke fine = circle(0, 0, 50, 5000);
  const Stroke thin = thinned(fine);
  EXPECT_LE(thin.size(), 64U);
  EXPECT_EQ(thin.front(), fine.front());
  EXPECT_EQ(thin.back(), fine.back());
  for (const Point& point : thin) EXPECT_NEAR(std::hypot(point.x, point.y), 50, 0.01);
  for (const double gap : {1.0, 5.0, 20.0}) {
    const auto x = static_cast<float>(50 + gap);
    EXPECT_NEAR(stroke_gap(thin, thinned({{x, -80}, {x, 80}})), gap, 0.1);
  }
}

TEST(StrokeGap, PointsThatAreNowhereOrInOnePlaceAreNoTrouble) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float huge = std::numeric_limits<float>::max();
  EXPECT_EQ(thinned({{nan, 1}, {2, 3}, {4, nan}}), Stroke({{2, 3}}));
  EXPECT_EQ(thinned(Stroke(500, Point{7, 7})).size(), 64U);
  Stroke far(200, Point{-huge, huge});
  far.push_back({huge, -huge});
  for (const Point& point : thinned(far)) EXPECT_TRUE(is_finite(point));
  EXPECT_FALSE(std::isnan(stroke_gap(thinned(far), {{0, 0}, {1, 1}})));
}

}  // namespace
}  // namespace digitlab
