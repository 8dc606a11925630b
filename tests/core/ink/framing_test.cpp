// How MNIST frames a drawing: where the ink goes and how dark it is.
#include "digitlab/ink/framing.hpp"

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "reference/golden_digits.hpp"
#include "reference/golden_edge_cases.hpp"
#include "reference/ink_reference.hpp"
#include "support/frame_checks.hpp"

namespace digitlab {
namespace {

TEST(Ink, AgreesWithAnotherImplementation) {
  const Frame frame = frame_drawing(kSeven);
  ASSERT_FALSE(frame.blank);
  EXPECT_LE(difference(frame, reference::kFramedSeven), 1);
}

// 28·28 pairs of hexadecimal digits.
std::vector<int> from_hexadecimal(const std::string& text) {
  std::vector<int> values;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    values.push_back(std::stoi(text.substr(i, 2), nullptr, 16));
  }
  return values;
}

TEST(Ink, GeneratedDigitsAndEdgeCasesAreFramedAsTheGoldenImages) {
  std::vector<reference::Golden> all = reference::kGoldenDigits;
  all.insert(all.end(), reference::kGoldenEdgeCases.begin(), reference::kGoldenEdgeCases.end());
  ASSERT_GE(all.size(), 20U);
  for (const reference::Golden& golden : all) {
    const Frame frame = frame_drawing(make_drawing(golden.points, golden.lengths));
    const std::vector<int> expected = from_hexadecimal(golden.pixels);
    ASSERT_EQ(expected.size(), 784U) << golden.name;
    EXPECT_LE(difference(frame, expected), 1) << golden.name;
  }
}

TEST(Ink, EveryPixelIsNearTheAreaInkedInIt) {
  const Frame frame = frame_drawing(kSeven);
  // Where two lines share a sub-pixel in a corner, the nearest alone is counted: it is too light.
  EXPECT_LE(difference(frame, reference::kFramedSevenArea), 30);
  double sum = 0;
  for (std::size_t i = 0; i < frame.pixels.size(); ++i) {
    sum += std::abs(frame.pixels[i] - reference::kFramedSevenArea[i]);
  }
  EXPECT_LE(sum / 784.0, 0.5);
}

TEST(Ink, AVerticalBarIsTwentyPixelsLongAndOnePenWide) {
  const Drawing bar{{{8, -100}, {8, 300}}};
  const Frame frame = frame_drawing(bar, in_the_middle());
  const Extent extent = extent_of(frame);
  EXPECT_EQ(extent.top, 4);
  EXPECT_EQ(extent.bottom, 23);
  // 2.2 pixels: two whole columns and a tenth of one on either side.
  for (int y = 7; y <= 20; ++y) {
    EXPECT_EQ(pixel(frame, 12, y), 26);
    EXPECT_EQ(pixel(frame, 13, y), 255);
    EXPECT_EQ(pixel(frame, 14, y), 255);
    EXPECT_EQ(pixel(frame, 15, y), 26);
  }
  // Its centre of mass goes to the middle of a pixel: one whole column and 0.6 on either side.
  const Frame centred = frame_drawing(bar);
  for (int y = 7; y <= 20; ++y) {
    EXPECT_EQ(pixel(centred, 13, y), 153);
    EXPECT_EQ(pixel(centred, 14, y), 255);
    EXPECT_EQ(pixel(centred, 15, y), 153);
  }
  EXPECT_DOUBLE_EQ(centred.scale, frame.scale);
  EXPECT_NEAR(extent_of(centred).mass, extent.mass, 0.5);
}

TEST(Ink, TheLongSideIsTwentyPixelsWhicheverItIs) {
  const Extent wide =
      extent_of(frame_drawing({{{0, 0}, {50, 3}, {100, 0}, {90, 20}}}, in_the_middle()));
  EXPECT_EQ(wide.right - wide.left + 1, 20);
  EXPECT_LT(wide.bottom - wide.top + 1, 8);
  const Extent tall =
      extent_of(frame_drawing({{{0, 0}, {3, 50}, {0, 100}, {20, 90}}}, in_the_middle()));
  EXPECT_EQ(tall.bottom - tall.top + 1, 20);
  EXPECT_LT(tall.right - tall.left + 1, 8);
}

TEST(Ink, PositionAndSizeOfTheDrawingDoNotMatter) {
  const Frame frame = frame_drawing(kSeven);
  for (const float scale : {0.125F, 1.0F, 2.0F, 64.0F}) {
    for (const float shift : {-4096.0F, 0.0F, 512.0F}) {
      const Frame other = frame_drawing(transformed(kSeven, scale, shift, -shift));
      EXPECT_LE(difference(other, frame.pixels), 1) << "scale " << scale << ", shift " << shift;
    }
  }
}

TEST(Ink, TheCentreOfMassLiesWhereMnistsDoesOnTheAverage) {
  const Extent extent = extent_of(frame_drawing(kSeven));
  EXPECT_NEAR(extent.x, 14.5, 0.05);
  EXPECT_NEAR(extent.y, 14.5, 0.05);
}

TEST(Ink, ASmallChangeOfTheInkIsASmallChangeOfTheImage) {
  // Placing by whole pixels would fail here: some step would move the image by one.
  Frame last = frame_drawing(kSeven);
  for (int step = 1; step <= 200; ++step) {
    Drawing longer = kSeven;
    longer[1].back().x += static_cast<float>(step) * 0.25F;
    const Frame frame = frame_drawing(longer);
    EXPECT_LE(difference(frame, last.pixels), 10) << "step " << step;
    last = frame;
  }
}

TEST(Ink, NothingIsClippedHoweverLopsidedTheDrawing) {
  // A dense scribble at one end of a long line pulls the centre of mass far from the box's.
  Drawing lopsided{{{0, 0}, {0, 100}}};
  for (int i = 0; i < 10; ++i) {
    lopsided.push_back(
        {{-40, static_cast<float>(100 - 2 * i)}, {40, static_cast<float>(100 - 2 * i)}});
  }
  const Extent whole = extent_of(frame_drawing(lopsided, in_the_middle()));
  const Extent centred = extent_of(frame_drawing(lopsided));
  EXPECT_NEAR(centred.mass, whole.mass, 0.01 * whole.mass);
  EXPECT_EQ(centred.top, 0);
}

TEST(Ink, ADotBesideADigitCountsAsInk) {
  Drawing with_dot{{{0, 0}, {0, 100}}, {{60, 95}}};
  const Frame frame = frame_drawing(with_dot, in_the_middle());
  const Extent extent = extent_of(frame);
  EXPECT_EQ(extent.bottom - extent.top + 1, 20);
  EXPECT_GT(extent.right - extent.left + 1, 12);
  EXPECT_GT(extent.mass, extent_of(frame_drawing({with_dot[0]})).mass + 2.0);
}

TEST(Ink, ThePenWidthIsThatOfTheOptionsWhateverWasDrawnWith) {
  for (const double width : {1.0, 2.2, 4.0}) {
    FrameOptions options;
    options.pen_width = width;
    options.center_by_mass = false;
    const Frame frame = frame_drawing({{{0, 0}, {0, 100}}}, options);
    double across = 0;
    for (int x = 0; x < 28; ++x) across += pixel(frame, x, 14) / 255.0;
    EXPECT_NEAR(across, width, 0.01);
    const Extent extent = extent_of(frame);
    EXPECT_EQ(extent.bottom - extent.top + 1, 20);
  }
}

}  // namespace
}  // namespace digitlab
