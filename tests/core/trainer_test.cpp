#include "digitlab/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include "allocations.hpp"
#include "digitlab/error.hpp"
#include "digitlab/evaluate.hpp"

namespace digitlab {
namespace {

// Bars: digit d is bright in rows 2d and 2d + 1 of a 20×20 image, under noise. Labels may be wrong
// by `label_error`.
ImageSet bars(Index count, std::uint64_t seed, std::size_t label_error = 0) {
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(count) * 400);
  std::vector<std::uint8_t> labels(static_cast<std::size_t>(count));
  Random random(seed);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    labels[i] = static_cast<std::uint8_t>((i + label_error) % 10);
    for (std::size_t p = 0; p < 400; ++p) {
      const bool ink = p / 40 == i % 10;
      pixels[i * 400 + p] = static_cast<std::uint8_t>(random.below(100) + (ink ? 100 : 0));
    }
  }
  return {20, 20, std::move(pixels), std::move(labels)};
}

TrainerOptions few_epochs(int epochs) {
  TrainerOptions options;
  options.epochs = epochs;
  return options;
}

std::vector<float> weights(const Network<float>& network) {
  return {network.parameters().begin(), network.parameters().end()};
}

// Trains the lab network on bars.
struct Training {
  Dataset data{bars(300, 1)};
  Network<float> network{lab_spec()};
  Training() { network.initialize(3); }
  Trainer trainer(const TrainerOptions& options, ParallelFor parallel = serial_for) {
    return {network, data, all_indices(300), {}, options, std::move(parallel)};
  }
};

TEST(Trainer, LearnsWhatCanBeLearned) {
  Training training;
  Trainer trainer = training.trainer(few_epochs(25));
  const TrainingSummary summary = trainer.run();
  EXPECT_EQ(summary.reason, StopReason::kFinished);
  EXPECT_EQ(summary.history.size(), 25U);
  EXPECT_LT(summary.history.back().loss, 0.2 * summary.history.front().loss);
  const Dataset unseen(bars(200, 2));
  EXPECT_GE(evaluate(training.network, unseen, all_indices(200)).accuracy, 0.98);
}

TEST(Trainer, GivesTheSameBytesInAnyOrderOfShards) {
  TrainerOptions options = few_epochs(3);
  options.batch_size = 250;  // four shards
  Training forward;
  forward.trainer(options).run();
  Training backward;
  backward
      .trainer(options,
               [](Index count, const std::function<void(Index)>& body) {
                 for (Index i = count; i-- > 0;) body(i);
               })
      .run();
  EXPECT_EQ(weights(forward.network), weights(backward.network));
}

TEST(Trainer, ResumesFromAnyEpochWithTheSameBytes) {
  Training whole;
  whole.trainer(few_epochs(4)).run();

  Training first;
  Trainer interrupted = first.trainer(few_epochs(4));
  interrupted.advance_epoch();
  interrupted.advance_epoch();
  const TrainerState state = interrupted.state();

  Training second;
  Trainer resumed = second.trainer(few_epochs(4));
  resumed.restore(state);
  const TrainingSummary summary = resumed.run();
  EXPECT_EQ(weights(whole.network), weights(second.network));
  EXPECT_EQ(summary.history.size(), 4U);
}

TEST(Trainer, RefusesAStateThatDoesNotFit) {
  Training training;
  Trainer trainer = training.trainer(few_epochs(4));
  TrainerState state = trainer.state();
  state.steps = 7;
  EXPECT_THROW(trainer.restore(state), Error);
  state = trainer.state();
  state.parameters.pop_back();
  EXPECT_THROW(trainer.restore(state), Error);
}

TEST(Trainer, StopsAtTheBatchWhenToldTo) {
  Training training;
  Trainer trainer = training.trainer(few_epochs(4));
  const TrainingSummary summary =
      trainer.run([](const Trainer& t) { return t.epoch() < 1 || t.batch() < 3; });
  EXPECT_EQ(summary.reason, StopReason::kCanceled);
  EXPECT_EQ(trainer.epoch(), 1);
  EXPECT_EQ(trainer.batch(), 3);
  EXPECT_EQ(summary.history.size(), 1U);
}

