// Pictures of digits, as scanners, cameras and drawing programs make them, all generated here.
#include "scan.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>
#include <png.h>

#include "digitlab/ink.hpp"
#include "digitlab/random.hpp"
#include "digitlab/synthetic.hpp"

namespace digitlab::tools {
namespace {

/// How a picture is taken. Brightness in 0 … 255, lengths in pixels.
struct Photo {
  Index side = 240;
  double digit = 0.6;  ///< its long side, as a share of the picture's
  double pen = 12;
  double paper = 235;
  double ink = 40;
  double shade = 0;  ///< share of the light that the far corner lacks
  double noise = 0;  ///< standard deviation
  int specks = 0;
};

double distance_to(const Position& point, const Position& from, const Position& to) {
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const double length2 = std::max(dx * dx + dy * dy, 1e-12);
  const double along =
      std::clamp(((point.x - from.x) * dx + (point.y - from.y) * dy) / length2, 0.0, 1.0);
  return std::hypot(point.x - from.x - along * dx, point.y - from.y - along * dy);
}

/// How much of every pixel the lines cover, 0 … 1, by the distance of its centre.
class Sheet {
 public:
  explicit Sheet(Index side) : side_(side), covered_(static_cast<std::size_t>(side * side), 0.0) {}

  void line(const Position& from, const Position& to, double width) {
    const double reach = width / 2 + 1;
    const auto first = [&](double a, double b) {
      return std::max<Index>(0, static_cast<Index>(std::min(a, b) - reach));
    };
    const auto last = [&](double a, double b) {
      return std::min(side_ - 1, static_cast<Index>(std::max(a, b) + reach));
    };
    for (Index row = first(from.y, to.y); row <= last(from.y, to.y); ++row) {
      for (Index column = first(from.x, to.x); column <= last(from.x, to.x); ++column) {
        const Position center{static_cast<double>(column) + 0.5, static_cast<double>(row) + 0.5};
        double& covered = covered_[static_cast<std::size_t>(row * side_ + column)];
        covered = std::max(covered,
                           std::clamp(width / 2 + 0.5 - distance_to(center, from, to), 0.0, 1.0));
      }
    }
  }

  double operator()(Index row, Index column) const {
    return covered_[static_cast<std::size_t>(row * side_ + column)];
  }

 private:
  Index side_;
  std::vector<double> covered_;
};

GrayPicture photograph(const Drawing& drawing, const Photo& photo) {
  Random random(17);
  Sheet sheet(photo.side);
  const InkBox box = frame_drawing(drawing).box;
  const auto side = static_cast<double>(photo.side);
  const double scale = photo.digit * side / std::max(box.right - box.left, box.bottom - box.top);
  const auto placed = [&](const Point& point) {
    return Position{0.55 * side + scale * (point.x - (box.left + box.right) / 2),
                    0.47 * side + scale * (point.y - (box.top + box.bottom) / 2)};
  };
  for (const Stroke& stroke : drawing) {
    for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
      sheet.line(placed(stroke[i]), placed(stroke[i + 1]), photo.pen);
    }
  }
  for (int i = 0; i < photo.specks; ++i) {
    const Position at{random.uniform(0.0, side), random.uniform(0.0, side)};
    sheet.line(at, {at.x + 1, at.y}, photo.pen / 4);
  }
  GrayPicture picture{photo.side, photo.side, {}};
  for (Index row = 0; row < photo.side; ++row) {
    for (Index column = 0; column < photo.side; ++column) {
      const double far = static_cast<double>(row + column) / (2 * side);
      const double light = 1 - photo.shade * far * far;
      double value = light * (photo.paper + (photo.ink - photo.paper) * sheet(row, column));
      value += photo.noise * random.normal();
      picture.pixels.push_back(static_cast<std::uint8_t>(std::clamp(value + 0.5, 0.0, 255.0)));
    }
  }
  return picture;
}

/// 1 for the same images up to brightness, 0 for unrelated ones.
double likeness(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += static_cast<double>(a[i]) * b[i];
    aa += static_cast<double>(a[i]) * a[i];
    bb += static_cast<double>(b[i]) * b[i];
  }
  return ab / std::sqrt(aa * bb);
}

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

/// A PNG of the picture in another of libpng's formats; `component` maps a brightness to bytes.
template <typename T>
Bytes encoded(const GrayPicture& picture, png_uint_32 format, int channels,
              const std::function<T(int channel, std::uint8_t value)>& component) {
  std::vector<T> pixels;
  for (const std::uint8_t value : picture.pixels) {
    for (int channel = 0; channel < channels; ++channel) {
      pixels.push_back(component(channel, value));
    }
  }
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.height = static_cast<png_uint_32>(picture.height);
  image.width = static_cast<png_uint_32>(picture.width);
  image.format = format;
  Bytes bytes(4U * 1024U * 1024U);
  png_alloc_size_t size = bytes.size();
  EXPECT_NE(png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels.data(), 0, nullptr), 0)
      << image.message;
  bytes.resize(size);
  return bytes;
}

TEST(Scan, EveryKindOfPngShowsTheSameDigit) {
  const Drawing drawing = synthesize_digit(21, 3).drawing;
  const GrayPicture picture = photograph(drawing, {});
  const auto plain = frame_scan(picture);
  ASSERT_TRUE(plain);
  const auto like = [&](const Bytes& png) {
    const auto framed = frame_scan(parse_png(png));
    return framed ? likeness(framed->pixels, plain->pixels) : 0.0;
  };
  EXPECT_EQ(like(write_png(picture)), 1.0);
  EXPECT_GE(like(encoded<std::uint16_t>(
                picture, PNG_FORMAT_LINEAR_Y, 1,
                [](int, std::uint8_t value) { return static_cast<std::uint16_t>(257 * value); })),
            0.95)
      << "16 bits";
  EXPECT_GE(like(encoded<std::uint8_t>(picture, PNG_FORMAT_RGB, 3,
                                       [](int, std::uint8_t value) { return value; })),
            0.99)
      << "colour";
  // Ink of one colour whose opacity alone draws the digit, as drawing programs export it.
  for (const std::uint8_t colour : {std::uint8_t{0}, std::uint8_t{255}}) {
    EXPECT_GE(like(encoded<std::uint8_t>(picture, PNG_FORMAT_GA, 2,
                                         [&](int channel, std::uint8_t value) {
                                           return channel == 0
                                                      ? colour
                                                      : static_cast<std::uint8_t>(255 - value);
                                         })),
              0.97)
        << "transparent, ink of " << int{colour};
  }
}

}  // namespace
}  // namespace digitlab::tools
