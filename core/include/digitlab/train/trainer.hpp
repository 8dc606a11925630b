/// @file
/// Mini-batch training that the caller can leave and re-enter at any batch.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "digitlab/assess/evaluation.hpp"
#include "digitlab/data/sample_source.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/math/parallel.hpp"
#include "digitlab/nn/network.hpp"
#include "digitlab/train/options.hpp"
#include "digitlab/train/weight_average.hpp"

namespace digitlab {

/// Thrown when a loss or a gradient is not finite any more. The message says at which step, and in
/// which layer it shows first.
class DivergenceError : public Error {
 public:
  using Error::Error;
};

/// What one call of `Trainer::advance` did.
enum class Advance {
  kPrepared,   ///< a slice of what must be known before the epoch
  kBatch,      ///< one batch: forward, backward, step
  kValidated,  ///< a slice of the validation
  kEpoch,      ///< the epoch is over, and `history` has its row
};

/// Trains a network on some samples of a source. Both must outlive the trainer.
///
/// A batch is cut into shards that are computed in parallel (synchronous data parallelism), and
/// their gradients are added in a fixed order, since addition of floating-point numbers is not
/// associative (Goldberg 1991, "What Every Computer Scientist Should Know About Floating-Point
/// Arithmetic"): the same seed and options give the same weights, byte for byte, at any number of
/// threads.
class Trainer {
 public:
  /// Rows of a shard: the unit of parallel work. A network that mixes rows has shards of
  /// `TrainerOptions::normalization_rows` instead.
  static constexpr Index kShardRows = 32;

  /// @param split  samples to learn from, at least one; and samples to report `val_loss` on after
  ///               each epoch, perhaps none
  /// @throws Error when the options make no sense, there is no sample, or the data does not fit:
  ///         its images, or its labels
  Trainer(Network<float>& network, SampleSource& samples, Split split,
          const TrainerOptions& options, ParallelFor parallel = serial_for);

  const TrainerOptions& options() const { return options_; }
  Index batches_per_epoch() const;
  int epoch() const { return epoch_; }    ///< whole epochs done
  Index batch() const { return batch_; }  ///< batches done in the epoch under way
  bool finished() const { return epoch_ >= options_.epochs; }
  const std::vector<EpochReport>& history() const { return history_; }
  double batch_loss() const { return batch_loss_; }  ///< mean of the last batch, before its step
  double learning_rate() const;                      ///< of the next step

  /// The least piece of work: no more than a batch. Allocates nothing where it is a batch.
  /// @throws DivergenceError when the loss or a gradient is not finite; the parameters are as
  ///         before the batch. Whatever it throws, the state is as before the call
  Advance advance();

  /// Up to the end of the next batch; of its epoch too, when it is the last one. Returns the
  /// batch's mean loss before the step.
  double advance_batch();

  /// The rest of the epoch under way.
  const EpochReport& advance_epoch();

  /// Runs to the end. `on_batch` is called after each batch and ends the training, at that batch,
  /// by returning false. It may be null.
  TrainingSummary run(const std::function<bool(const Trainer&)>& on_batch = nullptr);

  /// The norm √Σg² of the last batch's gradient, a value for each layer.
  std::vector<double> gradient_norms() const;

  /// Complete between any two calls of `advance`; a validation under way begins again.
  TrainerState state() const;
  /// Goes on from `state`, as if never interrupted.
  /// @throws Error when it does not fit this network and these options; nothing has changed then
  void restore(const TrainerState& state);

 private:
  struct Shard {
    Workspace<float> workspace;
    std::unique_ptr<SampleSource::Scratch> scratch;
    std::vector<float> gradient;
    std::vector<std::uint8_t> labels;
    BatchLoss loss;
  };

  bool prepare_epoch();
  void train_batch();
  void run_shard(Index shard);
  [[noreturn]] void throw_divergence(Index shards, double loss,
                                     std::span<const float> gradient) const;
  std::span<float> sum_gradients(Index shards);
  void step(std::span<float> gradient);
  void update_statistics(std::span<float> gradient);
  bool validate();
  void finish_epoch();
  void swap_average();

  Network<float>& network_;
  SampleSource& samples_;
  Split split_;
  TrainerOptions options_;
  ParallelFor parallel_;
  Optimizer<float> optimizer_;
  WeightAverage average_;
  // What is validated when there is an average: the same network with its values.
  std::unique_ptr<Network<float>> averaged_;

  int epoch_ = 0;
  Index batch_ = 0;
  bool prepared_ = false;
  std::vector<Index> order_;  // this epoch's permutation of the samples to learn from
  BatchLoss epoch_loss_;
  double batch_loss_ = 0;
  std::unique_ptr<SlicedEvaluation> validation_;  // under way
  std::vector<EpochReport> history_;

  Index shard_rows_;
  std::vector<Shard> shards_;
  std::span<const Index> batch_indices_;
  std::function<void(Index)> shard_body_;
};

}  // namespace digitlab
