#include "digitlab/ink/resize.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include <gtest/gtest.h>

#include "reference/resize_reference.hpp"

namespace digitlab {
namespace {

using Image = std::array<float, 28 * 28>;
using Resized = std::array<float, 20 * 20>;

Resized resize(const Image& image) {
  Resized resized{};
  resize_mnist_to_course(image.data(), resized.data());
  return resized;
}

TEST(Resize, AgreesWithAnotherImplementation) {
  Image image{};
  for (std::size_t k = 0; k < image.size(); ++k) {
    image[k] = static_cast<float>(static_cast<double>(7919 * k % 1009) / 1008.0);
  }
  const Resized resized = resize(image);
  for (std::size_t k = 0; k < resized.size(); ++k) {
    EXPECT_NEAR(resized[k], reference::kResized[k], 1e-6) << "pixel " << k;
  }
}

TEST(Resize, AnEvenImageStaysAsItIsUpToItsEdges) {
  Image image{};
  image.fill(0.75F);
  for (const float value : resize(image)) EXPECT_NEAR(value, 0.75F, 1e-6);
}

TEST(Resize, PaperStaysPaper) {
  for (const float value : resize(Image{})) EXPECT_EQ(value, 0.0F);
}

TEST(Resize, ASlopeKeepsItsSteepnessAwayFromTheEdges) {
  Image image{};
  for (std::size_t y = 0; y < 28; ++y) {
    for (std::size_t x = 0; x < 28; ++x) image[y * 28 + x] = static_cast<float>(x) / 27.0F;
  }
  const Resized resized = resize(image);
  for (std::size_t x = 2; x < 18; ++x) {
    const double expected = ((static_cast<double>(x) + 0.5) * 1.4 - 0.5) / 27.0;
    // The widened kernel's weights are normalised, but its first moment is not quite 0.
    EXPECT_NEAR(resized[10 * 20 + x], expected, 0.002) << "column " << x;
  }
}

TEST(Resize, TransposingBeforeOrAfterIsTheSame) {
  Image image{};
  Image transposed{};
  for (std::size_t y = 0; y < 28; ++y) {
    for (std::size_t x = 0; x < 28; ++x) {
      image[y * 28 + x] = static_cast<float>((y * 31 + x * x * 17) % 256) / 255.0F;
      transposed[x * 28 + y] = image[y * 28 + x];
    }
  }
  const Resized resized = resize(image);
  const Resized of_transposed = resize(transposed);
  for (std::size_t y = 0; y < 20; ++y) {
    for (std::size_t x = 0; x < 20; ++x) {
      EXPECT_NEAR(resized[y * 20 + x], of_transposed[x * 20 + y], 1e-6);
    }
  }
}

TEST(Resize, TheOvershootOfASharpEdgeIsKept) {
  Image image{};
  for (std::size_t y = 0; y < 28; ++y) {
    for (std::size_t x = 15; x < 28; ++x) image[y * 28 + x] = 1.0F;
  }
  const Resized resized = resize(image);
  EXPECT_LT(*std::min_element(resized.begin(), resized.end()), -0.03F);
  EXPECT_GT(*std::max_element(resized.begin(), resized.end()), 1.03F);
}

}  // namespace
}  // namespace digitlab
