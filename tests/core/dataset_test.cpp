#include "digitlab/dataset.hpp"

#include <functional>
#include <limits>

#include <gtest/gtest.h>

#include "digitlab/error.hpp"
#include "digitlab/metrics.hpp"
#include "digitlab/preprocess.hpp"

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
  const Confusion confusion = confusion_matrix(predicted, labels);
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
