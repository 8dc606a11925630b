#include "digitlab/ink.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/error.hpp"
#include "digitlab/random.hpp"
#include "reference/ink_golden.hpp"
#include "reference/ink_reference.hpp"

namespace digitlab {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

// The drawing that tests/reference/ink_reference.py frames: a crossed 7 and a dot.
const Drawing kSeven{{{100, 220}, {180, 200}, {260, 210}, {250, 240}, {200, 330}, {170, 420}},
                     {{150, 310}, {270, 295}},
                     {{300, 420}}};

Drawing transformed(const Drawing& drawing, float scale, float x, float y) {
  Drawing result = drawing;
  for (Stroke& stroke : result) {
    for (Point& point : stroke) point = {scale * point.x + x, scale * point.y + y};
  }
  return result;
}

int pixel(const Frame& frame, int x, int y) {
  return frame.pixels[static_cast<std::size_t>(y * 28 + x)];
}

// The largest difference of a pixel, of 255.
template <typename Expected>
int difference(const Frame& frame, const Expected& expected) {
  int largest = 0;
  for (std::size_t i = 0; i < frame.pixels.size(); ++i) {
    largest = std::max(largest,
                       std::abs(static_cast<int>(frame.pixels[i]) - static_cast<int>(expected[i])));
  }
  return largest;
}

// Rows and columns that hold ink, and its centre of mass.
struct Extent {
  int left = 28;
  int right = -1;
  int top = 28;
  int bottom = -1;
  double mass = 0;
  double x = 0;
  double y = 0;
};

Extent extent_of(const Frame& frame) {
  Extent extent;
  for (int y = 0; y < 28; ++y) {
    for (int x = 0; x < 28; ++x) {
      const int ink = pixel(frame, x, y);
      if (ink == 0) continue;
      extent.left = std::min(extent.left, x);
      extent.right = std::max(extent.right, x);
      extent.top = std::min(extent.top, y);
      extent.bottom = std::max(extent.bottom, y);
      extent.mass += ink / 255.0;
      extent.x += ink / 255.0 * (x + 0.5);
      extent.y += ink / 255.0 * (y + 0.5);
    }
  }
  extent.x /= extent.mass;
  extent.y /= extent.mass;
  return extent;
}

bool all_paper(const Frame& frame) {
  return std::all_of(frame.pixels.begin(), frame.pixels.end(), [](auto ink) { return ink == 0; });
}

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
  ASSERT_GE(reference::kGolden.size(), 20U);
  for (const reference::Golden& golden : reference::kGolden) {
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

TEST(Ink, NoStrokesAreBlank) {
  for (const Drawing& drawing : {Drawing{}, Drawing{{}}, Drawing{{}, {}, {}}}) {
    const Frame frame = frame_drawing(drawing);
    EXPECT_TRUE(frame.blank);
    ASSERT_EQ(frame.pixels.size(), 784U);
    EXPECT_TRUE(all_paper(frame));
  }
}

TEST(Ink, PointsThatAreNotFiniteAreDropped) {
  const Frame frame = frame_drawing({{{kNaN, 0}, {0, kInfinity}}, {{-kInfinity, kNaN}}});
  EXPECT_TRUE(frame.blank);
  EXPECT_TRUE(all_paper(frame));

  Drawing spoilt = kSeven;
  spoilt[0].insert(spoilt[0].begin() + 2, {kNaN, 3});
  spoilt[1].push_back({7, -kInfinity});
  spoilt.push_back({{kInfinity, kInfinity}});
  EXPECT_EQ(frame_drawing(spoilt).pixels, frame_drawing(kSeven).pixels);
}

TEST(Ink, ATapBecomesADotInTheMiddle) {
  const Frame frame = frame_drawing({{{371.5F, -20}}});
  ASSERT_FALSE(frame.blank);
  const Extent extent = extent_of(frame);
  EXPECT_EQ(pixel(frame, 14, 14), 255);
  EXPECT_NEAR(extent.x, 14.5, 1e-9);
  EXPECT_NEAR(extent.y, 14.5, 1e-9);
  EXPECT_LE(extent.right - extent.left, 2);
  EXPECT_NEAR(extent.mass, 3.14159 * 1.1 * 1.1, 0.5);  // the area of a disc of the pen's width
  EXPECT_EQ(frame.scale, 1.0);
}

TEST(Ink, RepeatedPointsAreOnePoint) {
  const Frame tap = frame_drawing({{{5, 5}}});
  EXPECT_EQ(frame_drawing({{{5, 5}, {5, 5}, {5, 5}}, {{5, 5}}}).pixels, tap.pixels);

  Drawing repeated = kSeven;
  for (Stroke& stroke : repeated) {
    const Stroke once = stroke;
    stroke.clear();
    for (const Point& point : once) stroke.insert(stroke.end(), 3, point);
  }
  EXPECT_EQ(frame_drawing(repeated).pixels, frame_drawing(kSeven).pixels);
}

// Without centring by mass the box lies on whole pixels.
FrameOptions in_the_middle() {
  FrameOptions options;
  options.center_by_mass = false;
  return options;
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

TEST(Ink, HugeAndTinyCoordinatesFrameTheSame) {
  const Frame frame = frame_drawing(kSeven);
  for (const float scale : {1e-40F, 1e-30F, 1e30F}) {  // 1e-40: the points are denormal
    const Frame other = frame_drawing(transformed(kSeven, scale, 0, 0));
    EXPECT_LE(difference(other, frame.pixels), 1) << "scale " << scale;
  }
  const float most = std::numeric_limits<float>::max();
  const Frame widest = frame_drawing({{{-most, -most}, {most, most}}});
  EXPECT_EQ(difference(widest, frame_drawing({{{0, 0}, {1, 1}}}).pixels), 0);
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

TEST(Ink, WithoutCentringTheBoxLiesInTheMiddle) {
  const Extent extent = extent_of(frame_drawing({{{0, 0}, {0, 40}, {10, 40}}}, in_the_middle()));
  EXPECT_EQ(extent.top, 4);
  EXPECT_EQ(extent.bottom, 23);
  EXPECT_EQ(extent.left, 27 - extent.right);
  const Extent dot = extent_of(frame_drawing({{{3, 3}}}, in_the_middle()));
  EXPECT_NEAR(dot.x, 14.0, 1e-9);
  EXPECT_NEAR(dot.y, 14.0, 1e-9);
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

TEST(Ink, OptionsThatMakeNoSenseStillFrame) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double value : {nan, -1.0, 0.0, 1e300, std::numeric_limits<double>::infinity()}) {
    FrameOptions options;
    options.box = value;
    EXPECT_FALSE(all_paper(frame_drawing(kSeven, options))) << "box " << value;
    options = {};
    options.pen_width = value;
    EXPECT_FALSE(all_paper(frame_drawing(kSeven, options))) << "pen width " << value;
  }
}

// The canvas of the page and its medium brush, in CSS pixels.
FrameOptions canvas_options() {
  FrameOptions options;
  options.canvas_side = 320;
  options.brush_width = 16;
  return options;
}

TEST(Ink, WithoutFittingTheWholeCanvasIsScaled) {
  FrameOptions options = canvas_options();
  options.fit_box = false;
  options.center_by_mass = false;
  const Frame frame = frame_drawing({{{40, 40}, {40, 120}}}, options);
  EXPECT_DOUBLE_EQ(frame.scale, 28.0 / 320.0);
  EXPECT_EQ(frame.offset_x, 0.0);
  EXPECT_EQ(frame.offset_y, 0.0);
  const Extent extent = extent_of(frame);
  EXPECT_NEAR(extent.x, 3.5, 0.01);
  EXPECT_NEAR(extent.y, 7.0, 0.01);
  EXPECT_NEAR(extent.mass, 7.0 * 2.2 + 3.14159 * 1.1 * 1.1, 0.5);  // the pen stays MNIST's

  options.center_by_mass = true;
  const Frame centred = frame_drawing({{{40, 40}, {40, 120}}}, options);
  EXPECT_DOUBLE_EQ(centred.scale, frame.scale);
  EXPECT_NEAR(extent_of(centred).x, 14.5, 0.05);
  EXPECT_NEAR(extent_of(centred).y, 14.5, 0.05);
  EXPECT_NEAR(extent_of(centred).mass, extent.mass, 0.2);
}

TEST(Ink, StrokesThatLeaveTheCanvasAreCutAtItsEdge) {
  FrameOptions options = canvas_options();
  options.fit_box = false;
  options.center_by_mass = false;
  const Drawing across{{{-1e6F, 160}, {1e6F, 160}}};
  const Frame frame = frame_drawing(across, options);
  for (int x = 0; x < 28; ++x) {
    EXPECT_EQ(pixel(frame, x, 13), 255) << x;
    EXPECT_EQ(pixel(frame, x, 12), 26) << x;
    EXPECT_EQ(pixel(frame, x, 11), 0) << x;
  }
  // Nothing of it on the canvas is no ink, however it is centred.
  for (const bool center_by_mass : {false, true}) {
    options.center_by_mass = center_by_mass;
    const Frame outside = frame_drawing({{{400, 10}, {500, 300}}, {{-3e38F, 3e38F}}}, options);
    EXPECT_TRUE(outside.blank);
    EXPECT_TRUE(all_paper(outside));
  }
  // Where the box is fitted the canvas has no edge.
  EXPECT_LE(difference(frame_drawing(across), frame_drawing({{{10, 160}, {310, 160}}}).pixels), 1);
}

TEST(Ink, WithoutNormalisingTheLineIsAsWideAsTheBrush) {
  FrameOptions options = canvas_options();
  options.normalize_pen = false;
  // 84 units of points and 16 of brush become 20 pixels: the brush 3.2.
  const Frame frame = frame_drawing({{{50, 0}, {50, 84}}}, options);
  EXPECT_DOUBLE_EQ(frame.scale, 0.2);
  double across = 0;
  for (int x = 0; x < 28; ++x) across += pixel(frame, x, 14) / 255.0;
  EXPECT_NEAR(across, 3.2, 0.01);
  EXPECT_NEAR(frame.scale * (frame.box.bottom - frame.box.top), 20, 1e-9);

  options.fit_box = false;
  const Frame unfitted = frame_drawing({{{160, 0}, {160, 320}}}, options);
  across = 0;
  for (int x = 0; x < 28; ++x) across += pixel(unfitted, x, 14) / 255.0;
  EXPECT_NEAR(across, 16 * 28.0 / 320.0, 0.01);

  // A tap is all brush: a disc as large as the box.
  options.fit_box = true;
  const Extent disc = extent_of(frame_drawing({{{3, 3}}}, options));
  EXPECT_EQ(disc.right - disc.left + 1, 21);  // the middle of a tap is that of a pixel
  EXPECT_NEAR(disc.mass, 3.14159 * 100, 3);
}

TEST(Ink, EveryCombinationOfStagesFramesFromOnePixelToTheWholeCanvas) {
  for (int switches = 0; switches < 8; ++switches) {
    FrameOptions options = canvas_options();
    options.fit_box = (switches & 1) == 0;
    options.normalize_pen = (switches & 2) == 0;
    options.center_by_mass = (switches & 4) == 0;
    for (const float size : {0.001F, 0.1F, 1.0F, 8.0F}) {
      // The seven's corner lies at (100, 200).
      const Drawing seven = transformed(kSeven, size, 10 - 100 * size, 10 - 200 * size);
      const Frame frame = frame_drawing(seven, options);
      EXPECT_FALSE(frame.blank) << switches << ", size " << size;
      EXPECT_FALSE(all_paper(frame)) << switches << ", size " << size;
    }
  }
}

TEST(Ink, OptionsOfNoUseAreRefusedByTheirCheckAndFramedAsMnistsWay) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  const Frame mnist = frame_drawing(kSeven);
  for (const double value : {nan, infinity, -infinity, 0.0, -320.0, 1e-300, 1e300}) {
    FrameOptions canvas;
    canvas.canvas_side = value;
    EXPECT_NO_THROW(canvas.check()) << value;  // not used
    canvas.fit_box = false;
    EXPECT_THROW(canvas.check(), Error) << value;
    EXPECT_EQ(frame_drawing(kSeven, canvas).pixels, mnist.pixels) << value;
    FrameOptions brush;
    brush.brush_width = value;
    EXPECT_NO_THROW(brush.check()) << value;
    brush.normalize_pen = false;
    EXPECT_THROW(brush.check(), Error) << value;
    EXPECT_EQ(frame_drawing(kSeven, brush).pixels, mnist.pixels) << value;
  }
  FrameOptions all = canvas_options();
  all.fit_box = all.normalize_pen = all.center_by_mass = false;
  EXPECT_NO_THROW(all.check());
}

TEST(Ink, BoxAndCentreOfMassAreToldInPenUnits) {
  const Drawing bar{{{8, -100}, {8, 300}}};
  const Frame frame = frame_drawing(bar);
  // 17.8 pixels of line and 1.1 of round end on either side.
  EXPECT_NEAR(frame.box.bottom - frame.box.top, 20 / frame.scale, 1e-9);
  EXPECT_NEAR(frame.box.right - frame.box.left, 2.2 / frame.scale, 1e-9);
  EXPECT_NEAR((frame.box.left + frame.box.right) / 2, 8, 1e-9);
  EXPECT_NEAR((frame.box.top + frame.box.bottom) / 2, 100, 1e-9);
  EXPECT_NEAR(frame.center_of_mass.x, 8, 1e-9);
  EXPECT_NEAR(frame.center_of_mass.y, 100, 1e-9);

  FrameOptions brush = canvas_options();
  brush.normalize_pen = false;
  EXPECT_NEAR(frame_drawing(bar, brush).box.left, 0, 1e-9);

  // In the frame it lies where the image says.
  const Frame seven = frame_drawing(kSeven);
  const Extent extent = extent_of(seven);
  EXPECT_NEAR(seven.scale * seven.center_of_mass.x + seven.offset_x, extent.x, 1e-9);
  EXPECT_NEAR(seven.scale * seven.center_of_mass.y + seven.offset_y, extent.y, 1e-9);
}

TEST(Ink, ScaleAndOffsetsTellWhereEveryPointWent) {
  const Frame frame = frame_drawing(kSeven);
  for (const Stroke& stroke : kSeven) {
    for (const Point& point : stroke) {
      const double x = frame.scale * static_cast<double>(point.x) + frame.offset_x;
      const double y = frame.scale * static_cast<double>(point.y) + frame.offset_y;
      // A point of the line has a whole pen of ink around it.
      EXPECT_GE(pixel(frame, static_cast<int>(x), static_cast<int>(y)), 150);
    }
  }
}

TEST(Ink, PointsInBetweenChangeNothing) {
  Drawing dense;
  for (const Stroke& stroke : kSeven) {
    Stroke& more = dense.emplace_back();
    for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
      for (int step = 0; step < 1000; ++step) {
        const float t = static_cast<float>(step) / 1000.0F;
        more.push_back({stroke[i].x + t * (stroke[i + 1].x - stroke[i].x),
                        stroke[i].y + t * (stroke[i + 1].y - stroke[i].y)});
      }
    }
    more.push_back(stroke.back());
  }
  // Points nearer than a hundredth of a pixel are passed over: an edge may move by as much.
  EXPECT_LE(difference(frame_drawing(dense), frame_drawing(kSeven).pixels), 3);
}

TEST(Ink, AHundredThousandPointsAreFramed) {
  Random random(5);
  Drawing scribble(1);
  for (int i = 0; i < 100000; ++i) {
    scribble[0].push_back({static_cast<float>(random.uniform(-50.0, 50.0)),
                           static_cast<float>(random.uniform(-50.0, 50.0))});
  }
  const Extent extent = extent_of(frame_drawing(scribble));
  EXPECT_NEAR(extent.mass, 400.0, 8.0);  // the whole box
}

TEST(Ink, AnyDrawingIsFramedWithoutComplaint) {
  Random random(7);
  const float special[] = {0.0F, -0.0F, 1.0F, 1e38F, -1e38F, 1e-45F, kNaN, kInfinity, -kInfinity};
  for (int round = 0; round < 2000; ++round) {
    Drawing drawing(random.below(4));
    bool any = false;
    FrameOptions canvas = canvas_options();
    canvas.fit_box = false;
    canvas.normalize_pen = random.below(2) == 0;
    canvas.center_by_mass = random.below(2) == 0;
    for (Stroke& stroke : drawing) {
      stroke.resize(random.below(5));
      for (Point& point : stroke) {
        point = {special[random.below(9)], special[random.below(9)]};
        any = any || (std::isfinite(point.x) && std::isfinite(point.y));
      }
    }
    const Frame frame = frame_drawing(drawing);
    EXPECT_EQ(frame.blank, !any);
    EXPECT_EQ(all_paper(frame), !any);
    const Frame unfitted = frame_drawing(drawing, canvas);
    EXPECT_EQ(unfitted.blank, all_paper(unfitted));
  }
}

TEST(Ink, FlatArraysBecomeStrokes) {
  const std::vector<float> points{1, 2, 3, 4, 5, 6};
  const std::vector<std::uint32_t> lengths{2, 0, 1};
  EXPECT_EQ(make_drawing(points, lengths), (Drawing{{{1, 2}, {3, 4}}, {}, {{5, 6}}}));
  EXPECT_EQ(make_drawing({}, {}), Drawing{});
}

TEST(Ink, FlatArraysThatDisagreeAreRefused) {
  const std::vector<float> points{1, 2, 3, 4};
  for (const std::vector<std::uint32_t>& lengths :
       {std::vector<std::uint32_t>{1}, {3}, {}, {4294967295U, 3}}) {
    EXPECT_THROW(make_drawing(points, lengths), Error);
  }
}

}  // namespace
}  // namespace digitlab
