#include "digitlab/reading/recognizer.hpp"

#include <limits>
#include <numeric>

#include <gtest/gtest.h>

#include "digitlab/assess/stroke_counts.hpp"
#include "digitlab/generate/digits.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/reading/shipped_specs.hpp"
#include "digitlab/train/trainer.hpp"
#include "support/people.hpp"

namespace digitlab {
namespace {

// A lab network that has seen a few generated digits.
const Model& trained_on_digits() {
  static const Model model = [] {
    Network<float> n(lab_spec());
    n.initialize(1);
    const Dataset data(synthesize_images(4000, 1));
    TrainerOptions options;
    options.epochs = 12;
    PlainSamples samples(data);
    Trainer(n, samples, {all_indices(data.size()), {}}, options).run();
    return Model{std::move(n), {}, people()};
  }();
  return model;
}

TEST(Recognizer, ReadsGeneratedDigitsThatItNeverSaw) {
  Recognizer recognizer(trained_on_digits());
  int right = 0;
  for (std::uint64_t i = 0; i < 200; ++i) {
    const SyntheticDigit digit = synthesize_digit(99, i);
    const Answer answer = recognizer.recognize(digit.drawing);
    right += answer.digit == digit.label ? 1 : 0;
    EXPECT_NEAR(std::accumulate(answer.probabilities.begin(), answer.probabilities.end(), 0.0F), 1,
                1e-5);
  }
  EXPECT_GE(right, 150);
}

TEST(Recognizer, StrokesHaveASayInWhichDigitNotInWhetherThereIsOne) {
  Recognizer recognizer(trained_on_digits());
  int other_digits = 0;
  int unsure = 0;
  for (std::uint64_t i = 0; i < 400; ++i) {
    const Drawing drawing = synthesize_digit(7, i).drawing;
    const Answer picture = recognizer.recognize_picture(drawing);
    const Answer answer = recognizer.recognize(drawing);
    auto expected = picture.probabilities;
    weigh_by_strokes(people(), drawing.size(), expected);
    EXPECT_EQ(answer.probabilities, expected);
    EXPECT_EQ(answer.refusal, picture.refusal);
    EXPECT_EQ(answer.digit.has_value(), picture.digit.has_value());
    other_digits += answer.digit != picture.digit ? 1 : 0;
    unsure += picture.digit ? 0 : 1;
  }
  EXPECT_GT(other_digits, 0);
  EXPECT_GT(unsure, 0);
}

TEST(Recognizer, StrokesWithoutInkDoNotCount) {
  Recognizer recognizer(trained_on_digits());
  const float nan = std::numeric_limits<float>::quiet_NaN();
  Drawing drawing = synthesize_digit(1, 6).drawing;
  const Answer answer = recognizer.recognize(drawing);
  drawing.insert(drawing.begin(), {{}, {{nan, 1.0F}}});
  EXPECT_EQ(recognizer.recognize(drawing).probabilities, answer.probabilities);
}

TEST(Recognizer, OutputsThatAreNoDistributionStayAsTheyAre) {
  NetworkSpec spec = lab_spec();
  (*spec.layers.back().get_if<DenseSpec>()).activation = Activation::kSigmoid;
  const Model model{initialized(spec), {}, people()};
  Recognizer recognizer(model);
  const Drawing drawing = synthesize_digit(1, 4).drawing;
  EXPECT_EQ(recognizer.recognize(drawing).probabilities,
            recognizer.recognize_picture(drawing).probabilities);
}

TEST(Recognizer, CallsNoInkBlank) {
  Recognizer recognizer(trained_on_digits());
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const Drawing& drawing : {Drawing{}, Drawing{{}}, Drawing{{{nan, 1.0F}}}}) {
    const Answer answer = recognizer.recognize(drawing);
    EXPECT_EQ(answer.digit, std::nullopt);
    EXPECT_EQ(answer.refusal, Refusal::kBlank);
    EXPECT_EQ(answer.probabilities, (std::array<float, kClasses>{}));
  }
}

TEST(Recognizer, IsUnsureWhenNoDigitHasHalfOfTheProbability) {
  const Model undecided{Network<float>(lab_spec())};  // all weights zero: a tenth each
  Recognizer recognizer(undecided);
  const Answer answer = recognizer.recognize_picture(synthesize_digit(1, 3).drawing);
  EXPECT_EQ(answer.digit, std::nullopt);
  EXPECT_EQ(answer.refusal, Refusal::kUnsure);
  EXPECT_NEAR(answer.probabilities[0], 0.1F, 1e-6F);
}

TEST(Recognizer, ReadsAnImageAsItReadsTheDrawingItCameFrom) {
  Recognizer recognizer(trained_on_digits());
  const Answer from_ink = recognizer.recognize_picture(synthesize_digit(5, 8).drawing);
  const std::vector<std::uint8_t> pixels = recognizer.frame().pixels;
  const Answer from_image = recognizer.recognize({28, 28, pixels.data(), nullptr});
  EXPECT_EQ(from_ink.probabilities, from_image.probabilities);
}

TEST(Recognizer, ShowsItsInputUpright) {
  Recognizer recognizer(trained_on_digits());
  std::vector<float> image(400, 0.0F);
  image[1] = 1.0F;  // row 0, column 1
  recognizer.recognize({20, 20, nullptr, image.data()});
  EXPECT_EQ(recognizer.input_image(), image);
}

TEST(Recognizer, RefusesAnImageOfAnotherSize) {
  Recognizer recognizer(trained_on_digits());
  const std::vector<float> image(64);
  EXPECT_THROW(recognizer.recognize({8, 8, nullptr, image.data()}), Error);
}

}  // namespace
}  // namespace digitlab
