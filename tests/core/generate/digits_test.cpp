#include "digitlab/generate/digits.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "generate/templates/digit_templates.hpp"
#include "support/generator_checks.hpp"

namespace digitlab {
namespace {

Frame frame_of(const SyntheticDigit& digit, bool center_by_mass = true) {
  FrameOptions options;
  options.pen_width = digit.pen_width;
  options.center_by_mass = center_by_mass;
  return frame_drawing(digit.drawing, options);
}

double ink_of(const Frame& frame) {
  double ink = 0;
  for (const std::uint8_t pixel : frame.pixels) ink += pixel;
  return ink;
}

TEST(SyntheticTemplates, EveryDigitHasSeveralAndTheirNamesAreTheirOwn) {
  std::array<int, 10> count{};
  std::set<std::string> names;
  for (const DigitTemplate& one : digit_templates()) {
    ASSERT_LE(one.digit, 9);
    ++count[one.digit];
    EXPECT_EQ(one.name[0], '0' + one.digit) << one.name;
    EXPECT_TRUE(names.insert(one.name).second) << one.name << " is there twice";
    EXPECT_GT(one.weight, 0.0) << one.name;
    EXPECT_GT(one.freedom, 0.0) << one.name;
  }
  for (std::size_t digit = 0; digit < 10; ++digit) EXPECT_GE(count[digit], 3) << digit;
}

TEST(SyntheticTemplates, TheShapesOfATemplateCanBeBlended) {
  for (const DigitTemplate& one : digit_templates()) {
    ASSERT_FALSE(one.shapes.empty()) << one.name;
    expect_blendable(one.name, one.shapes, 0.7, 0.6);
  }
}

TEST(Synthetic, ADigitDependsOnSeedAndIndexAlone) {
  const SyntheticDigit digit = synthesize_digit(42, 1234);
  for (std::uint64_t index = 0; index < 20; ++index) synthesize_digit(42, index);
  const SyntheticDigit again = synthesize_digit(42, 1234);
  EXPECT_EQ(again.drawing, digit.drawing);
  EXPECT_EQ(again.label, digit.label);
  EXPECT_EQ(again.pen_width, digit.pen_width);
}

TEST(Synthetic, SeedsAndIndicesDiffer) {
  std::set<float> first_points;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    for (std::uint64_t turn = 0; turn < 20; ++turn) {
      const SyntheticDigit digit = synthesize_digit(seed, 10 * turn + 3);
      first_points.insert(digit.drawing.front().front().x);
    }
  }
  EXPECT_GE(first_points.size(), 398U);
}

TEST(Synthetic, AnyRunFromTheStartIsBalanced) {
  for (const Index count : {1, 7, 10, 99, 250}) {
    std::array<int, 10> counts{};
    const ImageSet images = synthesize_images(count, 3);
    for (const std::uint8_t label : images.labels()) ++counts[label];
    for (std::size_t digit = 0; digit < 10; ++digit) {
      EXPECT_NEAR(counts[digit], static_cast<double>(count) / 10, 0.91);
    }
  }
}

TEST(Synthetic, EveryDigitIsPlausibleInk) {
  for (std::uint64_t index = 0; index < 2000; ++index) {
    const SyntheticDigit digit = synthesize_digit(7, index);
    ASSERT_EQ(digit.label, index % 10);
    ASSERT_GE(digit.drawing.size(), 1U);
    ASSERT_LE(digit.drawing.size(), 3U);
    EXPECT_GE(digit.pen_width, 1.0);
    EXPECT_LE(digit.pen_width, 5.5);
    std::size_t points = 0;
    for (const Stroke& stroke : digit.drawing) {
      ASSERT_GE(stroke.size(), 2U);
      points += stroke.size();
      for (const Point& point : stroke) {
        ASSERT_TRUE(std::isfinite(point.x) && std::isfinite(point.y));
        ASSERT_LT(std::abs(point.x), 2000.0F);
        ASSERT_LT(std::abs(point.y), 2000.0F);
      }
    }
    EXPECT_GE(points, 8U) << "digit " << index;
    EXPECT_LE(points, 150U) << "digit " << index;
  }
}

TEST(Synthetic, EveryFrameHasInkAndLosesNone) {
  for (std::uint64_t index = 0; index < 2000; ++index) {
    const SyntheticDigit digit = synthesize_digit(8, index);
    const Frame frame = frame_of(digit);
    ASSERT_FALSE(frame.blank);
    const double ink = ink_of(frame);
    // Moved by parts of a pixel: the area of corners is not exact.
    EXPECT_NEAR(ink, ink_of(frame_of(digit, false)), ink / 100) << "digit " << index;
    EXPECT_GT(ink, 20 * 255) << "digit " << index;
    EXPECT_LT(ink, 320 * 255) << "digit " << index;
  }
}

TEST(Synthetic, ImagesAreTheFramedDigitsInWhateverOrderTheyAreMade) {
  constexpr Index kCount = 700;
  const ImageSet images = synthesize_images(kCount, 11);
  const ImageSet backwards =
      synthesize_images(kCount, 11, [](Index count, const std::function<void(Index)>& body) {
        for (Index i = count; i > 0; --i) body(i - 1);
      });
  ASSERT_EQ(images.size(), kCount);
  ASSERT_EQ(images.height(), 28);
  ASSERT_EQ(images.width(), 28);
  EXPECT_EQ(images.labels(), backwards.labels());
  for (Index i = 0; i < kCount; ++i) {
    const Frame frame = frame_of(synthesize_digit(11, static_cast<std::uint64_t>(i)));
    for (std::size_t k = 0; k < 784; ++k) {
      ASSERT_EQ(images.image(i).bytes[k], frame.pixels[k]) << "image " << i;
      ASSERT_EQ(backwards.image(i).bytes[k], frame.pixels[k]) << "image " << i;
    }
  }
}

TEST(Synthetic, ALongerRunBeginsAsAShorterOne) {
  const ImageSet shorter = synthesize_images(30, 5);
  const ImageSet longer = synthesize_images(300, 5);
  for (Index i = 0; i < 30; ++i) {
    for (std::size_t k = 0; k < 784; ++k) {
      ASSERT_EQ(shorter.image(i).bytes[k], longer.image(i).bytes[k]);
    }
  }
}

TEST(Synthetic, TheSamePixelsOnEveryTarget) {
  EXPECT_EQ(pixel_hash(synthesize_images(200, 1)), 2990380910U);
}

TEST(Synthetic, NoDigitsAreNoImages) {
  EXPECT_EQ(synthesize_images(0, 1).size(), 0);
  EXPECT_EQ(synthesize_images(-5, 1).size(), 0);
}

// Nearest mean image: a crude reader, the cruder the more ways of writing there are, and yet far
// above chance (10 %) if digits look like their labels.
TEST(Synthetic, DigitsLookLikeTheirLabels) {
  const ImageSet known = synthesize_images(1000, 1);
  const ImageSet fresh = synthesize_images(500, 2);
  std::array<std::array<double, 784>, 10> means{};
  for (Index i = 0; i < known.size(); ++i) {
    const ImageView image = known.image(i);
    auto& mean = means[known.labels()[static_cast<std::size_t>(i)]];
    for (std::size_t k = 0; k < 784; ++k) mean[k] += image.bytes[k] / 100.0;
  }
  int right = 0;
  for (Index i = 0; i < fresh.size(); ++i) {
    const ImageView image = fresh.image(i);
    double nearest = 1e300;
    std::size_t best = 10;
    for (std::size_t digit = 0; digit < 10; ++digit) {
      double distance = 0;
      for (std::size_t k = 0; k < 784; ++k) {
        const double d = image.bytes[k] - means[digit][k];
        distance += d * d;
      }
      if (distance < nearest) {
        nearest = distance;
        best = digit;
      }
    }
    right += best == fresh.labels()[static_cast<std::size_t>(i)] ? 1 : 0;
  }
  EXPECT_GE(right, 300) << "of 500";
}

}  // namespace
}  // namespace digitlab
