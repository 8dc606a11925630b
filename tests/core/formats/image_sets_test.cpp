#include "digitlab/formats/image_sets.hpp"

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/data/preprocessing.hpp"
#include "digitlab/formats/idx.hpp"
#include "digitlab/math/error.hpp"

namespace digitlab {
namespace {

std::vector<std::uint8_t> idx(std::vector<Index> shape, std::vector<std::uint8_t> values) {
  return write_idx({std::move(shape), std::move(values)});
}

std::string error_of(const std::vector<std::uint8_t>& images,
                     const std::vector<std::uint8_t>& labels) {
  try {
    images_from_idx(images, labels);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(ImageSets, OfMnistsFilesAreTheirImages) {
  const ImageSet set = images_from_idx(idx({2, 1, 3}, {1, 2, 3, 4, 5, 6}), idx({2}, {7, 0}));
  EXPECT_EQ(set.size(), 2);
  EXPECT_EQ(set.height(), 1);
  EXPECT_EQ(set.width(), 3);
  EXPECT_EQ(set.labels(), (std::vector<std::uint8_t>{7, 0}));
  EXPECT_EQ(to_bytes(set.image(1)), (std::vector<std::uint8_t>{4, 5, 6}));
}

TEST(ImageSets, OfFilesThatDoNotBelongTogetherAreRefused) {
  const auto images = idx({2, 1, 3}, {1, 2, 3, 4, 5, 6});
  EXPECT_EQ(error_of(images, idx({3}, {1, 2, 3})), "3 labels for 2 images, expected as many");
  EXPECT_EQ(error_of(images, images), "the labels: has 3 dimensions, expected 1");
  EXPECT_EQ(error_of(idx({2}, {1, 2}), idx({2}, {1, 2})),
            "the images: has 1 dimensions, expected 3");
  EXPECT_EQ(error_of(idx({0, 28, 28}, {}), idx({0}, {})), "the images: there are none");
  EXPECT_EQ(error_of(idx({2, 0, 28}, {}), idx({2}, {1, 2})), "the images: there are none");
  EXPECT_EQ(error_of(images, idx({2}, {1, 10})), "label 10 at sample 1, expected 0 to 9");
}

InkSample sample(const std::string& word, const std::string& writer) {
  return {{{{0, 0}, {5, 9}}}, word, writer};
}

TEST(ImageSets, OfInkKnowTheirDrawingsAndWriters) {
  const ImageSet set =
      images_from_ink({sample("3", "ada"), sample("1", "bob"), sample("4", "ada")});
  EXPECT_EQ(set.labels(), (std::vector<std::uint8_t>{3, 1, 4}));
  EXPECT_EQ(set.writers(), (std::vector<std::uint32_t>{0, 1, 0}));
  EXPECT_EQ(set.drawings().size(), 3U);
  EXPECT_EQ(set.height(), kFrameSide);
}

TEST(ImageSets, OfInkOfWhichOneHasNoWriterHaveNone) {
  EXPECT_TRUE(images_from_ink({sample("3", "ada"), sample("1", "")}).writers().empty());
}

TEST(ImageSets, OfInkThatIsNoDigitOrNoInkAreRefused) {
  EXPECT_THROW(images_from_ink({}), Error);
  EXPECT_THROW(images_from_ink({sample("3", ""), sample("12", "")}), Error);
  InkSample blank = sample("3", "");
  blank.drawing = {{}};
  EXPECT_THROW(images_from_ink({blank}), Error);
}

TEST(Upright, IsTheInputInReadingOrderAndBack) {
  const InputFormat by_column{2, 3, PixelOrder::kColumnMajor};
  const std::vector<float> input = {1, 4, 2, 5, 3, 6};
  const std::vector<float> image = {1, 2, 3, 4, 5, 6};
  EXPECT_EQ(to_upright(input, by_column), image);
  EXPECT_EQ(from_upright(image, by_column), input);
  const InputFormat by_row{2, 3, PixelOrder::kRowMajor};
  EXPECT_EQ(to_upright(input, by_row), input);
  EXPECT_EQ(from_upright(input, by_row), input);
  EXPECT_THROW(from_upright(std::vector<float>(5), by_row), Error);
  EXPECT_THROW(from_upright(std::vector<float>{1, 2, 3, 4, 5, std::nanf("")}, by_row), Error);
}

TEST(Bytes, OfAnImageAreItsBytesOrItsValuesWithinTheirRange) {
  std::vector<std::uint8_t> bytes(256);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
  EXPECT_EQ(to_bytes({16, 16, bytes.data(), nullptr}), bytes);
  const std::vector<float> values = {-0.5F, 0, 0.5F, 1, 1.5F};
  EXPECT_EQ(to_bytes({1, 5, nullptr, values.data()}),
            (std::vector<std::uint8_t>{0, 0, 128, 255, 255}));
}

TEST(Labels, AreCountedWithWhatIsNoDigitLast) {
  Dataset data(ImageSet(1, 1, std::vector<std::uint8_t>(3), {9, 0, 9}));
  data.add(ImageSet::of_non_digits(1, 1, std::vector<std::uint8_t>(4)));
  EXPECT_EQ(count_labels(data), (std::vector<Index>{1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 4}));
}

}  // namespace
}  // namespace digitlab
