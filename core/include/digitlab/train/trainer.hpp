/// @file
/// Mini-batch training that the caller can leave and re-enter at any batch.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "digitlab/assess/metrics.hpp"
#include "digitlab/data/augmentation.hpp"
#include "digitlab/data/dataset.hpp"
#include "digitlab/math/parallel.hpp"
#include "digitlab/nn/loss.hpp"
#include "digitlab/nn/network.hpp"
#include "digitlab/nn/optimizer.hpp"
#include "digitlab/nn/schedule.hpp"

namespace digitlab {

/// A second goal beside the labels: to answer as other networks do on average. See `distill`.
struct Distillation {
  /// None for labels alone. Each reads every sample as it was varied, in its own input format. They
  /// must outlive the trainer.
  std::vector<const Network<float>*> teachers;
  double weight = 0.9;     ///< of this goal, in [0, 1]; the labels have the rest
  double temperature = 2;  ///< > 0
  /// With `variations`, so that several trainings ask once: what teachers said of a variation
  /// (N,K), if it is known, and a listener for what they say. N counts all samples of the dataset;
  /// rows of those that are not trained on mean nothing. Both may be null.
  std::function<std::optional<Matrix<float>>(int variation)> recall = nullptr;
  std::function<void(int variation, const Matrix<float>& advice)> keep = nullptr;
};

/// The lab's recipe is the default.
struct TrainerOptions {
  int epochs = 40;        ///< ≥ 1
  Index batch_size = 32;  ///< ≥ 1; the last batch of an epoch may be smaller
  OptimizerOptions optimizer;
  Schedule schedule;
  double l2 = 0.0;  ///< λ ≥ 0: adds λ/(2N) Σ kernel² to the loss, as in the course
  /// Kernels shrink by rate · weight_decay each step, apart from the gradient (AdamW; Loshchilov,
  /// Hutter 2019).
  double weight_decay = 0.0;
  double label_smoothing = 0.0;  ///< in [0, 1), see `smooth_labels`
  /// In [0, 1), 0 for none: validate, and end, with an exponential moving average of all
  /// parameters, average ← d · average + (1 - d) · parameters after each step (Polyak, Juditsky
  /// 1992), where d = min(average_decay, (1 + t) / (10 + t)) so that the first values fade.
  double average_decay = 0.0;
  Distillation distillation;
  /// How samples are varied, anew in each epoch, as batches are filled. None by default.
  Augmentation augmentation;
  /// 0, or after how many epochs the same variations come again; they are then the same ones with
  /// any seed. Teachers are asked about each once, when its first epoch begins.
  int variations = 0;
  std::uint64_t seed = 1;  ///< of the shuffles; the network is initialised by the caller

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

/// Everything that, together with the options and the data, decides how training goes on.
struct TrainerState {
  int epoch = 0;  ///< whole epochs done
  std::int64_t steps = 0;
  std::vector<float> parameters;  ///< that the next step starts from
  std::vector<float> average;     ///< their moving average, (P) or none
  std::vector<float> slots;
  std::vector<EpochReport> history;
};

/// Trains a network on some samples of a dataset. Both must outlive the trainer.
///
/// A batch is cut into shards of `kShardRows` rows that are computed in parallel, and their
/// gradients are added in a fixed order: the same seed and options give the same weights, byte for
/// byte, at any number of threads.
class Trainer {
 public:
  static constexpr Index kShardRows = 32;

  /// @param train       samples to learn from; at least one
  /// @param validation  samples to report `val_loss` on after each epoch; may be empty
  /// @throws Error when the options make no sense, there is no sample, or the data does not fit
  Trainer(Network<float>& network, const Dataset& data, std::vector<Index> train,
          std::vector<Index> validation, const TrainerOptions& options,
          ParallelFor parallel = serial_for);

  Index batches_per_epoch() const;
  int epoch() const { return epoch_; }    ///< whole epochs done
  Index batch() const { return batch_; }  ///< batches done in the epoch under way
  bool finished() const { return epoch_ >= options_.epochs; }
  const std::vector<EpochReport>& history() const { return history_; }

  /// One batch: forward, backward, step. Returns the batch's mean loss before the step. When it was
  /// the epoch's last batch, validates and adds a row to `history`. Allocates nothing inside an
  /// epoch.
  /// @throws Error when the loss is not finite; the parameters are as before the batch
  double advance_batch();

  /// The rest of the epoch under way.
  const EpochReport& advance_epoch();

  /// Runs to the end. `on_batch` is called after each batch and ends the training, at that batch,
  /// by returning false. It may be null.
  TrainingSummary run(const std::function<bool(const Trainer&)>& on_batch = nullptr);

  /// State between epochs; only then is it complete.
  TrainerState state() const;
  /// Goes on from `state`, as if never interrupted.
  /// @throws Error when it does not fit this network and these options
  void restore(const TrainerState& state);

 private:
  struct Shard {
    Workspace<float> workspace;
    std::vector<Workspace<float>> teachers;
    Matrix<float> advice;  // (kShardRows, K) mean probabilities of the teachers
    AugmentScratch scratch;
    std::vector<float> gradient;
    BatchLoss loss;
  };

  void start_epoch();
  void run_shard(Index shard);
  void fill(std::span<const Index> indices, Shard& shard, const Network<float>& network,
            Workspace<float>& workspace) const;
  int variation() const;
  std::uint64_t variation_seed() const;
  void take_advice();
  void ask_teachers(std::span<const Index> indices, Shard& shard) const;
  void recall_advice(std::span<const Index> indices, Shard& shard) const;
  std::span<float> sum_gradients(Index shards);
  void step(std::span<float> gradient);
  void update_statistics(std::span<float> gradient);
  void update_average();
  void swap_average();
  void finish_epoch();

  Network<float>& network_;
  const Dataset& data_;
  std::vector<Index> train_;
  std::vector<Index> validation_;
  TrainerOptions options_;
  ParallelFor parallel_;
  Optimizer<float> optimizer_;

  int epoch_ = 0;
  Index batch_ = 0;
  std::vector<Index> order_;  // this epoch's permutation of train_
  BatchLoss epoch_loss_;
  std::vector<float> average_;  // the parameters themselves once the network holds the average
  std::vector<EpochReport> history_;

  std::vector<Matrix<float>> advice_;  // [variation] (samples, K), empty until it is taken
  std::vector<Shard> shards_;
  std::span<const Index> batch_indices_;
  std::function<void(Index)> shard_body_;
};

}  // namespace digitlab
