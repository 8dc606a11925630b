#include "digitlab/train/trainer.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string>
#include <utility>

#include "digitlab/assess/evaluation.hpp"
#include "digitlab/data/preprocessing.hpp"
#include "digitlab/math/error.hpp"

namespace digitlab {
namespace {

// Apart from the layers' streams and from each other.
constexpr std::uint64_t kShuffleStream = 1ULL << 32U;
constexpr std::uint64_t kDropoutStream = 1ULL << 40U;
constexpr std::int64_t kMostShards = 1 << 16;

// Of variations that come again.
constexpr std::uint64_t kVariationSeed = 0;

void require(bool holds, const std::string& option, double value, const std::string& range) {
  if (holds) return;
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  throw Error(option + " is " + text + ", expected " + range);
}

}  // namespace

void TrainerOptions::check() const {
  require(epochs >= 1, "epochs", epochs, "at least 1");
  require(batch_size >= 1, "batch size", static_cast<double>(batch_size), "at least 1");
  require(schedule.base > 0 && std::isfinite(schedule.base), "learning rate", schedule.base,
          "a positive number");
  require(schedule.final_fraction > 0 && schedule.final_fraction <= 1, "final fraction",
          schedule.final_fraction, "more than 0 and at most 1");
  require(schedule.warmup_fraction >= 0 && schedule.warmup_fraction < 1, "warm-up fraction",
          schedule.warmup_fraction, "at least 0 and less than 1");
  require(l2 >= 0 && std::isfinite(l2), "L2", l2, "0 or a positive number");
  require(weight_decay >= 0 && std::isfinite(weight_decay), "weight decay", weight_decay,
          "0 or a positive number");
  require(label_smoothing >= 0 && label_smoothing < 1, "label smoothing", label_smoothing,
          "at least 0 and less than 1");
  require(variations >= 0, "variations", variations, "0 or more");
  require(distillation.weight >= 0 && distillation.weight <= 1, "teacher weight",
          distillation.weight, "0 to 1");
  require(distillation.temperature > 0 && std::isfinite(distillation.temperature), "temperature",
          distillation.temperature, "a positive number");
  require(average_decay >= 0 && average_decay < 1, "average decay", average_decay,
          "at least 0 and less than 1");
  augmentation.check();
  require(optimizer.momentum >= 0 && optimizer.momentum < 1, "momentum", optimizer.momentum,
          "at least 0 and less than 1");
}

Trainer::Trainer(Network<float>& network, const Dataset& data, std::vector<Index> train,
                 std::vector<Index> validation, const TrainerOptions& options, ParallelFor parallel)
    : network_(network),
      data_(data),
      train_(std::move(train)),
      validation_(std::move(validation)),
      options_(options),
      parallel_(std::move(parallel)),
      optimizer_(options.optimizer, static_cast<Index>(network.parameters().size())) {
  options_.check();
  if (train_.empty()) throw Error("there is no sample to train on");
  check_fits(network_.spec().input, data_);
  const Index batch_rows = std::min(options_.batch_size, static_cast<Index>(train_.size()));
  const Index shards = (batch_rows + kShardRows - 1) / kShardRows;
  const auto& teachers = options_.distillation.teachers;
  for (const Network<float>* teacher : teachers) check_fits(teacher->spec().input, data_);
  if (!teachers.empty()) {
    advice_.resize(static_cast<std::size_t>(options_.variations));
  }
  for (Index s = 0; s < shards; ++s) {
    const Index rows = std::min(kShardRows, batch_rows);
    Shard& shard = shards_.emplace_back();
    shard.workspace = network_.make_workspace(rows);
    for (const Network<float>* teacher : teachers) {
      shard.teachers.push_back(teacher->make_workspace(rows, Purpose::kInference));
    }
    shard.advice.resize(rows, kClasses);
    shard.gradient.resize(network_.parameters().size());
  }
  order_ = train_;
  if (options_.average_decay > 0) {
    average_.assign(network_.parameters().begin(), network_.parameters().end());
  }
  shard_body_ = [this](Index shard) { run_shard(shard); };
}

Index Trainer::batches_per_epoch() const {
  const auto samples = static_cast<Index>(train_.size());
  return samples / options_.batch_size + (samples % options_.batch_size != 0 ? 1 : 0);
}

void Trainer::start_epoch() {
  // Epoch e always starts from the same order and stream, so that training can resume at any epoch.
  std::copy(train_.begin(), train_.end(), order_.begin());
  Random random(options_.seed, kShuffleStream + static_cast<std::uint64_t>(epoch_));
  random.shuffle(std::span<Index>(order_));
  epoch_loss_ = {};
  take_advice();
}

int Trainer::variation() const {
  return options_.variations > 0 ? epoch_ % options_.variations : epoch_;
}

std::uint64_t Trainer::variation_seed() const {
  return options_.variations > 0 ? kVariationSeed : options_.seed;
}

// In the order of the data, so that what is said does not depend on how far training has come.
void Trainer::take_advice() {
  if (advice_.empty()) return;
  Matrix<float>& advice = advice_[static_cast<std::size_t>(variation())];
  if (advice.size() > 0) return;
  const Distillation& distillation = options_.distillation;
  if (distillation.recall) {
    if (auto known = distillation.recall(variation())) {
      if (known->rows() != data_.size() || known->cols() != kClasses) {
        throw Error("advice is of " + std::to_string(known->rows()) + " samples and " +
                    std::to_string(known->cols()) + " classes, expected " +
                    std::to_string(data_.size()) + " and " + std::to_string(kClasses));
      }
      advice = std::move(*known);
      return;
    }
  }
  advice.setZero(data_.size(), kClasses);
  const auto samples = std::span<const Index>(train_);
  const auto most = static_cast<std::size_t>(shards_.front().advice.rows());
  for (std::size_t begin = 0; begin < samples.size(); begin += most * shards_.size()) {
    const std::size_t count = std::min(shards_.size(), (samples.size() - begin + most - 1) / most);
    parallel_(static_cast<Index>(count), [&](Index s) {
      Shard& shard = shards_[static_cast<std::size_t>(s)];
      const std::size_t first = begin + static_cast<std::size_t>(s) * most;
      const auto indices = samples.subspan(first, std::min(most, samples.size() - first));
      ask_teachers(indices, shard);
      for (std::size_t i = 0; i < indices.size(); ++i) {
        advice.row(indices[i]) = shard.advice.row(static_cast<Index>(i));
      }
    });
  }
  if (distillation.keep) distillation.keep(variation(), advice);
}

void Trainer::ask_teachers(std::span<const Index> indices, Shard& shard) const {
  const auto rows = static_cast<Index>(indices.size());
  const auto& teachers = options_.distillation.teachers;
  shard.advice.setZero();
  for (std::size_t i = 0; i < teachers.size(); ++i) {
    // Teachers that read the same format need the samples varied once only.
    if (i > 0 && teachers[i]->spec().input == teachers[0]->spec().input) {
      shard.teachers[i].input = shard.teachers[0].input;
    } else {
      fill(indices, shard, *teachers[i], shard.teachers[i]);
    }
    MatrixRef<float> logits = teachers[i]->forward(rows, shard.teachers[i]);
    logits /= static_cast<float>(options_.distillation.temperature);
    softmax<float>(logits);
    shard.advice.topRows(rows) += logits;
  }
  shard.advice /= static_cast<float>(teachers.size());
  // Teachers know digits; nobody need ask them about anything else.
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (data_.label(indices[i]) == kNoDigit) {
      shard.advice.row(static_cast<Index>(i)).setConstant(1.0F / kClasses);
    }
  }
}

