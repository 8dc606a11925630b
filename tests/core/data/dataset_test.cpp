#include "digitlab/data/dataset.hpp"

#include <cmath>
#include <functional>
#include <limits>
#include <set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/assess/metrics.hpp"
#include "digitlab/data/preprocessing.hpp"
#include "digitlab/math/error.hpp"

namespace digitlab {
namespace {

std::string message_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(ImageSet, NamesTheLabelThatIsOutOfRange) {
  EXPECT_EQ(message_of([] {
              ImageSet(1, 1, std::vector<std::uint8_t>{0, 0}, {3, 11});
            }),
            "label 11 at sample 1, expected 0 to 9");
}

TEST(ImageSet, CountsImagesAndLabels) {
  EXPECT_EQ(message_of([] {
              ImageSet(2, 2, std::vector<std::uint8_t>(12), {1, 2});
            }),
            "2 labels for 3 images of 2×2, expected as many labels as images");
}

TEST(ImageSet, RefusesValuesThatAreNotFinite) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(message_of([nan] {
              ImageSet(1, 2, std::vector<float>{0, 0, 0, nan}, {1, 2});
            }),
            "image 1 holds a value that is not a finite number");
}

TEST(ImageSet, ASubsetKeepsAllThatIsKnownOfItsSamples) {
  ImageSet set(1, 2, std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6}, {7, 8, 9});
  EXPECT_TRUE(set.subset(std::vector<Index>{1}).writers().empty());
  set.set_writers({30, 40, 30});
  set.set_drawings({{}, {{{1, 2}}}, {{{3, 4}}, {{5, 6}}}});
  const ImageSet picked = set.subset(std::vector<Index>{2, 0});
  EXPECT_EQ(picked.labels(), (std::vector<std::uint8_t>{9, 7}));
  EXPECT_EQ(picked.image(0).bytes[1], 6);
  EXPECT_EQ(picked.image(1).bytes[0], 1);
  EXPECT_EQ(picked.writers(), (std::vector<std::uint32_t>{30, 30}));
  ASSERT_EQ(picked.drawings().size(), 2U);
  EXPECT_EQ(picked.drawings()[0].size(), 2U);
  EXPECT_EQ(picked.drawings()[1].size(), 0U);

  const ImageSet floats(1, 1, std::vector<float>{0.25F, 0.5F}, {1, 2});
  EXPECT_EQ(floats.subset(std::vector<Index>{1}).image(0)[0], 0.5F);
  EXPECT_EQ(floats.subset({}).size(), 0);
}

TEST(Dataset, NumbersSeveralSetsThrough) {
  Dataset data(ImageSet(1, 1, std::vector<std::uint8_t>{255, 51}, {1, 2}));
  data.add(ImageSet(1, 2, std::vector<float>{0.25F, -0.5F}, {3}));
  EXPECT_EQ(data.size(), 3);
  EXPECT_EQ(data.labels(), (std::vector<std::uint8_t>{1, 2, 3}));
  EXPECT_EQ(data.image(0)[0], 1.0F);
  EXPECT_FLOAT_EQ(data.image(1)[0], 0.2F);
  EXPECT_EQ(data.image(2).width, 2);
  EXPECT_EQ(data.image(2)[1], -0.5F);
}

TEST(Dataset, GivesTheStrokesOfSamplesThatHaveThem) {
  Dataset data(ImageSet(1, 1, std::vector<std::uint8_t>{255, 51}, {1, 2}));
  ImageSet ink(1, 1, std::vector<std::uint8_t>{9, 8}, {3, 4});
  ink.set_drawings({{{{1, 2}}}, {{{3, 4}, {5, 6}}}});
  data.add(std::move(ink));
  EXPECT_EQ(data.drawing(0), nullptr);
  EXPECT_EQ(data.drawing(1), nullptr);
  ASSERT_NE(data.drawing(3), nullptr);
  EXPECT_EQ(*data.drawing(3), (Drawing{{{3, 4}, {5, 6}}}));
}

TEST(ImageSet, WantsADrawingAndAWriterForEachImage) {
  ImageSet set(1, 1, std::vector<std::uint8_t>{9, 8}, {3, 4});
  EXPECT_TRUE(set.drawings().empty());
  EXPECT_TRUE(set.writers().empty());
  EXPECT_EQ(message_of([&] { set.set_drawings({{}}); }),
            "1 drawings for 2 images, expected as many");
  EXPECT_EQ(message_of([&] {
              set.set_writers({7, 7, 7});
            }),
            "3 writers for 2 images, expected as many");
  set.set_writers({7, 9});
  EXPECT_EQ(set.writers(), (std::vector<std::uint32_t>{7, 9}));
}

