/// @file
/// What decides how a training goes, and what is told of it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "digitlab/math/matrix.hpp"
#include "digitlab/nn/loss.hpp"
#include "digitlab/nn/optimizer.hpp"
#include "digitlab/nn/schedule.hpp"

namespace digitlab {

/// The lab's recipe is the default.
struct TrainerOptions {
  int epochs = 40;        ///< ≥ 1
  Index batch_size = 32;  ///< ≥ 1; the last batch of an epoch may be smaller
  OptimizerSpec optimizer;
  Schedule schedule;
  double l2 = 0.0;  ///< λ ≥ 0: adds λ/(2N) Σ kernel² to the loss, as in the course
  /// Kernels shrink by rate · weight_decay each step, apart from the gradient (AdamW; Loshchilov,
  /// Hutter 2019).
  double weight_decay = 0.0;
  double label_smoothing = 0.0;  ///< in [0, 1), see `smooth_labels`
  /// In [0, 1), 0 for none: validate, and end, with a moving average; see `WeightAverage`.
  double average_decay = 0.0;
  /// ≥ 1: how many rows of a batch a batch normalization sees together ("ghost batch size", Hoffer,
  /// Hubara, Soudry 2017); the last group of a batch may be smaller. At least the batch size: the
  /// whole batch, as in Keras. Has no meaning for networks that normalize nothing.
  Index normalization_rows = 32;
  std::uint64_t seed = 1;  ///< of shuffles and dropout; the network is initialised by the caller

  /// @throws Error naming the option, its value and its range
  void check() const;
};

/// One row of the training record. Losses include no regularisation.
struct EpochReport {
  int epoch = 0;        ///< counted from 1
  double loss = 0;      ///< mean over the epoch's samples, each taken before its batch's step
  double accuracy = 0;  ///< the same way, 0 … 1, of those that are digits
  std::optional<double> val_loss;
  std::optional<double> val_accuracy;
};

enum class StopReason {
  kFinished,  ///< all epochs done
  kCanceled,  ///< the callback said so
};

struct TrainingSummary {
  StopReason reason = StopReason::kFinished;
  std::vector<EpochReport> history;
};

/// Everything that, together with the options and the data, decides how training goes on: between
/// any two batches.
struct TrainerState {
  int epoch = 0;    ///< whole epochs done
  Index batch = 0;  ///< batches done in the epoch under way
  std::int64_t steps = 0;
  std::vector<float> parameters;  ///< that the next step starts from
  std::vector<float> average;     ///< their moving average, (P) or none
  std::vector<float> slots;       ///< of the optimizer
  BatchLoss epoch_loss;           ///< of the batches done in the epoch under way
  std::vector<EpochReport> history;
};

}  // namespace digitlab
