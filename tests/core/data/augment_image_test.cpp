#include "data/augment_image.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace digitlab {
namespace {

// A filled rectangle of ink, in pixels of a side×side image.
ImageSet rectangle(Index side, Index left, Index top, Index width, Index height) {
  std::vector<float> pixels(static_cast<std::size_t>(side * side), 0.0F);
  for (Index y = top; y < top + height; ++y) {
    for (Index x = left; x < left + width; ++x) pixels[static_cast<std::size_t>(y * side + x)] = 1;
  }
  return ImageSet(side, side, std::move(pixels), {0});
}

// Moments of an image; the angle of its long axis is in degrees, clockwise from the right.
struct Moments {
  double mass = 0;
  double x = 0;
  double y = 0;
  double xx = 0;
  double xy = 0;
  double yy = 0;
  double angle() const { return 90 / std::acos(-1.0) * std::atan2(2 * xy, xx - yy); }
};

Moments moments(const std::vector<float>& pixels) {
  const auto side = static_cast<std::size_t>(std::sqrt(static_cast<double>(pixels.size())) + 0.5);
  const auto sum = [&](const auto& term) {
    double total = 0;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      total += static_cast<double>(pixels[i]) *
               term(static_cast<double>(i % side), static_cast<double>(i / side));
    }
    return total;
  };
  Moments m;
  m.mass = sum([](double, double) { return 1.0; });
  m.x = sum([](double x, double) { return x; }) / m.mass;
  m.y = sum([](double, double y) { return y; }) / m.mass;
  m.xx = sum([&](double x, double) { return (x - m.x) * (x - m.x); }) / m.mass;
  m.xy = sum([&](double x, double y) { return (x - m.x) * (y - m.y); }) / m.mass;
  m.yy = sum([&](double, double y) { return (y - m.y) * (y - m.y); }) / m.mass;
  return m;
}

std::vector<float> warped(const ImageSet& images, const ImageChange& change,
                          const ImageVariation& variation = {}) {
  ImageWarp warp;
  Random random(1);
  return warp.apply(images.image(0), change, variation, random);
}

TEST(AugmentImage, NoChangeKeepsEveryPixel) {
  const ImageSet images = rectangle(28, 5, 9, 18, 4);
  const std::vector<float> pixels = warped(images, {});
  for (Index i = 0; i < 784; ++i) {
    EXPECT_NEAR(pixels[static_cast<std::size_t>(i)], images.image(0)[i], 1e-5);
  }
}

TEST(AugmentImage, AShiftMovesTheCenterOfMass) {
  ImageChange change;
  change.shift_x = 2.25;
  change.shift_y = -1.5;
  const Moments before = moments(warped(rectangle(28, 8, 6, 12, 16), {}));
  const Moments after = moments(warped(rectangle(28, 8, 6, 12, 16), change));
  EXPECT_NEAR(after.x - before.x, 2.25, 1e-4);
  EXPECT_NEAR(after.y - before.y, -1.5, 1e-4);
  EXPECT_NEAR(after.mass, before.mass, 1e-3);
}

TEST(AugmentImage, AShiftIsSmallerInASmallerImage) {
  ImageChange change;
  change.shift_x = 1.4;
  const Moments before = moments(warped(rectangle(20, 5, 5, 8, 10), {}));
  const Moments after = moments(warped(rectangle(20, 5, 5, 8, 10), change));
  EXPECT_NEAR(after.x - before.x, 1.0, 1e-4);
}

TEST(AugmentImage, ARotationTurnsClockwiseByItsAngle) {
  for (const double degrees : {-20.0, -7.0, 12.0, 45.0}) {
    ImageChange change;
    change.rotation = degrees;
    const Moments after = moments(warped(rectangle(28, 4, 12, 20, 4), change));
    EXPECT_NEAR(after.angle(), degrees, 0.2);
    EXPECT_NEAR(after.x, 13.5, 0.01);
    EXPECT_NEAR(after.mass, 80, 1.5);  // blending does not keep it exactly
  }
}

TEST(AugmentImage, AShearMovesTheUpperPartToTheRight) {
  ImageChange change;
  change.shear = 0.2;
  const Moments after = moments(warped(rectangle(28, 12, 4, 4, 20), change));
  EXPECT_NEAR(after.xy / after.yy, -0.2, 0.005);
  EXPECT_NEAR(after.mass, 80, 1.5);  // blending does not keep it exactly
}

TEST(AugmentImage, AScaleStretchesAlongItsAxis) {
  ImageChange change;
  change.scale_x = 1.2;
  change.scale_y = 0.9;
  const Moments before = moments(warped(rectangle(28, 6, 6, 16, 16), {}));
  const Moments after = moments(warped(rectangle(28, 6, 6, 16, 16), change));
  EXPECT_NEAR(std::sqrt(after.xx / before.xx), 1.2, 0.005);
  EXPECT_NEAR(std::sqrt(after.yy / before.yy), 0.9, 0.005);
}