// 300 samples of 30 writers, whose numbers are neither small nor in order, then 50 of nobody known.
Dataset written_data() {
  const auto images = [](std::size_t count) {
    return ImageSet(1, 1, std::vector<std::uint8_t>(count, 9), std::vector<std::uint8_t>(count, 3));
  };
  ImageSet known = images(300);
  std::vector<std::uint32_t> writers;
  for (std::uint32_t i = 0; i < 300; ++i) writers.push_back(4'000'000'000U - i * i % 30);
  known.set_writers(writers);
  Dataset data(std::move(known));
  data.add(images(50));
  return data;
}

TEST(Dataset, ASplitByWriterPutsNobodyOnBothSides) {
  const Dataset data = written_data();
  const std::vector<std::uint32_t>& writers = data.parts()[0].writers();
  const Split split = split_by_writer(data, 0.2, 1);
  std::set<Index> seen(split.train.begin(), split.train.end());
  seen.insert(split.validation.begin(), split.validation.end());
  EXPECT_EQ(seen.size(), 350U);
  EXPECT_EQ(split.train.size() + split.validation.size(), 350U);

  std::set<std::uint32_t> training;
  std::set<std::uint32_t> validating;
  Index unknown = 0;
  for (const Index i : split.train) {
    if (i < 300) training.insert(writers[static_cast<std::size_t>(i)]);
  }
  for (const Index i : split.validation) {
    if (i < 300) validating.insert(writers[static_cast<std::size_t>(i)]);
    unknown += i < 300 ? 0 : 1;
  }
  const std::set<std::uint32_t> people(writers.begin(), writers.end());
  EXPECT_EQ(training.size() + validating.size(), people.size());  // disjoint
  EXPECT_EQ(static_cast<long>(validating.size()),
            std::lround(0.2 * static_cast<double>(people.size())));
  EXPECT_EQ(unknown, 10);  // samples of unknown writers are split one by one
}

TEST(Dataset, ASplitByWriterFollowsItsSeed) {
  const Dataset data = written_data();
  EXPECT_EQ(split_by_writer(data, 0.2, 1).train, split_by_writer(data, 0.2, 1).train);
  EXPECT_NE(split_by_writer(data, 0.2, 1).validation, split_by_writer(data, 0.2, 2).validation);
  EXPECT_TRUE(split_by_writer(data, 0, 1).validation.empty());
}

TEST(Preprocess, UnrollsColumnByColumnWhenTheFormatSaysSo) {
  const ImageSet set(2, 3, std::vector<float>{1, 2, 3, 4, 5, 6}, {0});
  std::vector<float> rows(6);
  std::vector<float> columns(6);
  to_input(set.image(0), {2, 3, PixelOrder::kRowMajor}, rows.data());
  to_input(set.image(0), {2, 3, PixelOrder::kColumnMajor}, columns.data());
  EXPECT_EQ(rows, (std::vector<float>{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(columns, (std::vector<float>{1, 4, 2, 5, 3, 6}));
}

TEST(Preprocess, ResizesMnistForTheCourseAndNothingElse) {
  const InputFormat course{20, 20, PixelOrder::kColumnMajor};
  EXPECT_TRUE(fits(course, 20, 20));
  EXPECT_TRUE(fits(course, 28, 28));
  EXPECT_FALSE(fits(course, 32, 32));
  EXPECT_FALSE(fits({28, 28, PixelOrder::kRowMajor}, 20, 20));
  const ImageSet white(28, 28, std::vector<std::uint8_t>(784, 255), {0});
  std::vector<double> input(400);
  to_input(white.image(0), course, input.data());
  for (const double value : input) EXPECT_NEAR(value, 1, 1e-6);
}

TEST(Metrics, CountWhatTheyShould) {
  // Two zeros right, one zero called 1, one 1 right, one 2 called 1.
  const std::vector<std::uint8_t> labels = {0, 0, 0, 1, 2};
  const std::vector<std::uint8_t> predicted = {0, 0, 1, 1, 1};
  const Confusion confusion = confusion_matrix(predicted, labels, 10);
  EXPECT_EQ(confusion[0][0], 2);
  EXPECT_EQ(confusion[0][1], 1);
  EXPECT_EQ(confusion[2][1], 1);
  const auto metrics = class_metrics(confusion);
  EXPECT_EQ(metrics[0].samples, 3);
  EXPECT_DOUBLE_EQ(metrics[0].precision, 1);
  EXPECT_DOUBLE_EQ(metrics[0].recall, 2.0 / 3);
  EXPECT_DOUBLE_EQ(metrics[0].f1, 0.8);
  EXPECT_DOUBLE_EQ(metrics[1].precision, 1.0 / 3);
  EXPECT_EQ(metrics[2].precision, 0);
  EXPECT_EQ(metrics[9].samples, 0);
  EXPECT_EQ(metrics[9].f1, 0);
}

TEST(Metrics, TheFirstOfEqualScoresWins) {
  Matrix<float> scores(2, 3);
  scores << 1, 5, 5, 2, 1, 2;
  EXPECT_EQ(arg_max(scores), (std::vector<std::uint8_t>{1, 0}));
}

}  // namespace
}  // namespace digitlab
