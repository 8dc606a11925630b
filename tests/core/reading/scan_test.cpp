// Pictures of digits, as scanners, cameras and drawing programs make them, all generated here.
#include <algorithm>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "digitlab/generate/digits.hpp"
#include "digitlab/ink/framing.hpp"
#include "digitlab/math/random.hpp"
#include "digitlab/reading/scan_framing.hpp"
#include "support/photo.hpp"

namespace digitlab {
namespace {

/// The least and the mean likeness of ten photographed digits to their framed strokes.
void expect_as_strokes(const Photo& photo, double least, double mean) {
  double sum = 0;
  for (std::uint64_t i = 0; i < 10; ++i) {
    const Drawing drawing = synthesize_digit(21, i).drawing;
    const auto framed = frame_scan(photograph(drawing, photo));
    ASSERT_TRUE(framed) << "digit " << i;
    ASSERT_EQ(framed->side, 28);
    const double like = likeness(framed->pixels, frame_drawing(drawing).pixels);
    EXPECT_GE(like, least) << "digit " << i;
    sum += like;
  }
  EXPECT_GE(sum / 10, mean);
}

TEST(Scan, ADrawingIsFramedAsItsStrokes) { expect_as_strokes({}, 0.9, 0.95); }

TEST(Scan, LightInkOnDarkPaperIsFramedAsDarkOnLight) {
  Photo photo;
  photo.paper = 20;
  photo.ink = 230;
  expect_as_strokes(photo, 0.9, 0.95);
  const Drawing drawing = synthesize_digit(21, 4).drawing;
  GrayPicture picture = photograph(drawing, {});
  const auto dark = frame_scan(picture);
  for (std::uint8_t& value : picture.pixels) value = static_cast<std::uint8_t>(255 - value);
  const auto light = frame_scan(picture);
  ASSERT_TRUE(dark && light);
  EXPECT_GE(likeness(dark->pixels, light->pixels), 0.995);
}

TEST(Scan, UnevenLightIsEvenedOut) {
  Photo photo;
  photo.shade = 0.8;  // the paper's dark corner is as dark as ink in the light one
  expect_as_strokes(photo, 0.88, 0.93);
  photo.paper = 100;
  photo.ink = 230;
  expect_as_strokes(photo, 0.88, 0.93);
}

TEST(Scan, NoiseIsNoInk) {
  Photo photo;
  photo.noise = 20;
  expect_as_strokes(photo, 0.85, 0.9);
  photo.digit = 0.2;
  photo.side = 400;
  expect_as_strokes(photo, 0.8, 0.88);
}

TEST(Scan, SpecksAreNoInk) {
  Photo photo;
  photo.digit = 0.3;
  photo.side = 400;
  const Drawing drawing = synthesize_digit(21, 5).drawing;
  const auto clean = frame_scan(photograph(drawing, photo));
  photo.specks = 60;
  const auto specked = frame_scan(photograph(drawing, photo));
  ASSERT_TRUE(clean && specked);
  EXPECT_GE(likeness(clean->pixels, specked->pixels), 0.97);
}

TEST(Scan, APencilOnGrayPaperIsSeen) {
  Photo photo;
  photo.paper = 190;
  photo.ink = 130;
  photo.noise = 4;
  photo.shade = 0.3;
  expect_as_strokes(photo, 0.88, 0.93);
}

TEST(Scan, AThinLineIsThickenedToThePensWidth) {
  Photo photo;
  photo.pen = 3;
  expect_as_strokes(photo, 0.88, 0.93);
  const auto bar = frame_scan(photograph({{{0, 0}, {0, 100}}}, photo));
  ASSERT_TRUE(bar);
  double across = 0;
  for (std::size_t x = 0; x < 28; ++x) across += bar->pixels[14 * 28 + x] / 255.0;
  EXPECT_NEAR(across, 2.2, 0.3);
}

TEST(Scan, AShortStrokeApartFromTheRestIsKept) {
  Photo photo;
  const auto with_dash = frame_scan(photograph({{{0, 0}, {0, 100}}, {{60, 90}, {60, 70}}}, photo));
  ASSERT_TRUE(with_dash);
  int inked_columns = 0;
  for (std::size_t x = 0; x < 28; ++x) {
    int most = 0;
    for (std::size_t y = 0; y < 28; ++y) {
      most = std::max(most, static_cast<int>(with_dash->pixels[y * 28 + x]));
    }
    inked_columns += most > 100 ? 1 : 0;
  }
  EXPECT_GE(inked_columns, 4);
}

TEST(Scan, SmallAndHugePicturesAreFramedAlike) {
  Photo photo;
  photo.side = 60;
  photo.pen = 3;
  expect_as_strokes(photo, 0.85, 0.92);
  photo.side = 3000;
  photo.pen = 150;
  photo.noise = 10;
  const Drawing drawing = synthesize_digit(21, 2).drawing;
  const auto framed = frame_scan(photograph(drawing, photo));
  ASSERT_TRUE(framed);
  EXPECT_GE(likeness(framed->pixels, frame_drawing(drawing).pixels), 0.88);
}

TEST(Scan, FramesABarAsMnistWould) {
  GrayPicture sheet{300, 300, std::vector<std::uint8_t>(90000, 250)};
  for (Index row = 50; row < 250; ++row) {
    for (Index column = 20; column < 60; ++column) {
      sheet.pixels[static_cast<std::size_t>(row * 300 + column)] = 10;
    }
  }
  const auto framed = frame_scan(sheet);
  ASSERT_TRUE(framed);
  EXPECT_EQ(framed->side, 28);
  // 200×40 becomes 20×4, its centre in the middle of a pixel.
  for (Index row = 0; row < 28; ++row) {
    for (Index column = 0; column < 28; ++column) {
      const auto inside = [](Index i, Index first, Index last) {
        return i < first || i > last ? 0.0 : (i == first || i == last ? 0.5 : 1.0);
      };
      const double ink = inside(row, 4, 24) * inside(column, 12, 16);
      EXPECT_NEAR(framed->pixels[static_cast<std::size_t>(row * 28 + column)], 255 * ink, 1)
          << row << " " << column;
    }
  }
}

TEST(Scan, PaperWithoutADigitIsBlank) {
  const auto picture = [](Index height, Index width, const std::function<double(Index, Index)>& f) {
    GrayPicture made{height, width, {}};
    for (Index row = 0; row < height; ++row) {
      for (Index column = 0; column < width; ++column) {
        made.pixels.push_back(static_cast<std::uint8_t>(std::clamp(f(row, column), 0.0, 255.0)));
      }
    }
    return made;
  };
  Random random(3);
  for (const auto& [height, width] : {std::pair<Index, Index>{1, 1},
                                      {1, 50},
                                      {50, 1},
                                      {2, 2},
                                      {20, 20},
                                      {28, 28},
                                      {100, 180},
                                      {2000, 1500}}) {
    for (const double gray : {0.0, 128.0, 255.0}) {
      EXPECT_FALSE(frame_scan(picture(height, width, [&](Index, Index) { return gray; })))
          << height << "x" << width << " of " << gray;
    }
  }
  EXPECT_FALSE(frame_scan(picture(
      150, 150, [&](Index row, Index column) { return 250.0 - 0.5 * double(row + column); })));
  EXPECT_FALSE(
      frame_scan(picture(150, 150, [&](Index, Index) { return 180.0 + 6.0 * random.normal(); })));
}

TEST(Scan, AnyPictureIsFramedOrBlank) {
  Random random(5);
  for (int round = 0; round < 300; ++round) {
    GrayPicture picture{
        1 + static_cast<Index>(random.below(40)), 1 + static_cast<Index>(random.below(40)), {}};
    const std::uint32_t levels = 2 + random.below(254);
    for (Index i = 0; i < picture.height * picture.width; ++i) {
      picture.pixels.push_back(static_cast<std::uint8_t>(random.below(levels)));
    }
    const auto framed = frame_scan(picture);
    if (!framed) continue;
    ASSERT_EQ(framed->pixels.size(), static_cast<std::size_t>(framed->side * framed->side));
    EXPECT_GT(*std::max_element(framed->pixels.begin(), framed->pixels.end()), 0);
  }
}

}  // namespace
}  // namespace digitlab
