// Training that is left, fails, is taken up again or sent back: always the same bytes.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/formats/safetensors.hpp"
#include "digitlab/formats/training_state.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/train/trainer.hpp"
#include "support/trainings.hpp"

namespace digitlab {
namespace {

std::vector<std::uint8_t> bytes_of(const TrainerState& state) {
  return write_safetensors(to_tensor_file(state));
}

TrainerState through_bytes(const TrainerState& state) {
  return parse_training_state(parse_safetensors(bytes_of(state)));
}

std::vector<float> trained_at_once() {
  ConvolutionTraining training;
  training.trainer().run();
  return weights(training.network);
}

// A loop that fails, when it is told to, at the end: much has been done by then.
struct FailingLoop {
  bool fails = false;
  ParallelFor loop() {
    return [this](Index count, const std::function<void(Index)>& body) {
      serial_for(count, body);
      if (fails) throw Error("no more memory");
    };
  }
};

void advance_to(Trainer& trainer, int epoch, Index batch) {
  while (trainer.epoch() < epoch || trainer.batch() < batch) trainer.advance();
}

TEST(TrainerState, AFailureInValidationLeavesTheTrainerAsItWas) {
  ConvolutionTraining training;
  FailingLoop loop;
  Trainer trainer = training.trainer(loop.loop());
  advance_to(trainer, 1, trainer.batches_per_epoch());
  const std::vector<std::uint8_t> before = bytes_of(trainer.state());
  const std::vector<float> weights_before = weights(training.network);
  loop.fails = true;
  for (int i = 0; i < 2; ++i) {
    EXPECT_THROW(trainer.advance(), Error);
    EXPECT_EQ(bytes_of(trainer.state()), before);
    EXPECT_EQ(weights(training.network), weights_before);
  }
  loop.fails = false;
  trainer.restore(trainer.state());
  trainer.run();
  EXPECT_EQ(weights(training.network), trained_at_once());
}

TEST(TrainerState, AFailureInABatchLeavesTheTrainerAsItWas) {
  ConvolutionTraining training;
  FailingLoop loop;
  Trainer trainer = training.trainer(loop.loop());
  advance_to(trainer, 1, 1);
  const std::vector<std::uint8_t> before = bytes_of(trainer.state());
  loop.fails = true;
  EXPECT_THROW(trainer.advance(), Error);
  EXPECT_EQ(bytes_of(trainer.state()), before);
  loop.fails = false;
  trainer.run();
  EXPECT_EQ(weights(training.network), trained_at_once());
}

TEST(TrainerState, GoesOnFromBytesSavedBetweenAnyTwoSteps) {
  const std::vector<float> expected = trained_at_once();
  ConvolutionTraining first;
  Trainer interrupted = first.trainer();
  std::vector<std::vector<std::uint8_t>> saved;
  while (!interrupted.finished()) {
    saved.push_back(bytes_of(interrupted.state()));
    interrupted.advance();
  }
  saved.push_back(bytes_of(interrupted.state()));
  // Epochs of two batches, one slice of validation each: before, within and after.
  ASSERT_EQ(saved.size(), 4U * 3U + 1U);
  for (std::size_t i = 0; i < saved.size(); ++i) {
    ConvolutionTraining second;
    Trainer resumed = second.trainer();
    resumed.restore(parse_training_state(parse_safetensors(saved[i])));
    EXPECT_EQ(bytes_of(resumed.state()), saved[i]) << i;
    const TrainingSummary summary = resumed.run();
    EXPECT_EQ(weights(second.network), expected) << i;
    ASSERT_EQ(summary.history.size(), 4U);
    for (std::size_t e = 0; e < 4; ++e) {
      EXPECT_EQ(summary.history[e].loss, interrupted.history()[e].loss) << i;
      EXPECT_EQ(summary.history[e].val_loss, interrupted.history()[e].val_loss) << i;
    }
  }
}

TEST(TrainerState, GoesBackToAnEarlierEpochEvenFromTheEnd) {
  ConvolutionTraining training;
  Trainer trainer = training.trainer();
  trainer.advance_epoch();
  const TrainerState after_one = through_bytes(trainer.state());
  trainer.run();
  const std::vector<float> expected = weights(training.network);
  trainer.restore(after_one);
  EXPECT_EQ(trainer.epoch(), 1);
  EXPECT_EQ(trainer.history().size(), 1U);
  EXPECT_EQ(bytes_of(trainer.state()), bytes_of(after_one));
  trainer.run();
  EXPECT_EQ(weights(training.network), expected);
}

TEST(TrainerState, OfAnotherTrainingChangesNothing) {
  ConvolutionTraining training;
  Trainer trainer = training.trainer();
  advance_to(trainer, 1, 1);
  const std::vector<std::uint8_t> before = bytes_of(trainer.state());
  TrainerState state = trainer.state();
  state.average.pop_back();
  EXPECT_THROW(trainer.restore(state), Error);
  state = trainer.state();
  state.slots.push_back(0);
  EXPECT_THROW(trainer.restore(state), Error);
  state = trainer.state();
  state.batch = 7;
  EXPECT_THROW(trainer.restore(state), Error);
  EXPECT_EQ(bytes_of(trainer.state()), before);
}

TEST(TrainerState, RefusesNumbersInItsBytesThatAreNone) {
  ConvolutionTraining training;
  Trainer trainer = training.trainer();
  trainer.advance_epoch();
  const TensorFile file = to_tensor_file(trainer.state());
  const auto with = [&](const std::string& from, const std::string& to) {
    TensorFile changed = file;
    std::string& record = changed.metadata.at(kStateKey);
    const std::size_t at = record.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    record.replace(at, from.size(), to);
    return changed;
  };
  for (const char* number : {"1e300", "-1", "1.5", "\"1\"", "99999999999999999999", "null"}) {
    const std::string text(number);
    EXPECT_THROW(parse_training_state(with("\"epoch\":1", "\"epoch\":" + text)), Error) << number;
    EXPECT_THROW(parse_training_state(with("\"batch\":0", "\"batch\":" + text)), Error) << number;
    EXPECT_THROW(parse_training_state(with("\"steps\":2", "\"steps\":" + text)), Error) << number;
    EXPECT_THROW(parse_training_state(with("\"labelled\":0", "\"labelled\":" + text)), Error)
        << number;
  }
}

TEST(TrainerDivergence, NamesTheStepAndTheLayerInWhichItShowsFirst) {
  Training training;
  Trainer trainer = training.trainer(few_epochs(4));
  for (int i = 0; i < 12; ++i) trainer.advance();
  for (const ParameterInfo& info : training.network.parameter_table()) {
    if (info.name == "L2.bias") {
      training.network.parameters()[static_cast<std::size_t>(info.offset)] =
          std::numeric_limits<float>::infinity();
    }
  }
  const std::vector<std::uint8_t> before = bytes_of(trainer.state());
  try {
    trainer.advance();
    FAIL() << "expected an error";
  } catch (const DivergenceError& error) {
    const std::string message = error.what();
    // 300 samples, 32 a batch: ten batches an epoch.
    EXPECT_NE(message.find("epoch 2, batch 3 (step 13)"), std::string::npos) << message;
    EXPECT_NE(message.find("layer \"L2\""), std::string::npos) << message;
  }
  EXPECT_EQ(bytes_of(trainer.state()), before);
}

std::vector<float> normalized_in_groups_of(Index rows, const ParallelFor& parallel = serial_for) {
  ConvolutionTraining training;
  training.options.normalization_rows = rows;
  training.trainer(parallel).run();
  return weights(training.network);
}

TEST(NormalizationRows, AreThirtyTwoUnlessAnotherNumberIsAskedFor) {
  EXPECT_EQ(normalized_in_groups_of(32), trained_at_once());
  EXPECT_NE(normalized_in_groups_of(50), trained_at_once());
}

TEST(NormalizationRows, OfTheBatchSizeOrMoreAreTheWholeBatch) {
  const std::vector<float> whole = normalized_in_groups_of(100);
  EXPECT_NE(whole, normalized_in_groups_of(32));
  EXPECT_EQ(whole, normalized_in_groups_of(1000));
}

TEST(NormalizationRows, GiveTheSameBytesInAnyOrderOfShards) {
  const ParallelFor backwards = [](Index count, const std::function<void(Index)>& body) {
    for (Index i = count; i-- > 0;) body(i);
  };
  for (const Index rows : {Index{32}, Index{20}, Index{100}}) {
    EXPECT_EQ(normalized_in_groups_of(rows), normalized_in_groups_of(rows, backwards)) << rows;
  }
}

TEST(NormalizationRows, MeanNothingToANetworkThatNormalizesNothing) {
  TrainerOptions options = few_epochs(2);
  options.batch_size = 100;
  Training usual;
  usual.trainer(options).run();
  options.normalization_rows = 7;
  Training other;
  other.trainer(options).run();
  EXPECT_EQ(weights(usual.network), weights(other.network));
}

}  // namespace
}  // namespace digitlab
