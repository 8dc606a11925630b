#include "pictures/png_file.hpp"

#include <cstring>
#include <string>

#include <png.h>
#include <zlib.h>

namespace digitlab::tools {
namespace {

constexpr png_uint_32 kMaxPixels = 100'000'000;
constexpr std::size_t kSignatureSize = 8;

/// libpng's "simplified" reader and writer: no longjmp, messages in a buffer, nothing printed.
class PngImage {
 public:
  PngImage() { image.version = PNG_IMAGE_VERSION; }
  ~PngImage() { png_image_free(&image); }
  PngImage(const PngImage&) = delete;
  PngImage& operator=(const PngImage&) = delete;

  png_image image{};
};

std::size_t read_u32(const std::uint8_t* bytes) {
  return std::size_t{bytes[0]} << 24U | std::size_t{bytes[1]} << 16U | std::size_t{bytes[2]} << 8U |
         bytes[3];
}

/// Every chunk whole and with the right checksum, the last one the end: libpng would be content
/// with less. "PNG Specification", section 5: length, type, data, CRC-32 of type and data.
void check_chunks(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kFrameSize = 12;  // of a chunk without data
  std::size_t at = kSignatureSize;
  while (true) {
    const auto rest = bytes.subspan(at);
    if (rest.size() < kFrameSize) throw Error("the PNG is cut off");
    const std::size_t length = read_u32(rest.data());
    if (length > rest.size() - kFrameSize) throw Error("the PNG is cut off");
    const std::uint8_t* type = rest.data() + 4;
    if (crc32(0, type, static_cast<uInt>(length + 4)) != read_u32(type + 4 + length)) {
      throw Error("the PNG is damaged at byte " + std::to_string(at));
    }
    at += kFrameSize + length;
    if (std::memcmp(type, "IEND", 4) == 0) return;
  }
}

/// (gray, alpha) pairs → gray, over the paper that the ink needs.
std::vector<std::uint8_t> flatten(const std::vector<std::uint8_t>& pairs) {
  std::uint64_t opacity = 0;
  std::uint64_t light = 0;
  for (std::size_t i = 0; i < pairs.size(); i += 2) {
    opacity += pairs[i + 1];
    light += std::uint64_t{pairs[i]} * pairs[i + 1];
  }
  const unsigned paper = light > opacity * 127 ? 0 : 255;
  std::vector<std::uint8_t> gray;
  gray.reserve(pairs.size() / 2);
  for (std::size_t i = 0; i < pairs.size(); i += 2) {
    const unsigned alpha = pairs[i + 1];
    gray.push_back(
        static_cast<std::uint8_t>((pairs[i] * alpha + paper * (255 - alpha) + 127) / 255));
  }
  return gray;
}

Bytes write_pixels(Index height, Index width, png_uint_32 format,
                   const std::vector<std::uint8_t>& pixels) {
  PngImage png;
  png.image.height = static_cast<png_uint_32>(height);
  png.image.width = static_cast<png_uint_32>(width);
  png.image.format = format;
  png_alloc_size_t size = 0;
  // The first call measures.
  if (png_image_write_to_memory(&png.image, nullptr, &size, 0, pixels.data(), 0, nullptr) == 0) {
    throw Error(std::string("cannot make a PNG: ") + png.image.message);
  }
  Bytes bytes(size);
  if (png_image_write_to_memory(&png.image, bytes.data(), &size, 0, pixels.data(), 0, nullptr) ==
      0) {
    throw Error(std::string("cannot make a PNG: ") + png.image.message);
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace

void check_png_front(std::span<const std::uint8_t> front) {
  if (front.empty()) throw Error("the file is empty");
  if (front.size() < kSignatureSize || png_sig_cmp(front.data(), 0, kSignatureSize) != 0) {
    throw Error("is not a PNG");
  }
}

GrayPicture parse_png(std::span<const std::uint8_t> bytes) {
  PngImage png;
  const auto fail = [&] { throw Error(std::string("not a readable PNG: ") + png.image.message); };
  check_png_front(bytes);
  check_chunks(bytes);
  if (png_image_begin_read_from_memory(&png.image, bytes.data(), bytes.size()) == 0) fail();
  if (png.image.width > kMaxPixels / png.image.height) {
    throw Error("has " + std::to_string(png.image.width) + "×" + std::to_string(png.image.height) +
                " pixels, more than can be read");
  }
  const bool has_alpha = (png.image.format & PNG_FORMAT_FLAG_ALPHA) != 0;
  png.image.format = has_alpha ? PNG_FORMAT_GA : PNG_FORMAT_GRAY;
  std::vector<std::uint8_t> pixels(PNG_IMAGE_SIZE(png.image));
  if (png_image_finish_read(&png.image, nullptr, pixels.data(), 0, nullptr) == 0) fail();
  return {static_cast<Index>(png.image.height), static_cast<Index>(png.image.width),
          has_alpha ? flatten(pixels) : std::move(pixels)};
}

Bytes write_png(const ColorPicture& picture) {
  return write_pixels(picture.height, picture.width, PNG_FORMAT_RGB, picture.pixels);
}
Bytes write_png(const GrayPicture& picture) {
  return write_pixels(picture.height, picture.width, PNG_FORMAT_GRAY, picture.pixels);
}

}  // namespace digitlab::tools