TEST(Trainer, AllocatesNothingInsideAnEpoch) {
  Training training;
  Trainer trainer = training.trainer(few_epochs(2));
  trainer.advance_batch();
  const long before = allocation_count();
#ifdef EIGEN_RUNTIME_NO_MALLOC  // in debug builds: Eigen asserts on an allocation of its own
  Eigen::internal::set_is_malloc_allowed(false);
#endif
  for (int i = 0; i < 5; ++i) trainer.advance_batch();
#ifdef EIGEN_RUNTIME_NO_MALLOC
  Eigen::internal::set_is_malloc_allowed(true);
#endif
  EXPECT_EQ(allocation_count() - before, 0);
}

TEST(Trainer, TakesTheSmallLastBatchAndReportsEverySample) {
  Training training;
  TrainerOptions options = few_epochs(1);
  options.batch_size = 64;  // 300 = 4·64 + 44
  Trainer trainer = training.trainer(options);
  EXPECT_EQ(trainer.batches_per_epoch(), 5);
  const EpochReport report = trainer.advance_epoch();
  EXPECT_EQ(report.epoch, 1);
  EXPECT_NEAR(report.accuracy * 300, std::round(report.accuracy * 300), 1e-9);
  EXPECT_FALSE(report.val_loss.has_value());
}

TEST(Trainer, ReportsValidationOnSamplesItNeverLearnsFrom) {
  const Dataset data(bars(300, 1));
  const Split split = split_dataset(300, 0.2, 9);
  EXPECT_EQ(split.validation.size(), 60U);
  std::vector<Index> both = split.train;
  both.insert(both.end(), split.validation.begin(), split.validation.end());
  std::sort(both.begin(), both.end());
  EXPECT_EQ(both, all_indices(300));

  Network<float> network(lab_spec());
  network.initialize(3);
  Trainer trainer(network, data, split.train, split.validation, few_epochs(2));
  const EpochReport report = trainer.advance_epoch();
  const Evaluation validation = evaluate(network, data, split.validation);
  EXPECT_EQ(report.val_loss, validation.loss);
  EXPECT_EQ(report.val_accuracy, validation.accuracy);
}

TEST(Trainer, L2PullsKernelsTowardsZero) {
  Training plain;
  plain.trainer(few_epochs(5)).run();
  Training decayed;
  TrainerOptions options = few_epochs(5);
  options.l2 = 30;
  decayed.trainer(options).run();
  EXPECT_LT(kernel_square_sum(decayed.network), 0.9 * kernel_square_sum(plain.network));
}

TEST(Trainer, WeightDecayPullsKernelsTowardsZeroAndLeavesBiases) {
  // With a gradient of (nearly) nothing, decay alone moves the weights: each step by 1 -
  // rate·decay.
  Training training;
  TrainerOptions options = few_epochs(1);
  options.optimizer.kind = OptimizerKind::kSgd;
  options.schedule.base = 1e-6;
  options.weight_decay = 1e4;
  const double before = kernel_square_sum(training.network);
  for (std::size_t i = 10000; i < 10025; ++i) training.network.parameters()[i] = 1.0F;
  Trainer trainer = training.trainer(options);
  trainer.advance_epoch();
  const double kept = std::pow(1 - 0.01, 2.0 * static_cast<double>(trainer.batches_per_epoch()));
  EXPECT_NEAR(kernel_square_sum(training.network) / before, kept, 1e-3);
  EXPECT_NEAR(training.network.parameters()[10003], 1, 1e-3);
}

