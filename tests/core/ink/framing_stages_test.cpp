// The stages of framing, switched off one by one, and what they tell of themselves.
#include <limits>

#include <gtest/gtest.h>

#include "digitlab/ink/framing.hpp"
#include "digitlab/math/error.hpp"
#include "support/frame_checks.hpp"

namespace digitlab {
namespace {

TEST(Ink, WithoutCentringTheBoxLiesInTheMiddle) {
  const Extent extent = extent_of(frame_drawing({{{0, 0}, {0, 40}, {10, 40}}}, in_the_middle()));
  EXPECT_EQ(extent.top, 4);
  EXPECT_EQ(extent.bottom, 23);
  EXPECT_EQ(extent.left, 27 - extent.right);
  const Extent dot = extent_of(frame_drawing({{{3, 3}}}, in_the_middle()));
  EXPECT_NEAR(dot.x, 14.0, 1e-9);
  EXPECT_NEAR(dot.y, 14.0, 1e-9);
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

}  // namespace
}  // namespace digitlab
