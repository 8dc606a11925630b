// Odd ink: none, a tap, the same point over and over, no numbers, far too much.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/ink/framing.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/math/random.hpp"
#include "support/frame_checks.hpp"

namespace digitlab {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

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
