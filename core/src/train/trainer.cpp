#include "digitlab/train/trainer.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>
#include <utility>

#include "digitlab/data/preprocessing.hpp"
#include "digitlab/math/check.hpp"
#include "train/divergence.hpp"

namespace digitlab {
namespace {

// Apart from the layers' streams and from each other.
constexpr std::uint64_t kShuffleStream = 1ULL << 32U;
constexpr std::uint64_t kDropoutStream = 1ULL << 40U;
constexpr std::int64_t kMostShards = 1 << 16;

// Samples validated at a time: inference takes about a third of a batch's training.
constexpr Index kValidationSlice = 256;

void check_labels(const Dataset& data, Index classes) {
  const std::vector<std::uint8_t>& labels = data.labels();
  const auto wrong = std::find_if(labels.begin(), labels.end(), [&](std::uint8_t label) {
    return label != kNoClass && label >= classes;
  });
  if (wrong == labels.end()) return;
  throw Error("sample " + std::to_string(wrong - labels.begin()) + " has label " +
              std::to_string(*wrong) + ", the network knows the classes 0 to " +
              std::to_string(classes - 1) + "; its last layer needs more units");
}

}  // namespace

Trainer::Trainer(Network<float>& network, SampleSource& samples, Split split,
                 const TrainerOptions& options, ParallelFor parallel)
    : network_(network),
      samples_(samples),
      split_(std::move(split)),
      options_(options),
      parallel_(std::move(parallel)),
      optimizer_(options.optimizer, static_cast<Index>(network.parameters().size())),
      average_(options.average_decay, network.parameters()),
      shard_rows_(network.mixes_rows() ? options.normalization_rows : kShardRows) {
  options_.check();
  if (split_.train.empty()) throw Error("there is no sample to train on");
  check_fits(network_.spec().input, samples_.data());
  check_labels(samples_.data(), network_.classes());
  const Index batch_rows = std::min(options_.batch_size, static_cast<Index>(split_.train.size()));
  shard_rows_ = std::min(shard_rows_, batch_rows);
  const Index shards = (batch_rows + shard_rows_ - 1) / shard_rows_;
  for (Index s = 0; s < shards; ++s) {
    Shard& shard = shards_.emplace_back();
    shard.workspace = network_.make_workspace(shard_rows_);
    shard.scratch = samples_.make_scratch(shard_rows_);
    shard.gradient.resize(network_.parameters().size());
    shard.labels.resize(static_cast<std::size_t>(shard_rows_));
  }
  order_ = split_.train;
  if (average_.exists()) averaged_ = std::make_unique<Network<float>>(network_.spec());
  shard_body_ = [this](Index shard) { run_shard(shard); };
}

Index Trainer::batches_per_epoch() const {
  const auto samples = static_cast<Index>(split_.train.size());
  return samples / options_.batch_size + (samples % options_.batch_size != 0 ? 1 : 0);
}

double Trainer::learning_rate() const {
  const std::int64_t total = std::int64_t{batches_per_epoch()} * options_.epochs;
  return options_.schedule.rate(std::min(optimizer_.steps(), total - 1), total);
}

Advance Trainer::advance() {
  assert(!finished());
  if (!prepared_ && prepare_epoch()) return Advance::kPrepared;
  if (batch_ < batches_per_epoch()) {
    train_batch();
    if (batch_ < batches_per_epoch() || !split_.validation.empty()) return Advance::kBatch;
  } else if (!split_.validation.empty() && validate()) {
    return Advance::kValidated;
  }
  finish_epoch();
  return Advance::kEpoch;
}

// Returns whether there is more to do before the first batch.
bool Trainer::prepare_epoch() {
  if (samples_.prepare(epoch_, split_.train, parallel_)) return true;
  // Epoch e always starts from the same order and stream, so that training can resume at any epoch.
  std::copy(split_.train.begin(), split_.train.end(), order_.begin());
  Random random(options_.seed, kShuffleStream + static_cast<std::uint64_t>(epoch_));
  random.shuffle(std::span<Index>(order_));
  prepared_ = true;
  return false;
}

void Trainer::run_shard(Index shard_index) {
  Shard& shard = shards_[static_cast<std::size_t>(shard_index)];
  const Index begin = shard_index * shard_rows_;
  const Index rows = std::min(shard_rows_, static_cast<Index>(batch_indices_.size()) - begin);
  const auto indices =
      batch_indices_.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(rows));
  samples_.fill(indices, network_.spec().input, epoch_, shard.scratch.get(),
                shard.workspace.input.topRows(rows));
  const auto labels = std::span<std::uint8_t>(shard.labels).first(indices.size());
  for (std::size_t i = 0; i < indices.size(); ++i) labels[i] = samples_.data().label(indices[i]);