TEST(Trainer, LabelSmoothingKeepsItFromBeingTooSure) {
  Training plain;
  plain.trainer(few_epochs(25)).run();
  Training smoothed;
  TrainerOptions options = few_epochs(25);
  options.label_smoothing = 0.2;
  smoothed.trainer(options).run();
  const auto largest_probability = [](const Training& training) {
    Matrix<float> scores = predict_logits(training.network, training.data, all_indices(300));
    softmax<float>(scores);
    return static_cast<double>(scores.rowwise().maxCoeff().mean());
  };
  EXPECT_GT(largest_probability(plain), 0.95);
  EXPECT_LT(largest_probability(smoothed), 0.9);
  EXPECT_GE(evaluate(smoothed.network, smoothed.data, all_indices(300)).accuracy, 0.98);
}

// Every option that leaves traces beside the weights: statistics, average, dropout, augmentation.
struct ConvolutionTraining {
  Dataset data{bars(200, 1)};
  Network<float> network{parse_spec(R"({"layers": [
      {"type": "Input", "shape": [20, 20]},
      {"type": "Conv2D", "filters": 4, "use_bias": false},
      {"type": "BatchNormalization", "momentum": 0.8, "activation": "relu"},
      {"type": "MaxPooling2D", "pool_size": 3},
      {"type": "Dropout", "rate": 0.2},
      {"type": "Dense", "units": 10}]})")};
  TrainerOptions options = few_epochs(4);

  ConvolutionTraining() {
    network.initialize(3);
    options.batch_size = 100;  // four shards
    options.average_decay = 0.9;
    options.augmentation.image.shift = 1;
    options.augmentation.image.rotation = 5;
  }
  Trainer trainer(ParallelFor parallel = serial_for) {
    return {network, data, all_indices(150), {150, 160, 170}, options, std::move(parallel)};
  }
};

TEST(Trainer, TrainsConvolutionsWithTheSameBytesInAnyOrderOfShards) {
  ConvolutionTraining forward;
  forward.trainer().run();
  ConvolutionTraining backward;
  backward
      .trainer([](Index count, const std::function<void(Index)>& body) {
        for (Index i = count; i-- > 0;) body(i);
      })
      .run();
  EXPECT_EQ(weights(forward.network), weights(backward.network));
}

TEST(Trainer, ResumesConvolutionsWithTheSameBytes) {
  ConvolutionTraining whole;
  const TrainingSummary expected = whole.trainer().run();
  for (const int epoch : {0, 1, 3, 4}) {
    SCOPED_TRACE(epoch);
    ConvolutionTraining first;
    Trainer interrupted = first.trainer();
    for (int e = 0; e < epoch; ++e) interrupted.advance_epoch();
    ConvolutionTraining second;
    Trainer resumed = second.trainer();
    resumed.restore(interrupted.state());
    const TrainingSummary summary = resumed.run();
    EXPECT_EQ(weights(whole.network), weights(second.network));
    EXPECT_EQ(summary.history.back().val_loss, expected.history.back().val_loss);
  }
}

TEST(Trainer, LearnsConvolutions) {
  ConvolutionTraining training;
  training.options.epochs = 30;
  training.options.augmentation = {};
  training.options.schedule.base = 0.01;
  training.trainer().run();
  EXPECT_GE(evaluate(training.network, Dataset(bars(200, 2)), all_indices(200)).accuracy, 0.95);
}

TEST(Trainer, CarriesTheMovingStatisticsTowardsThoseOfTheData) {
  ConvolutionTraining training;
  training.options.average_decay = 0;
  const auto statistic = [&](const char* name) {
    for (const ParameterInfo& info : training.network.parameter_table()) {
      if (info.name == name)
        return training.network.parameters()[static_cast<std::size_t>(info.offset)];
    }
    return -1.0F;
  };
  EXPECT_EQ(statistic("batch_normalization_2.moving_variance"), 1.0F);
  training.trainer().run();
  // Eight batches at momentum 0.8 have moved it most of the way to a variance far below one.
  EXPECT_GT(statistic("batch_normalization_2.moving_variance"), 0.0F);
  EXPECT_LT(statistic("batch_normalization_2.moving_variance"), 0.5F);
}

