// Students of other networks, and what they remember of them.
#include <map>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/assess/evaluation.hpp"
#include "digitlab/math/error.hpp"
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
    training.options.distillation = {{&first, &second}, 1, 1};
    training.options.variations = 2;
  }
};

TEST(Trainer, LearnsFromTeachersWhatTheyAnswerOnAverage) {
  // The teacher knows bars, the labels are all wrong: the student ends up knowing bars.
  Training teacher;
  teacher.trainer(few_epochs(25)).run();
  const Dataset mislabelled(bars(300, 1, 1));
  Network<float> student(lab_spec());
  student.initialize(4);
  TrainerOptions options = few_epochs(25);
  options.distillation = {{&teacher.network, &teacher.network}, 0.95, 1};
  Trainer(student, mislabelled, all_indices(300), {}, options).run();
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
    TrainerOptions options = few_epochs(25);
    options.distillation = {{&teacher.network}, weight, 2};
    const TrainingSummary summary = Trainer(student, data, all_indices(300), {}, options).run();
    EXPECT_EQ(summary.history.back().accuracy, 0);  // there is no digit to be right about
    const Matrix<float> answers = predict(student, data, all_indices(300)).probabilities;
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
  lesson.training.options.distillation.keep = [&](int variation, const Matrix<float>& advice) {
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
  knowing.training.options.distillation.recall = [&](int variation) {
    return std::optional(said.at(variation));
  };
  knowing.training.trainer().run();
  EXPECT_EQ(weights(asking.training.network), weights(knowing.training.network));
}

TEST(Trainer, RefusesAdviceAboutOtherSamples) {
  Lesson lesson;
  lesson.training.options.distillation.recall = [](int) {
    return std::optional(Matrix<float>(Matrix<float>::Zero(3, kClasses)));
  };
  Trainer trainer = lesson.training.trainer();
  EXPECT_THROW(trainer.advance_epoch(), Error);
}

TEST(Trainer, RefusesATeacherThatReadsOtherImages) {
  const Network<float> teacher(parse_spec(R"({"layers": [
      {"type": "Input", "shape": [30, 20]}, {"type": "Dense", "units": 10}]})"));
  Training training;
  TrainerOptions options = few_epochs(1);
  options.distillation.teachers = {&teacher};
  EXPECT_THROW(training.trainer(options), Error);
}

}  // namespace
}  // namespace digitlab