  // Dropout's numbers depend on the step and the shard alone.
  Random random(
      options_.seed,
      kDropoutStream + static_cast<std::uint64_t>(optimizer_.steps() * kMostShards + shard_index));
  const auto batch_rows = static_cast<double>(batch_indices_.size());
  const TrainingPass training{&random, static_cast<double>(rows) / batch_rows};
  const MatrixRef<float> logits = network_.forward(rows, shard.workspace, training);
  MatrixRef<float> logit_gradient = network_.logit_gradient(shard.workspace);
  shard.loss =
      output_loss<float>(network_.output_kind(), logits, labels, 1 / batch_rows, &logit_gradient);
  smooth_labels<float>(options_.label_smoothing, labels, 1 / batch_rows, logit_gradient);
  samples_.refine(indices, epoch_, shard.scratch.get(), logits, 1 / batch_rows, logit_gradient);
  std::fill(shard.gradient.begin(), shard.gradient.end(), 0.0F);
  network_.backward(shard.workspace, shard.gradient);
}

void Trainer::train_batch() {
  const Index begin = batch_ * options_.batch_size;
  const Index rows = std::min(options_.batch_size, static_cast<Index>(order_.size()) - begin);
  batch_indices_ = std::span<const Index>(order_).subspan(static_cast<std::size_t>(begin),
                                                          static_cast<std::size_t>(rows));
  const Index shards = (rows + shard_rows_ - 1) / shard_rows_;
  parallel_(shards, shard_body_);

  BatchLoss batch_loss;
  for (Index s = 0; s < shards; ++s) batch_loss += shards_[static_cast<std::size_t>(s)].loss;
  const double mean_loss = batch_loss.loss / static_cast<double>(rows);
  const std::span<float> gradient = sum_gradients(shards);
  if (!is_finite(mean_loss, gradient)) {
    throw_divergence(shards, mean_loss, gradient);
  }
  step(gradient);
  epoch_loss_ += batch_loss;
  batch_loss_ = mean_loss;
  ++batch_;
}

void Trainer::throw_divergence(Index shards, double loss, std::span<const float> gradient) const {
  std::string layer;
  for (Index s = 0; s < shards && layer.empty(); ++s) {
    const Workspace<float>& workspace = shards_[static_cast<std::size_t>(s)].workspace;
    layer = first_diverged_layer(network_, workspace.input.topRows(workspace.rows));
  }
  if (layer.empty()) layer = first_diverged_gradient(network_, gradient);
  const char* what = std::isfinite(loss) ? "a gradient" : "the loss";
  throw DivergenceError(
      std::string(what) + " is not finite at epoch " + std::to_string(epoch_ + 1) + ", batch " +
      std::to_string(batch_ + 1) + " (step " + std::to_string(optimizer_.steps() + 1) + ")" +
      (layer.empty() ? "" : ", first in layer \"" + layer + "\"") +
      "; a lower learning rate than " + number_text(options_.schedule.base) + " may help");
}

std::span<float> Trainer::sum_gradients(Index shards) {
  Eigen::Map<Eigen::ArrayXf> total(shards_.front().gradient.data(),
                                   static_cast<Index>(shards_.front().gradient.size()));
  for (Index s = 1; s < shards; ++s) {
    const auto& gradient = shards_[static_cast<std::size_t>(s)].gradient;
    total += Eigen::Map<const Eigen::ArrayXf>(gradient.data(), total.size());
  }
  return shards_.front().gradient;
}

void Trainer::step(std::span<float> gradient) {
  const double rate = learning_rate();
  const auto l2 = static_cast<float>(options_.l2 / static_cast<double>(split_.train.size()));
  const auto kept = static_cast<float>(1 - rate * options_.weight_decay);
  for (const ParameterInfo& info : network_.parameter_table()) {
    if (info.kind != ParameterKind::kKernel) continue;
    Eigen::Map<Eigen::ArrayXf> kernel(network_.parameters().data() + info.offset, info.size);
    if (options_.l2 > 0) {
      Eigen::Map<Eigen::ArrayXf>(gradient.data() + info.offset, info.size) += l2 * kernel;
    }
    if (options_.weight_decay > 0) kernel *= kept;
  }
  update_statistics(gradient);
  optimizer_.step(network_.parameters(), gradient, rate);
  average_.update(network_.parameters(), optimizer_.steps());
}

// The gradient holds the batch's statistics; once they are taken up it is zero there, and the
// optimizer leaves them alone.
void Trainer::update_statistics(std::span<float> gradient) {
  for (const ParameterInfo& info : network_.parameter_table()) {
    if (info.kind != ParameterKind::kStatistic) continue;
    Eigen::Map<Eigen::ArrayXf> moving(network_.parameters().data() + info.offset, info.size);
    Eigen::Map<Eigen::ArrayXf> batch(gradient.data() + info.offset, info.size);
    const auto momentum = static_cast<float>(info.momentum);
    moving = momentum * moving + (1 - momentum) * batch;
    batch.setZero();
  }
}

