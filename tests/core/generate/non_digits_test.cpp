#include "digitlab/generate/non_digits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "generate/digit_fragments.hpp"
#include "generate/scribbles.hpp"
#include "generate/templates/digit_templates.hpp"
#include "generate/templates/non_digit_templates.hpp"
#include "support/generator_checks.hpp"

namespace digitlab {
namespace {

const std::vector<const std::vector<NonDigitTemplate>*>& all_templates() {
  static const std::vector<const std::vector<NonDigitTemplate>*> kAll{
      &letter_templates(), &shape_templates(), &doodle_templates()};
  return kAll;
}

Frame frame_of(const SyntheticNonDigit& thing) {
  FrameOptions options;
  options.pen_width = thing.pen_width;
  return frame_drawing(thing.drawing, options);
}

TEST(NonDigitTemplates, ThereAreManyAndTheirNamesAreTheirOwn) {
  EXPECT_GE(letter_templates().size(), 22U);
  EXPECT_GE(shape_templates().size(), 16U);
  EXPECT_GE(doodle_templates().size(), 12U);
  std::set<std::string> names;
  for (const auto* templates : all_templates()) {
    for (const NonDigitTemplate& one : *templates) {
      EXPECT_TRUE(names.insert(one.name).second) << one.name << " is there twice";
      EXPECT_GT(one.freedom, 0.0) << one.name;
    }
  }
}

template <typename T>
void expect_two_in_five_held_back(const std::vector<T>& all) {
  double held = 0;
  for (const T& one : all) {
    EXPECT_NE(one.set, NonDigitSet::kAll) << one.name;
    held += one.set == NonDigitSet::kHeldOut ? 1 : 0;
  }
  EXPECT_NEAR(held / static_cast<double>(all.size()), 0.4, 0.2) << all.front().name << " …";
}

TEST(NonDigitTemplates, SomeOfEachKindAreHeldBack) {
  for (const auto* templates : all_templates()) expect_two_in_five_held_back(*templates);
  expect_two_in_five_held_back(scribbles());
  expect_two_in_five_held_back(digit_fragments());
  const auto held = [](const std::vector<NonDigitTemplate>& all, const std::string& name) {
    return std::any_of(all.begin(), all.end(), [&](const NonDigitTemplate& one) {
      return one.name == name && one.set == NonDigitSet::kHeldOut;
    });
  };
  EXPECT_TRUE(held(letter_templates(), "K"));
  EXPECT_TRUE(held(doodle_templates(), "horse"));
}

TEST(NonDigitTemplates, TheShapesOfATemplateCanBeBlended) {
  for (const auto* templates : all_templates()) {
    for (const NonDigitTemplate& one : *templates) {
      ASSERT_GE(one.shapes.size(), 2U) << one.name;
      expect_blendable(one.name, one.shapes, 0.8, 0.65);
    }
  }
}

TEST(NonDigitTemplates, FragmentsAreOfDigitsThatThereAre) {
  for (const DigitFragment& fragment : digit_fragments()) {
    const std::vector<DigitTemplate>& digits = digit_templates();
    const auto whole = std::find_if(digits.begin(), digits.end(), [&](const DigitTemplate& one) {
      return one.name == std::string(fragment.digit);
    });
    ASSERT_NE(whole, digits.end()) << fragment.name << ": no " << fragment.digit;
    EXPECT_LT(fragment.stroke, whole->shapes.front().size()) << fragment.name;
    EXPECT_GE(fragment.from, 0.0) << fragment.name;
    EXPECT_LT(fragment.from, fragment.to) << fragment.name;
    EXPECT_LE(fragment.to, 1.0) << fragment.name;
  }
}

// Standing, it would be a 1.
TEST(NonDigitTemplates, AStraightFragmentLies) {
  for (const DigitFragment& fragment : digit_fragments()) {
    for (std::uint64_t i = 0; i < 100; ++i) {
      Random random(3, i);
      const Drawing drawing = write_fragment(random, Variation{}, fragment);
      ASSERT_EQ(drawing.size(), 1U);
      const Stroke& stroke = drawing.front();
      const double x = std::abs(stroke.back().x - stroke.front().x);
      const double y = std::abs(stroke.back().y - stroke.front().y);
      double way = 0;
      for (std::size_t k = 1; k < stroke.size(); ++k) {
        way += std::hypot(stroke[k].x - stroke[k - 1].x, stroke[k].y - stroke[k - 1].y);
      }
      EXPECT_TRUE(x > y || std::hypot(x, y) < 0.9 * way) << fragment.name << " " << i;
    }
  }
}

TEST(NonDigits, AThingDependsOnSeedIndexAndSetAlone) {
  for (const NonDigitSet set : {NonDigitSet::kAll, NonDigitSet::kTrain, NonDigitSet::kHeldOut}) {
    for (std::uint64_t index = 1000; index < 1012; ++index) {
      const SyntheticNonDigit thing = synthesize_non_digit(42, index, set);
      synthesize_non_digit(42, index + 1);
      const SyntheticNonDigit again = synthesize_non_digit(42, index, set);
      EXPECT_EQ(again.drawing, thing.drawing);
      EXPECT_EQ(again.kind, thing.kind);
      EXPECT_EQ(again.name, thing.name);
      EXPECT_EQ(again.pen_width, thing.pen_width);
    }
  }
}

TEST(NonDigits, SeedsIndicesAndSetsDiffer) {
  std::set<float> first_points;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    for (std::uint64_t turn = 0; turn < 10; ++turn) {
      for (const NonDigitSet set : {NonDigitSet::kTrain, NonDigitSet::kHeldOut}) {
        const SyntheticNonDigit thing = synthesize_non_digit(seed, 6 * turn + 1, set);
        first_points.insert(thing.drawing.front().front().x);
      }
    }
  }
  EXPECT_GE(first_points.size(), 198U);
}

TEST(NonDigits, AnyRunIsBalancedOverTheKinds) {
  std::array<int, kNonDigitKinds> counts{};
  for (std::uint64_t index = 17; index < 17 + 60; ++index) {
    ++counts[static_cast<std::size_t>(synthesize_non_digit(5, index).kind)];
  }
  for (const int count : counts) EXPECT_EQ(count, 10);
}

TEST(NonDigits, EveryKindHasItsName) {
  std::set<std::string> names;
  for (std::uint64_t kind = 0; kind < kNonDigitKinds; ++kind) {
    names.insert(to_string(static_cast<NonDigitKind>(kind)));
  }
  EXPECT_EQ(names, (std::set<std::string>{"letter", "shape", "doodle", "scribble", "fragment",
                                          "several"}));
}

TEST(NonDigits, WhatIsHeldBackIsNeverTrainedOn) {
  std::map<NonDigitSet, std::set<std::string>> names;
  for (const NonDigitSet set : {NonDigitSet::kAll, NonDigitSet::kTrain, NonDigitSet::kHeldOut}) {
    for (std::uint64_t index = 0; index < 3000; ++index) {
      const SyntheticNonDigit thing = synthesize_non_digit(9, index, set);
      names[set].insert(std::string(to_string(thing.kind)) + " " + thing.name);
    }
  }
  for (const std::string& name : names[NonDigitSet::kTrain]) {
    EXPECT_EQ(names[NonDigitSet::kHeldOut].count(name), 0U) << name;
  }
  EXPECT_TRUE(names[NonDigitSet::kHeldOut].contains("letter K"));
  EXPECT_TRUE(names[NonDigitSet::kHeldOut].contains("doodle horse"));
  for (const char* name : {"letter A", "letter M", "doodle horse", "doodle fish"}) {
    EXPECT_TRUE(names[NonDigitSet::kAll].contains(name)) << name;
  }
}

TEST(NonDigits, EveryThingIsPlausibleInk) {
  for (std::uint64_t index = 0; index < 3000; ++index) {
    const SyntheticNonDigit thing = synthesize_non_digit(7, index);
    ASSERT_FALSE(thing.drawing.empty());
    ASSERT_LE(thing.drawing.size(), 20U) << thing.name;
    EXPECT_GE(thing.pen_width, 0.8);
    EXPECT_LE(thing.pen_width, 5.5);
    std::size_t points = 0;
    for (const Stroke& stroke : thing.drawing) {
      ASSERT_GE(stroke.size(), 2U) << thing.name;
      points += stroke.size();
      for (const Point& point : stroke) {
        ASSERT_TRUE(std::isfinite(point.x) && std::isfinite(point.y)) << thing.name;
        ASSERT_LT(std::abs(point.x), 2000.0F) << thing.name;
        ASSERT_LT(std::abs(point.y), 2000.0F) << thing.name;
      }
    }
    EXPECT_GE(points, 4U) << thing.name;
    EXPECT_LE(points, 1000U) << thing.name;
  }
}

TEST(NonDigits, EveryFrameHasInk) {
  for (std::uint64_t index = 0; index < 3000; ++index) {
    const SyntheticNonDigit thing = synthesize_non_digit(8, index);
    const Frame frame = frame_of(thing);
    ASSERT_FALSE(frame.blank) << thing.name;
    double ink = 0;
    for (const std::uint8_t pixel : frame.pixels) ink += pixel;
    EXPECT_GT(ink, 2 * 255) << thing.name;
    EXPECT_LT(ink, 420 * 255) << thing.name;
  }
}

TEST(NonDigits, ImagesAreTheFramedThingsInWhateverOrderTheyAreMade) {
  constexpr Index kCount = 600;
  const ImageSet images = synthesize_non_digit_images(kCount, 11, NonDigitSet::kTrain);
  const ImageSet backwards = synthesize_non_digit_images(
      kCount, 11, NonDigitSet::kTrain, [](Index count, const std::function<void(Index)>& body) {
        for (Index i = count; i > 0; --i) body(i - 1);
      });
  ASSERT_EQ(images.size(), kCount);
  ASSERT_EQ(images.height(), 28);
  ASSERT_EQ(images.width(), 28);
  EXPECT_EQ(images.drawings(), backwards.drawings());
  for (Index i = 0; i < kCount; ++i) {
    const SyntheticNonDigit thing =
        synthesize_non_digit(11, static_cast<std::uint64_t>(i), NonDigitSet::kTrain);
    ASSERT_EQ(images.labels()[static_cast<std::size_t>(i)], kNoDigit);
    ASSERT_EQ(images.drawings()[static_cast<std::size_t>(i)], thing.drawing);
    const Frame frame = frame_of(thing);
    for (std::size_t k = 0; k < 784; ++k) {
      ASSERT_EQ(images.image(i).bytes[k], frame.pixels[k]) << "image " << i;
      ASSERT_EQ(backwards.image(i).bytes[k], frame.pixels[k]) << "image " << i;
    }
  }
}

TEST(NonDigits, TheSamePixelsOnEveryTarget) {
  EXPECT_EQ(pixel_hash(synthesize_non_digit_images(240, 1)), 3560460729U);
}

TEST(NonDigits, NoThingsAreNoImages) {
  EXPECT_EQ(synthesize_non_digit_images(0, 1).size(), 0);
  EXPECT_EQ(synthesize_non_digit_images(-5, 1).size(), 0);
}

}  // namespace
}  // namespace digitlab