void Trainer::recall_advice(std::span<const Index> indices, Shard& shard) const {
  const Matrix<float>& advice = advice_[static_cast<std::size_t>(variation())];
  for (std::size_t i = 0; i < indices.size(); ++i) {
    shard.advice.row(static_cast<Index>(i)) = advice.row(indices[i]);
  }
}

void Trainer::fill(std::span<const Index> indices, Shard& shard, const Network<float>& network,
                   Workspace<float>& workspace) const {
  const InputFormat& format = network.spec().input;
  MatrixRef<float> input = workspace.input.topRows(static_cast<Index>(indices.size()));
  if (options_.augmentation.any()) {
    fill_augmented_batch(data_, indices, format, options_.augmentation, variation_seed(),
                         variation(), shard.scratch, input);
  } else {
    fill_batch<float>(data_, indices, format, input);
  }
}

void Trainer::run_shard(Index shard_index) {
  Shard& shard = shards_[static_cast<std::size_t>(shard_index)];
  const Index begin = shard_index * kShardRows;
  const Index rows = std::min(kShardRows, static_cast<Index>(batch_indices_.size()) - begin);
  const auto indices =
      batch_indices_.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(rows));
  fill(indices, shard, network_, shard.workspace);
  std::array<std::uint8_t, kShardRows> labels;
  for (std::size_t i = 0; i < indices.size(); ++i) labels[i] = data_.label(indices[i]);

  // Dropout's numbers depend on the step and the shard alone.
  Random random(
      options_.seed,
      kDropoutStream + static_cast<std::uint64_t>(optimizer_.steps() * kMostShards + shard_index));
  const auto batch_rows = static_cast<double>(batch_indices_.size());
  const TrainingPass training{&random, static_cast<double>(rows) / batch_rows};
  const MatrixRef<float> logits = network_.forward(rows, shard.workspace, training);
  MatrixRef<float> logit_gradient = network_.logit_gradient(shard.workspace);
  const auto shard_labels = std::span<const std::uint8_t>(labels).first(indices.size());
  shard.loss = output_loss<float>(network_.output_kind(), logits, shard_labels, 1 / batch_rows,
                                  &logit_gradient);
  smooth_labels<float>(options_.label_smoothing, shard_labels, 1 / batch_rows, logit_gradient);
  if (!options_.distillation.teachers.empty()) {
    if (advice_.empty()) {
      ask_teachers(indices, shard);
    } else {
      recall_advice(indices, shard);
    }
    distill<float>(options_.distillation.weight, options_.distillation.temperature,
                   shard.advice.topRows(rows), logits, 1 / batch_rows, logit_gradient);
  }
  std::fill(shard.gradient.begin(), shard.gradient.end(), 0.0F);
  network_.backward(shard.workspace, shard.gradient);
}

