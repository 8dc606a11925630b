#include "digitlab/data/augmentation.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "data/augment_image.hpp"
#include "digitlab/generate/digits.hpp"
#include "digitlab/ink/framing.hpp"
#include "digitlab/ink/resize.hpp"
#include "digitlab/math/error.hpp"
#include "support/allocations.hpp"

namespace digitlab {
namespace {

const InputFormat kRows{28, 28, PixelOrder::kRowMajor};
const InputFormat kCourse{20, 20, PixelOrder::kColumnMajor};

ImageSet ink_images(Index count) {
  std::vector<std::uint8_t> pixels;
  std::vector<std::uint8_t> labels;
  std::vector<Drawing> drawings;
  for (Index i = 0; i < count; ++i) {
    const SyntheticDigit digit = synthesize_digit(3, static_cast<std::uint64_t>(i));
    const Frame frame = frame_drawing(digit.drawing);
    pixels.insert(pixels.end(), frame.pixels.begin(), frame.pixels.end());
    labels.push_back(digit.label);
    drawings.push_back(digit.drawing);
  }
  ImageSet images(28, 28, std::move(pixels), std::move(labels));
  images.set_drawings(std::move(drawings));
  return images;
}

// Samples 0 … 19 are images, 20 … 39 ink.
Dataset mixed_data() {
  Dataset data(synthesize_images(20, 7));
  data.add(ink_images(20));
  return data;
}

Matrix<float> varied(const Dataset& data, const std::vector<Index>& indices,
                     const Augmentation& augmentation, std::uint64_t seed, int epoch,
                     const InputFormat& format = kRows) {
  Matrix<float> rows(static_cast<Index>(indices.size()), format.size());
  AugmentScratch scratch;
  fill_augmented_batch(data, indices, format, augmentation, seed, epoch, scratch, rows);
  return rows;
}

TEST(Augment, ZeroStrengthsFillAsFillBatchDoes) {
  const Dataset data = mixed_data();
  const std::vector<Index> indices = all_indices(data.size());
  for (const InputFormat& format : {kRows, kCourse}) {
    Matrix<float> expected(data.size(), format.size());
    fill_batch<float>(data, indices, format, expected);
    EXPECT_EQ(varied(data, indices, Augmentation{}, 1, 0, format), expected);
    EXPECT_EQ(varied(data, indices, default_augmentation().scaled(0), 1, 0, format), expected);
  }
}

TEST(Augment, ASampleDependsOnSeedEpochAndIndexOnly) {
  const Dataset data = mixed_data();
  const Augmentation augmentation = default_augmentation();
  const Matrix<float> all = varied(data, all_indices(data.size()), augmentation, 5, 3);
  const std::vector<Index> some = {31, 4, 4, 25, 0};
  const Matrix<float> batch = varied(data, some, augmentation, 5, 3);
  for (std::size_t i = 0; i < some.size(); ++i) {
    EXPECT_EQ(batch.row(static_cast<Index>(i)), all.row(some[i])) << "sample " << some[i];
  }
}

TEST(Augment, SeedsEpochsAndSamplesVaryApart) {
  Dataset data(ink_images(1));
  data.add(ink_images(1));  // the same digit twice, as ink and below as images
  const SyntheticDigit digit = synthesize_digit(3, 0);
  const Frame frame = frame_drawing(digit.drawing);
  data.add(ImageSet(28, 28, frame.pixels, {digit.label}));
  data.add(ImageSet(28, 28, frame.pixels, {digit.label}));
  const Augmentation augmentation = default_augmentation();
  const auto row = [&](Index sample, std::uint64_t seed, int epoch) {
    return Matrix<float>(varied(data, {sample}, augmentation, seed, epoch));
  };
  for (const Index sample : {0, 2}) {
    EXPECT_NE(row(sample, 1, 0), row(sample + 1, 1, 0));
    EXPECT_NE(row(sample, 1, 0), row(sample, 2, 0));
    EXPECT_NE(row(sample, 1, 0), row(sample, 1, 1));
  }
}

TEST(Augment, ImagesForTheCourseAreVariedBeforeTheyAreResized) {
  const Dataset data = mixed_data();
  const Augmentation augmentation = default_augmentation();
  const Matrix<float> full = varied(data, {3, 23}, augmentation, 1, 0);
  const Matrix<float> small = varied(data, {3, 23}, augmentation, 1, 0, kCourse);
  for (Index row = 0; row < 2; ++row) {
    std::vector<float> resized(400);
    resize_mnist_to_course(full.row(row).data(), resized.data());
    for (Index y = 0; y < 20; ++y) {
      for (Index x = 0; x < 20; ++x) {
        EXPECT_EQ(small(row, x * 20 + y), resized[static_cast<std::size_t>(y * 20 + x)]);
      }
    }
  }
}

TEST(Augment, PixelsStayBetweenPaperAndInkAndNoSampleGoesBlank) {
  const Dataset data = mixed_data();
  Augmentation strongest = default_augmentation().scaled(2);
  strongest.ink.drop = strongest.ink.gap = strongest.ink.join = 1;
  strongest.check();
  for (int epoch = 0; epoch < 20; ++epoch) {
    const Matrix<float> rows = varied(data, all_indices(data.size()), strongest, 1, epoch);
    EXPECT_GE(rows.minCoeff(), 0);
    EXPECT_LE(rows.maxCoeff(), 1);
    EXPECT_GT(rows.rowwise().sum().minCoeff(), 10);
  }
}

TEST(Augment, VariesImagesWithoutAllocationsOnceItHasSeenOne) {
  const Dataset data(synthesize_images(8, 7));
  const std::vector<Index> indices = all_indices(8);
  Matrix<float> rows(8, 784);
  AugmentScratch scratch;
  const Augmentation augmentation = default_augmentation();
  fill_augmented_batch(data, indices, kRows, augmentation, 1, 0, scratch, rows);
  const long before = allocation_count();
  fill_augmented_batch(data, indices, kRows, augmentation, 1, 1, scratch, rows);
  EXPECT_EQ(allocation_count(), before);
}

TEST(Augment, ScalesEveryStrengthButNotTheSmoothness) {
  const Augmentation half = default_augmentation().scaled(0.5);
  EXPECT_EQ(half.image.rotation, default_augmentation().image.rotation / 2);
  EXPECT_EQ(half.image.elastic_smoothness, default_augmentation().image.elastic_smoothness);
  EXPECT_EQ(half.ink.gap, default_augmentation().ink.gap / 2);
  EXPECT_EQ(default_augmentation().scaled(1000).ink.join, 1);
  EXPECT_TRUE(half.any());
  EXPECT_FALSE(half.scaled(0).any());
  Augmentation only_smoothness;
  only_smoothness.image.elastic_smoothness = 9;
  EXPECT_FALSE(only_smoothness.any());
}

TEST(Augment, NamesTheStrengthThatIsOutOfRange) {
  const auto message = [](const std::function<void(Augmentation&)>& spoil) {
    Augmentation augmentation = default_augmentation();
    spoil(augmentation);
    try {
      augmentation.check();
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  EXPECT_EQ(message([](Augmentation&) {}), "no error");
  EXPECT_EQ(message([](Augmentation& a) { a.image.rotation = 50.5; }),
            "rotation of images is 50.5, expected 0 to 45");
  EXPECT_EQ(message([](Augmentation& a) { a.ink.join = -0.25; }),
            "join of ink is -0.25, expected 0 to 1");
  EXPECT_EQ(message([](Augmentation& a) { a.image.elastic_smoothness = 0; }),
            "elastic smoothness of images is 0, expected 1 to 28");
  EXPECT_EQ(
      message([](Augmentation& a) { a.ink.jitter = std::numeric_limits<double>::quiet_NaN(); }),
      "jitter of ink is nan, expected 0 to 0.2");
}

}  // namespace
}  // namespace digitlab
