// Training and evaluation on four threads. A thread sanitizer reports what the outcome does not
// show.
#include <stdexcept>

#include <gtest/gtest.h>

#include "digitlab/assess/evaluation.hpp"
#include "digitlab/generate/digits.hpp"
#include "digitlab/generate/non_digits.hpp"
#include "support/people.hpp"
#include "support/trainings.hpp"
#include "system/thread_pool.hpp"

namespace digitlab {
namespace {

class Threads : public testing::Test {
 protected:
  ParallelFor parallel() { return pool_.parallel_for(); }

 private:
  tools::ThreadPool pool_{4};
};

TEST_F(Threads, TheLabTrainsAndIsEvaluatedAsOnOneThread) {
  Training several;
  Training one;
  TrainerOptions options = few_epochs(1);
  options.batch_size = 128;  // four shards
  several.trainer(options, parallel()).run();
  one.trainer(options).run();
  EXPECT_EQ(weights(several.network), weights(one.network));
  const std::vector<Index> all = all_indices(several.data.size());
  EXPECT_EQ(evaluate(several.network, several.data, all, parallel()).loss,
            evaluate(one.network, one.data, all).loss);
}

TEST_F(Threads, ConvolutionsTrainVariedTaughtAndValidatedAsOnOneThread) {
  Network<float> teacher = initialized(lab_spec());
  std::vector<float> outcomes[2];
  for (std::vector<float>& outcome : outcomes) {
    ConvolutionTraining training;
    training.options.epochs = 1;
    training.distillation.teachers = {&teacher};
    training.trainer(&outcome == outcomes ? parallel() : serial_for).run();
    outcome = weights(training.network);
  }
  EXPECT_EQ(outcomes[0], outcomes[1]);
}

TEST_F(Threads, DigitsAreGeneratedAndAnsweredAsOnOneThread) {
  const Model model{initialized(convnet_spec())};
  Dataset several(synthesize_images(40, 1, parallel()));
  several.add(synthesize_non_digit_images(20, 1, NonDigitSet::kAll, parallel()));
  Dataset one(synthesize_images(40, 1));
  one.add(synthesize_non_digit_images(20, 1));
  const std::vector<Index> all = all_indices(60);
  EXPECT_EQ(predict(model, several, all, parallel()).probabilities,
            predict(model, one, all).probabilities);
  EXPECT_EQ(fit_no_digit_unit(model.network, several, all, parallel()).kernel,
            fit_no_digit_unit(model.network, one, all).kernel);
}

TEST_F(Threads, AnExceptionEndsALoopAndTheNextOneRuns) {
  const ParallelFor loop = parallel();
  for (int round = 0; round < 20; ++round) {
    EXPECT_THROW(loop(100,
                      [](Index i) {
                        if (i == 50) throw std::runtime_error("enough");
                      }),
                 std::runtime_error);
    std::vector<Index> squares(100);
    loop(100, [&](Index i) { squares[static_cast<std::size_t>(i)] = i * i; });
    EXPECT_EQ(squares[99], 99 * 99);
  }
}

}  // namespace
}  // namespace digitlab