double Trainer::advance_batch() {
  assert(!finished());
  if (batch_ == 0) start_epoch();
  const Index begin = batch_ * options_.batch_size;
  const Index rows = std::min(options_.batch_size, static_cast<Index>(order_.size()) - begin);
  batch_indices_ = std::span<const Index>(order_).subspan(static_cast<std::size_t>(begin),
                                                          static_cast<std::size_t>(rows));
  const Index shards = (rows + kShardRows - 1) / kShardRows;
  parallel_(shards, shard_body_);

  BatchLoss batch_loss;
  for (Index s = 0; s < shards; ++s) batch_loss += shards_[static_cast<std::size_t>(s)].loss;
  const double mean_loss = batch_loss.loss / static_cast<double>(rows);
  if (!std::isfinite(mean_loss)) {
    throw Error("the loss is not finite at epoch " + std::to_string(epoch_ + 1) + ", batch " +
                std::to_string(batch_ + 1) + "; a lower learning rate may help");
  }
  step(sum_gradients(shards));
  epoch_loss_ += batch_loss;
  if (++batch_ == batches_per_epoch()) finish_epoch();
  return mean_loss;
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
  const std::int64_t total = std::int64_t{batches_per_epoch()} * options_.epochs;
  const double rate = options_.schedule.rate(optimizer_.steps(), total);
  const auto l2 = static_cast<float>(options_.l2 / static_cast<double>(train_.size()));
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
  update_average();
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

void Trainer::update_average() {
  if (average_.empty()) return;
  const auto t = static_cast<double>(optimizer_.steps());
  const auto decay = static_cast<float>(std::min(options_.average_decay, (1 + t) / (10 + t)));
  Eigen::Map<Eigen::ArrayXf> average(average_.data(), static_cast<Index>(average_.size()));
  average = decay * average + (1 - decay) * Eigen::Map<const Eigen::ArrayXf>(
                                                network_.parameters().data(), average.size());
}

void Trainer::swap_average() {
  std::swap_ranges(average_.begin(), average_.end(), network_.parameters().begin());
}

void Trainer::finish_epoch() {
  batch_ = 0;
  ++epoch_;
  const auto samples = static_cast<double>(train_.size());
  EpochReport report;
  report.epoch = epoch_;
  report.loss = epoch_loss_.loss / samples;
  report.accuracy = static_cast<double>(epoch_loss_.correct) /
                    static_cast<double>(std::max<Index>(epoch_loss_.digits, 1));
  swap_average();
  if (!validation_.empty()) {
    const Evaluation validation = evaluate(network_, data_, validation_, parallel_);
    report.val_loss = validation.loss;
    report.val_accuracy = validation.accuracy;
  }
  history_.push_back(report);
  if (!finished()) swap_average();
}

const EpochReport& Trainer::advance_epoch() {
  do {
    advance_batch();
  } while (batch_ != 0);
  return history_.back();
}

TrainingSummary Trainer::run(const std::function<bool(const Trainer&)>& on_batch) {
  while (!finished()) {
    advance_batch();
    if (on_batch && !on_batch(*this)) return {StopReason::kCanceled, history_};
  }
  return {StopReason::kFinished, history_};
}

TrainerState Trainer::state() const {
  assert(batch_ == 0);
  const auto held = network_.parameters();
  const auto slots = optimizer_.slots();
  TrainerState state{epoch_,   optimizer_.steps(),           {held.begin(), held.end()},
                     average_, {slots.begin(), slots.end()}, history_};
  if (finished() && !average_.empty()) std::swap(state.parameters, state.average);
  return state;
}

void Trainer::restore(const TrainerState& state) {
  if (state.parameters.size() != network_.parameters().size()) {
    throw Error("the saved state has " + std::to_string(state.parameters.size()) +
                " parameters, the network " + std::to_string(network_.parameters().size()));
  }
  if (state.average.size() != average_.size()) {
    throw Error("the saved state has an average of " + std::to_string(state.average.size()) +
                " parameters, expected " + std::to_string(average_.size()));
  }
  if (state.epoch < 0 || state.epoch > options_.epochs ||
      state.steps != std::int64_t{batches_per_epoch()} * state.epoch ||
      state.history.size() != static_cast<std::size_t>(state.epoch)) {
    throw Error("the saved state is of " + std::to_string(state.epoch) + " epochs and " +
                std::to_string(state.steps) + " steps, which does not fit " +
                std::to_string(options_.epochs) + " epochs of " +
                std::to_string(batches_per_epoch()) + " batches");
  }
  optimizer_.restore(state.steps, state.slots);
  std::copy(state.parameters.begin(), state.parameters.end(), network_.parameters().begin());
  average_ = state.average;
  epoch_ = state.epoch;
  batch_ = 0;
  if (finished()) swap_average();
  history_ = state.history;
}

}  // namespace digitlab