TEST(AugmentImage, AThicknessWidensALineByItsPixels) {
  for (const double pixels : {-1.5, -0.6, 0.5, 1.0}) {
    ImageChange change;
    change.thickness = pixels;
    // A bar from edge to edge has no ends that could grow.
    const Moments after = moments(warped(rectangle(28, 0, 12, 28, 4), change));
    if (pixels > 0) {
      EXPECT_NEAR(after.mass / 28, 4 + pixels, 1e-4);
    } else {  // the frame's edge is paper and eats a little
      EXPECT_NEAR(after.mass / 28, 4 + pixels, 0.2);
    }
  }
}

TEST(AugmentImage, DrawsWithinTheStrengthsAndUsesThemUp) {
  ImageVariation variation;
  variation.rotation = 10;
  variation.scale = 0.2;
  variation.shift = 2;
  double widest = 0;
  double largest = 1;
  double smallest = 1;
  double sum = 0;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    Random random(1, i);
    const ImageChange change = draw_image_change(random, variation);
    EXPECT_LE(std::abs(change.shift_x), 2);
    EXPECT_EQ(change.shear, 0);
    EXPECT_EQ(change.scale_x, change.scale_y);
    widest = std::max(widest, std::abs(change.rotation));
    largest = std::max(largest, change.scale_x);
    smallest = std::min(smallest, change.scale_x);
    sum += change.shift_y;
  }
  EXPECT_NEAR(widest, 10, 0.1);
  EXPECT_NEAR(largest, 1.1 / 0.9, 0.01);
  EXPECT_NEAR(smallest, 0.9 / 1.1, 0.01);
  EXPECT_NEAR(sum / 2000, 0, 0.1);
}

TEST(AugmentImage, AnImageThatWouldLoseItsInkStaysAsItIs) {
  const ImageSet corner = rectangle(28, 24, 0, 4, 4);
  ImageChange change;
  change.shift_x = 4;
  const std::vector<float> pixels = warped(corner, change);
  for (Index i = 0; i < 784; ++i)
    EXPECT_EQ(pixels[static_cast<std::size_t>(i)], corner.image(0)[i]);
}

TEST(AugmentImage, TakesImagesOfDifferentSizesInTurn) {
  ImageWarp warp;
  Random random(1);
  ImageVariation variation;
  variation.elastic = 1;
  const ImageSet large = rectangle(28, 8, 6, 12, 16);
  const ImageSet small = rectangle(20, 5, 5, 8, 10);
  const std::vector<float> first = warp.apply(large.image(0), {}, variation, random);
  EXPECT_EQ(warp.apply(small.image(0), {}, variation, random).size(), 400U);
  Random again(1);
  EXPECT_EQ(warp.apply(large.image(0), {}, variation, again), first);
}

TEST(ElasticField, HasTheStrengthAskedForAndIsSmooth) {
  double squares = 0;
  double steps = 0;
  double count = 0;
  std::vector<float> dx(784);
  std::vector<float> dy(784);
  ElasticField field;
  for (std::uint64_t i = 0; i < 400; ++i) {
    Random random(2, i);
    field.draw(random, 1.5, 4, 28, 28);
    field.at_pixels(28, 28, dx.data(), dy.data());
    for (std::size_t p = 0; p < 784; ++p) {
      squares += static_cast<double>(dx[p] * dx[p] + dy[p] * dy[p]) / 2;
      if (p % 28 == 27) continue;
      const double step = static_cast<double>(dx[p + 1] - dx[p]);
      steps += step * step;
      ++count;
    }
  }
  EXPECT_NEAR(std::sqrt(squares / (400 * 784)), 1.5, 0.03);
  // A Gaussian field of deviation s smoothed by σ has a slope of s / (√2 σ).
  EXPECT_NEAR(std::sqrt(steps / count), 1.5 / (std::sqrt(2.0) * 4), 0.02);
}

TEST(ElasticField, IsTheSameAtPointsAndAtPixels) {
  ElasticField field;
  Random random(3);
  field.draw(random, 1, 5, 28, 20);
  std::vector<float> dx(560);
  std::vector<float> dy(560);
  field.at_pixels(20, 28, dx.data(), dy.data());
  for (int y = 0; y < 20; ++y) {
    for (int x = 0; x < 28; ++x) {
      const auto at = field.at(static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F);
      EXPECT_NEAR(at.x, dx[static_cast<std::size_t>(y * 28 + x)], 1e-5);
      EXPECT_NEAR(at.y, dy[static_cast<std::size_t>(y * 28 + x)], 1e-5);
    }
  }
}

}  // namespace
}  // namespace digitlab
