// Convolutions, and all that leaves traces beside the weights.
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/assess/evaluation.hpp"
#include "digitlab/train/trainer.hpp"
#include "support/allocations.hpp"
#include "support/trainings.hpp"

namespace digitlab {
namespace {

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
  training.augmentation = {};
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

TEST(Trainer, VariesSamplesInAsManyWaysAsItIsTold) {
  const auto train = [](int variations) {
    ConvolutionTraining training;
    training.variations = variations;
    training.trainer().run();
    return weights(training.network);
  };
  EXPECT_EQ(train(4), train(8));  // of four epochs
  EXPECT_NE(train(3), train(4));
}

TEST(Trainer, AllocatesNothingInsideAnEpochOfConvolutions) {
  ConvolutionTraining training;
  training.augmentation = {};
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

}  // namespace
}  // namespace digitlab
