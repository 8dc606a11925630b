#include "digitlab/data/preprocessing.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string>
#include <vector>

#include "digitlab/ink/deskew.hpp"
#include "digitlab/ink/framing.hpp"
#include "digitlab/ink/resize.hpp"
#include "digitlab/math/error.hpp"

namespace digitlab {
namespace {

constexpr Index kCourseSide = 20;

bool needs_resize(const InputFormat& format, Index height, Index width) {
  return height == kFrameSide && width == kFrameSide && format.height == kCourseSide &&
         format.width == kCourseSide;
}

std::string size_text(Index height, Index width) {
  return std::to_string(height) + "×" + std::to_string(width);
}

// `pixel(i)` is the value at row-major position i.
template <typename T, typename Pixel>
void unroll(const InputFormat& format, const Pixel& pixel, T* input) {
  for (Index row = 0; row < format.height; ++row) {
    for (Index column = 0; column < format.width; ++column) {
      input[format.position(row, column)] = static_cast<T>(pixel(row * format.width + column));
    }
  }
}

}  // namespace

bool fits(const InputFormat& format, Index height, Index width) {
  return (height == format.height && width == format.width) || needs_resize(format, height, width);
}

void check_fits(const InputFormat& format, const Dataset& data) {
  for (const ImageSet& part : data.parts()) {
    if (fits(format, part.height(), part.width())) continue;
    throw Error("the model reads images of " + size_text(format.height, format.width) +
                ", the data holds " + size_text(part.height(), part.width()));
  }
}

template <typename T>
void to_input(const ImageView& image, const InputFormat& format, T* input) {
  if (format.deskew > 0 && fits(format, image.height, image.width)) {
    // Of the frame's size at most, but for a network that was specified with larger images.
    std::array<float, kFrameSide * kFrameSide> small;
    std::vector<float> large;
    const auto size = static_cast<std::size_t>(image.height * image.width);
    if (size > small.size()) large.resize(size);
    float* upright = size > small.size() ? large.data() : small.data();
    deskew(image, format.deskew, upright);
    InputFormat rest = format;
    rest.deskew = 0;
    to_input({image.height, image.width, nullptr, upright}, rest, input);
  } else if (image.height == format.height && image.width == format.width) {
    unroll(
        format, [&](Index i) { return image[i]; }, input);
  } else if (needs_resize(format, image.height, image.width)) {
    std::array<float, kFrameSide * kFrameSide> pixels;
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = image[static_cast<Index>(i)];
    std::array<float, kCourseSide * kCourseSide> resized;
    resize_mnist_to_course(pixels.data(), resized.data());
    unroll(
        format, [&](Index i) { return resized[static_cast<std::size_t>(i)]; }, input);
  } else {
    throw Error("the model reads images of " + size_text(format.height, format.width) +
                ", this one is " + size_text(image.height, image.width));
  }
}

std::vector<float> to_upright(std::span<const float> input, const InputFormat& format) {
  assert(static_cast<Index>(input.size()) == format.size());
  std::vector<float> image(input.size());
  for (Index row = 0; row < format.height; ++row) {
    for (Index column = 0; column < format.width; ++column) {
      image[static_cast<std::size_t>(row * format.width + column)] =
          input[static_cast<std::size_t>(format.position(row, column))];
    }
  }
  return image;
}

std::vector<float> from_upright(std::span<const float> image, const InputFormat& format) {
  if (static_cast<Index>(image.size()) != format.size()) {
    throw Error("the image holds " + std::to_string(image.size()) + " values, expected " +
                size_text(format.height, format.width));
  }
  const auto bad = std::find_if_not(image.begin(), image.end(),
                                    [](float value) { return std::isfinite(value); });
  if (bad != image.end()) {
    throw Error("value " + std::to_string(bad - image.begin()) +
                " of the image is not a finite number");
  }
  std::vector<float> input(image.size());
  unroll(
      format, [&](Index i) { return image[static_cast<std::size_t>(i)]; }, input.data());
  return input;
}

std::vector<std::uint8_t> to_bytes(const ImageView& image) {
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(image.height * image.width));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const float value = std::clamp(image[static_cast<Index>(i)], 0.0F, 1.0F);
    bytes[i] = static_cast<std::uint8_t>(std::lround(255 * value));
  }
  return bytes;
}

template <typename T>
void fill_batch(const Dataset& data, std::span<const Index> indices, const InputFormat& format,
                MatrixRef<T> inputs) {
  assert(inputs.rows() == static_cast<Index>(indices.size()) && inputs.cols() == format.size());
  for (std::size_t row = 0; row < indices.size(); ++row) {
    to_input(data.image(indices[row]), format, inputs.row(static_cast<Index>(row)).data());
  }
}

template void to_input<float>(const ImageView&, const InputFormat&, float*);
template void to_input<double>(const ImageView&, const InputFormat&, double*);
template void fill_batch<float>(const Dataset&, std::span<const Index>, const InputFormat&,
                                MatrixRef<float>);
template void fill_batch<double>(const Dataset&, std::span<const Index>, const InputFormat&,
                                 MatrixRef<double>);

}  // namespace digitlab
