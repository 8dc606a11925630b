#include "digitlab/ink/deskew.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/data/preprocessing.hpp"

namespace digitlab {
namespace {

constexpr Index kSide = 28;

using Pixels = std::vector<float>;

ImageView view(const Pixels& pixels) { return {kSide, kSide, nullptr, pixels.data()}; }

// A bar of three pixels' width from row 4 to 23, moved to the right by `lean` per row downwards;
// its edges are antialiased.
Pixels bar(double lean) {
  Pixels pixels(static_cast<std::size_t>(kSide * kSide));
  for (Index y = 4; y < 24; ++y) {
    const double left = 12.5 + lean * (static_cast<double>(y) - 13.5);
    for (Index x = 0; x < kSide; ++x) {
      const auto column = static_cast<double>(x);
      const double covered = std::min(column + 1, left + 3) - std::max(column, left);
      pixels[static_cast<std::size_t>(y * kSide + x)] =
          static_cast<float>(std::clamp(covered, 0.0, 1.0));
    }
  }
  return pixels;
}

Pixels deskewed(const Pixels& pixels, double share = 1) {
  Pixels upright(pixels.size());
  deskew(view(pixels), share, upright.data());
  return upright;
}

TEST(Deskew, TellsHowMuchInkLeans) {
  for (const double lean : {-0.5, -0.2, 0.0, 0.3}) {
    EXPECT_NEAR(slant_of(view(bar(lean))), lean, 1e-3);
  }
}

TEST(Deskew, SetsABarUpright) {
  for (const double lean : {-0.5, 0.3}) {
    const Pixels upright = deskewed(bar(lean));
    EXPECT_NEAR(slant_of(view(upright)), 0, 1e-2);
    // In every row that has ink it stands in the same place.
    for (Index y = 4; y < 24; ++y) {
      double mass = 0;
      double moment = 0;
      for (Index x = 0; x < kSide; ++x) {
        const auto ink = static_cast<double>(upright[static_cast<std::size_t>(y * kSide + x)]);
        mass += ink;
        moment += ink * (static_cast<double>(x) + 0.5);
      }
      EXPECT_NEAR(mass, 3, 1e-3) << y;
      EXPECT_NEAR(moment / mass, 14, 0.01) << y;
    }
  }
}

TEST(Deskew, TakesOutTheShareAskedFor) {
  EXPECT_NEAR(slant_of(view(deskewed(bar(-0.4), 0.5))), -0.2, 1e-2);
  EXPECT_EQ(deskewed(bar(-0.4), 0), bar(-0.4));
}

TEST(Deskew, LeavesUprightInkAsItIs) {
  const Pixels upright = bar(0);
  const Pixels again = deskewed(upright);
  for (std::size_t i = 0; i < upright.size(); ++i) EXPECT_NEAR(again[i], upright[i], 1e-5F);
}

TEST(Deskew, LeavesPaperAndFlatInkAlone) {
  const Pixels paper(static_cast<std::size_t>(kSide * kSide));
  EXPECT_EQ(slant_of(view(paper)), 0);
  EXPECT_EQ(deskewed(paper), paper);
  Pixels dash = paper;
  for (Index x = 5; x < 22; ++x) dash[static_cast<std::size_t>(14 * kSide + x)] = 1;
  EXPECT_EQ(slant_of(view(dash)), 0);
  EXPECT_EQ(deskewed(dash), dash);
}

TEST(Deskew, LeansNoMoreThanADiagonal) {
  EXPECT_EQ(slant_of(view(bar(-3))), -1);
  for (const float value : deskewed(bar(-3))) EXPECT_TRUE(std::isfinite(value));
}

TEST(Deskew, IsPartOfAnInputFormatThatSaysSo) {
  const Pixels leaning = bar(-0.4);
  InputFormat format{kSide, kSide, PixelOrder::kRowMajor};
  Pixels input(leaning.size());
  to_input(view(leaning), format, input.data());
  EXPECT_EQ(input, leaning);
  format.deskew = 0.5;
  to_input(view(leaning), format, input.data());
  EXPECT_EQ(input, deskewed(leaning, 0.5));

  // Before it is resized, for the lab.
  InputFormat course;
  Pixels expected(400);
  to_input(view(deskewed(leaning)), course, expected.data());
  course.deskew = 1;
  Pixels resized(400);
  to_input(view(leaning), course, resized.data());
  EXPECT_EQ(resized, expected);
}

TEST(Deskew, DoesNotMindHowLargeAnImageIs) {
  const InputFormat format{60, 50, PixelOrder::kRowMajor, true};
  Pixels image(60 * 50);
  for (std::size_t y = 10; y < 50; ++y) image[y * 50 + 40 - y / 2] = 1;
  Pixels input(image.size());
  to_input({60, 50, nullptr, image.data()}, format, input.data());
  EXPECT_LT(std::abs(slant_of({60, 50, nullptr, input.data()})), 0.02);
}

}  // namespace
}  // namespace digitlab
