#include "pictures/png_file.hpp"

#include <functional>

#include <gtest/gtest.h>
#include <png.h>

#include "digitlab/generate/digits.hpp"
#include "digitlab/reading/scan_framing.hpp"
#include "support/photo.hpp"

namespace digitlab::tools {
namespace {

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

TEST(PngFile, EveryKindOfPngShowsTheSameDigit) {
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