// Returns whether there is more to validate.
bool Trainer::validate() {
  if (!validation_) {
    if (averaged_) {
      std::copy(average_.values().begin(), average_.values().end(),
                averaged_->parameters().begin());
    }
    validation_ = std::make_unique<SlicedEvaluation>(averaged_ ? *averaged_ : network_,
                                                     samples_.data(), split_.validation);
  }
  validation_->advance(kValidationSlice, parallel_);
  return !validation_->done();
}

void Trainer::finish_epoch() {
  EpochReport report;
  report.epoch = epoch_ + 1;
  report.loss = epoch_loss_.loss / static_cast<double>(split_.train.size());
  report.accuracy = static_cast<double>(epoch_loss_.correct) /
                    static_cast<double>(std::max<Index>(epoch_loss_.labelled, 1));
  if (validation_) {
    const Evaluation validation = validation_->result();
    report.val_loss = validation.loss;
    report.val_accuracy = validation.accuracy;
  }
  history_.push_back(report);
  validation_.reset();
  epoch_loss_ = {};
  batch_ = 0;
  prepared_ = false;
  ++epoch_;
  if (finished()) swap_average();
}

// At the end the network holds the average, and `averaged_` the parameters.
void Trainer::swap_average() {
  if (!averaged_) return;
  std::copy(network_.parameters().begin(), network_.parameters().end(),
            averaged_->parameters().begin());
  std::copy(average_.values().begin(), average_.values().end(), network_.parameters().begin());
}

double Trainer::advance_batch() {
  Advance done = advance();
  while (done == Advance::kPrepared) done = advance();
  while (done != Advance::kEpoch && batch_ == batches_per_epoch()) done = advance();
  return batch_loss_;
}

const EpochReport& Trainer::advance_epoch() {
  while (advance() != Advance::kEpoch) {
  }
  return history_.back();
}

TrainingSummary Trainer::run(const std::function<bool(const Trainer&)>& on_batch) {
  while (!finished()) {
    advance_batch();
    if (on_batch && !on_batch(*this)) return {StopReason::kCanceled, history_};
  }
  return {StopReason::kFinished, history_};
}

std::vector<double> Trainer::gradient_norms() const {
  const std::vector<float>& gradient = shards_.front().gradient;
  std::vector<double> norms;
  auto begin = gradient.begin();
  for (const auto& layer : network_.layers()) {
    double square = 0;
    const auto end = begin + layer->parameter_count();
    for (; begin != end; ++begin)
      square += static_cast<double>(*begin) * static_cast<double>(*begin);
    norms.push_back(std::sqrt(square));
  }
  return norms;
}

TrainerState Trainer::state() const {
  const bool holds_average = finished() && averaged_;
  const auto held =
      holds_average ? std::as_const(*averaged_).parameters() : std::as_const(network_).parameters();
  const auto slots = optimizer_.slots();
  return {epoch_,
          batch_,
          optimizer_.steps(),
          {held.begin(), held.end()},
          average_.values(),
          {slots.begin(), slots.end()},
          epoch_loss_,
          history_};
}

void Trainer::restore(const TrainerState& state) {
  if (state.parameters.size() != network_.parameters().size()) {
    throw Error("the saved state has " + std::to_string(state.parameters.size()) +
                " parameters, the network " + std::to_string(network_.parameters().size()));
  }
  const bool is_whole = state.epoch == options_.epochs ? state.batch == 0 : true;
  if (state.epoch < 0 || state.epoch > options_.epochs || state.batch < 0 ||
      state.batch > batches_per_epoch() || !is_whole ||
      state.steps != std::int64_t{batches_per_epoch()} * state.epoch + state.batch ||
      state.history.size() != static_cast<std::size_t>(state.epoch)) {
    throw Error("the saved state is of " + std::to_string(state.epoch) + " epochs and " +
                std::to_string(state.steps) + " steps, which does not fit " +
                std::to_string(options_.epochs) + " epochs of " +
                std::to_string(batches_per_epoch()) + " batches");
  }
  if (state.slots.size() != optimizer_.slots().size()) {
    throw Error("the saved state has " + std::to_string(state.slots.size()) +
                " values of the optimizer, expected " + std::to_string(optimizer_.slots().size()));
  }
  average_.restore(state.average);
  optimizer_.restore(state.steps, state.slots);
  std::copy(state.parameters.begin(), state.parameters.end(), network_.parameters().begin());
  epoch_ = state.epoch;
  batch_ = state.batch;
  epoch_loss_ = state.epoch_loss;
  history_ = state.history;
  validation_.reset();
  prepared_ = false;
  if (finished()) swap_average();
}

}  // namespace digitlab
