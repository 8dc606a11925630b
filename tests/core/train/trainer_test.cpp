#include "digitlab/train/trainer.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/assess/evaluation.hpp"
#include "digitlab/math/error.hpp"
#include "support/allocations.hpp"
#include "support/trainings.hpp"

namespace digitlab {
namespace {

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
  PlainSamples samples(data);
  Trainer trainer(network, samples, split, few_epochs(2));
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
  options.optimizer = Sgd{};
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

TEST(Trainer, SaysWhenTheLossIsNoLongerFinite) {
  Training training;
  TrainerOptions options = few_epochs(40);
  options.optimizer = Sgd{};
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
  refused([](TrainerOptions& o) { o.optimizer = Sgd{.momentum = 1}; });
  refused([](TrainerOptions& o) { o.optimizer = Adam{.beta1 = -0.1}; });
  refused([](TrainerOptions& o) { o.normalization_rows = 0; });
  refused([](TrainerOptions& o) { o.weight_decay = -1; });
  refused([](TrainerOptions& o) { o.label_smoothing = 1; });
  refused([](TrainerOptions& o) { o.average_decay = 1; });
}

TEST(Trainer, RefusesVariationsThatMakeNoSense) {
  const Dataset data(bars(10, 1));
  Augmentation augmentation;
  EXPECT_THROW(AugmentedSamples(data, augmentation, 1, -1), Error);
  augmentation.image.shift = -1;
  EXPECT_THROW(AugmentedSamples(data, augmentation, 1), Error);
}

TEST(Trainer, RefusesNoSamplesAndImagesOfAnotherSize) {
  Training training;
  EXPECT_THROW(Trainer(training.network, training.samples, {}, {}), Error);
  const Dataset wide(ImageSet(10, 12, std::vector<std::uint8_t>(120), {0}));
  try {
    PlainSamples samples(wide);
    Trainer(training.network, samples, {all_indices(1), {}}, {});
    FAIL() << "expected an error";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "the model reads images of 20×20, the data holds 10×12");
  }
}

TEST(Trainer, RefusesLabelsThatTheNetworkHasNoUnitFor) {
  const Dataset data(bars(300, 1));  // 0 to 9
  PlainSamples samples(data);
  for (const char* activation : {"linear", "sigmoid"}) {
    Network<float> network(parse_spec(std::string(R"({"layers": [
        {"type": "Input", "shape": [400]},
        {"type": "Dense", "units": 4, "activation": ")") +
                                      activation + "\"}]}"));
    try {
      Trainer(network, samples, {all_indices(300), {}}, {});
      FAIL() << "expected an error";
    } catch (const Error& error) {
      EXPECT_STREQ(error.what(),
                   "sample 4 has label 4, the network knows the classes 0 to 3; its last layer "
                   "needs more units");
    }
  }
}

TEST(Trainer, RefusesBatchesThatCannotBeAddressed) {
  Training training;
  EXPECT_THROW(training.network.make_workspace(std::numeric_limits<Index>::max() / 400), Error);
}

}  // namespace
}  // namespace digitlab