TEST(Trainer, EndsAndValidatesWithTheMovingAverage) {
  ConvolutionTraining training;
  Trainer trainer = training.trainer();
  trainer.run();
  const TrainerState state = trainer.state();
  EXPECT_EQ(state.average, weights(training.network));
  EXPECT_NE(state.parameters, state.average);
  const std::vector<Index> validation = {150, 160, 170};
  EXPECT_EQ(trainer.history().back().val_loss,
            evaluate(training.network, training.data, validation).loss);
}

TEST(Trainer, AllocatesNothingInsideAnEpochOfConvolutions) {
  ConvolutionTraining training;
  training.options.augmentation = {};
  training.options.batch_size = 50;  // three batches an epoch
  Trainer trainer = training.trainer();
  trainer.advance_batch();
  const long before = allocation_count();
#ifdef EIGEN_RUNTIME_NO_MALLOC
  Eigen::internal::set_is_malloc_allowed(false);
#endif
  trainer.advance_batch();
#ifdef EIGEN_RUNTIME_NO_MALLOC
  Eigen::internal::set_is_malloc_allowed(true);
#endif
  EXPECT_EQ(allocation_count() - before, 0);
}

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
    Matrix<float> answers = predict_logits(student, data, all_indices(300));
    student.to_probabilities(answers);
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

TEST(Trainer, VariesSamplesInAsManyWaysAsItIsTold) {
  const auto train = [](int variations) {
    ConvolutionTraining training;
    training.options.variations = variations;
    training.trainer().run();
    return weights(training.network);
  };
  EXPECT_EQ(train(4), train(8));  // of four epochs
  EXPECT_NE(train(3), train(4));
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

TEST(Trainer, SaysWhenTheLossIsNoLongerFinite) {
  Training training;
  TrainerOptions options = few_epochs(40);
  options.optimizer.kind = OptimizerKind::kSgd;
  options.schedule.base = 1e30;
  Trainer trainer = training.trainer(options);
  try {
    trainer.run();
    FAIL() << "expected an error";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("not finite at epoch 1"), std::string::npos)
        << error.what();
  }
}

TEST(Trainer, RefusesOptionsThatMakeNoSense) {
  Training training;
  const auto refused = [&](auto change) {
    TrainerOptions options;
    change(options);
    EXPECT_THROW(training.trainer(options), Error);
  };
  refused([](TrainerOptions& o) { o.epochs = 0; });
  refused([](TrainerOptions& o) { o.batch_size = 0; });
  refused([](TrainerOptions& o) { o.schedule.base = 0; });
  refused([](TrainerOptions& o) { o.schedule.base = -1; });
  refused([](TrainerOptions& o) { o.schedule.base = std::nan(""); });
  refused([](TrainerOptions& o) { o.l2 = -1; });
  refused([](TrainerOptions& o) { o.optimizer.momentum = 1; });
  refused([](TrainerOptions& o) { o.weight_decay = -1; });
  refused([](TrainerOptions& o) { o.label_smoothing = 1; });
  refused([](TrainerOptions& o) { o.average_decay = 1; });
  refused([](TrainerOptions& o) { o.variations = -1; });
  refused([](TrainerOptions& o) { o.distillation.weight = 1.5; });
  refused([](TrainerOptions& o) { o.distillation.temperature = 0; });
  refused([](TrainerOptions& o) { o.augmentation.image.shift = -1; });
}

TEST(Trainer, RefusesNoSamplesAndImagesOfAnotherSize) {
  Training training;
  EXPECT_THROW(Trainer(training.network, training.data, {}, {}, {}), Error);
  const Dataset wide(ImageSet(10, 12, std::vector<std::uint8_t>(120), {0}));
  try {
    Trainer(training.network, wide, all_indices(1), {}, {});
    FAIL() << "expected an error";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "the model reads images of 20×20, the data holds 10×12");
  }
}

}  // namespace
}  // namespace digitlab
