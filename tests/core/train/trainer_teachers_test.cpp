// Students of other networks, and what they remember of them.
#include <map>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/assess/evaluation.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/nn/activation.hpp"
#include "digitlab/train/trainer.hpp"
#include "support/trainings.hpp"

namespace digitlab {
namespace {

// A student of two teachers, one of which reads images in another order of pixels.
struct Lesson {
  Network<float> first{ConvolutionTraining().network.spec()};
  Network<float> second{lab_spec()};
  ConvolutionTraining training;

  Lesson() {
    first.initialize(11);
    second.initialize(12);
    training.distillation = {{&first, &second}, 1, 1};
    training.variations = 2;
  }
};

TEST(Trainer, LearnsFromTeachersWhatTheyAnswerOnAverage) {
  // The teacher knows bars, the labels are all wrong: the student ends up knowing bars.
  Training teacher;
  teacher.trainer(few_epochs(25)).run();
  const Dataset mislabelled(bars(300, 1, 1));
  Network<float> student(lab_spec());
  student.initialize(4);
  const AugmentedSamples samples(mislabelled, {}, 1);
  TaughtSamples taught(samples, {{&teacher.network, &teacher.network}, 0.95, 1});
  Trainer(student, taught, {all_indices(300), {}}, few_epochs(25)).run();
  EXPECT_GE(evaluate(student, Dataset(bars(200, 2)), all_indices(200)).accuracy, 0.98);
}

TEST(Trainer, OfWhatIsNoDigitNoTeacherIsAskedAndNoClassIsLikelier) {
  // The teacher is sure of bars; here all of them are called no digit.
  Training teacher;
  teacher.trainer(few_epochs(25)).run();
  std::vector<std::uint8_t> pixels;
  const ImageSet same = bars(300, 1);
  for (Index i = 0; i < 300; ++i) {
    const std::uint8_t* image = same.image(i).bytes;
    pixels.insert(pixels.end(), image, image + 400);
  }
  const Dataset data(ImageSet::of_non_digits(20, 20, std::move(pixels)));
  for (const double weight : {0.0, 1.0}) {
    Network<float> student(lab_spec());
    const auto known = teacher.network.parameters();
    std::copy(known.begin(), known.end(), student.parameters().begin());
    const AugmentedSamples samples(data, {}, 1);
    TaughtSamples taught(samples, {{&teacher.network}, weight, 2});
    const TrainingSummary summary =
        Trainer(student, taught, {all_indices(300), {}}, few_epochs(25)).run();
    EXPECT_EQ(summary.history.back().accuracy, 0);  // there is no digit to be right about
    Matrix<float> answers = predict_logits(student, data, all_indices(300));
    softmax<float>(answers);
    EXPECT_LT(answers.rowwise().maxCoeff().mean(), 0.2F) << weight;
  }
}

TEST(Trainer, RemembersOfTeachersJustWhatTheySaid) {
  // Resumed, it has to ask them again.
  Lesson whole;
  whole.training.trainer().run();
  Lesson first;
  Trainer interrupted = first.training.trainer();
  for (int e = 0; e < 3; ++e) interrupted.advance_epoch();
  Lesson second;
  Trainer resumed = second.training.trainer();
  resumed.restore(interrupted.state());
  resumed.run();
  EXPECT_EQ(weights(whole.training.network), weights(second.training.network));
}

// What the teachers say of each variation in a training with `seed`.
std::map<int, Matrix<float>> advice_with_seed(std::uint64_t seed) {
  std::map<int, Matrix<float>> said;
  Lesson lesson;
  lesson.training.options.seed = seed;
  lesson.training.distillation.keep = [&](int variation, const Matrix<float>& advice) {
    said[variation] = advice;
  };
  lesson.training.trainer().run();
  return said;
}

TEST(Trainer, HearsTheSameFromTeachersWithAnySeed) {
  const auto first = advice_with_seed(1);
  ASSERT_EQ(first.size(), 2U);
  EXPECT_NE(first.at(0), first.at(1));
  EXPECT_EQ(first, advice_with_seed(2));
}

TEST(Trainer, AsksNoTeacherAboutWhatIsKnown) {
  Lesson asking;
  asking.training.trainer().run();
  const auto said = advice_with_seed(1);
  Lesson knowing;
  for (float& value : knowing.first.parameters()) value = 0;  // it would say something else
  knowing.training.distillation.recall = [&](int variation) {
    return std::optional(said.at(variation));
  };
  knowing.training.trainer().run();
  EXPECT_EQ(weights(asking.training.network), weights(knowing.training.network));
}

TEST(Trainer, RefusesAdviceAboutOtherSamples) {
  Lesson lesson;
  lesson.training.distillation.recall = [](int) {
    return std::optional(Matrix<float>(Matrix<float>::Zero(3, kClasses)));
  };
  Trainer trainer = lesson.training.trainer();
  EXPECT_THROW(trainer.advance_epoch(), Error);
}

TEST(Trainer, RefusesATeacherThatReadsOtherImages) {
  const Network<float> teacher(parse_spec(R"({"layers": [
      {"type": "Input", "shape": [30, 20]}, {"type": "Dense", "units": 10}]})"));
  Training training;
  const AugmentedSamples samples(training.data, {}, 1);
  EXPECT_THROW(TaughtSamples(samples, {{&teacher}}), Error);
}

TEST(Trainer, RefusesAWeightOrATemperatureThatMakesNoSense) {
  Training training;
  const AugmentedSamples samples(training.data, {}, 1);
  EXPECT_THROW(TaughtSamples(samples, {{&training.network}, 1.5, 1}), Error);
  EXPECT_THROW(TaughtSamples(samples, {{&training.network}, 0.5, 0}), Error);
  EXPECT_THROW(TaughtSamples(samples, {}), Error);
}

TEST(Trainer, AsksTeachersInSlicesAndCanBeLeftInBetween) {
  Lesson lesson;
  // Enough samples for more than one slice.
  lesson.training.data = Dataset(bars(600, 1));
  AugmentedSamples samples(lesson.training.data, {}, 1, 2);
  TaughtSamples taught(samples, {{&lesson.first}, 1, 1});
  Trainer trainer(lesson.training.network, taught, {all_indices(600), {}}, few_epochs(1));
  int slices = 0;
  while (trainer.advance() == Advance::kPrepared) ++slices;
  EXPECT_EQ(slices, 2);  // of 256 samples; the third comes with the first batch
  EXPECT_EQ(trainer.batch(), 1);
}

}  // namespace
}  // namespace digitlab
