// Small trainings that end in a moment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "digitlab/data/sample_source.hpp"
#include "digitlab/formats/spec_json.hpp"
#include "digitlab/reading/shipped_specs.hpp"
#include "digitlab/train/teachers.hpp"
#include "digitlab/train/trainer.hpp"

namespace digitlab {

// Bars: digit d is bright in rows 2d and 2d + 1 of a 20×20 image, under noise. Labels may be wrong
// by `label_error`.
inline ImageSet bars(Index count, std::uint64_t seed, std::size_t label_error = 0) {
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

inline TrainerOptions few_epochs(int epochs) {
  TrainerOptions options;
  options.epochs = epochs;
  return options;
}

inline std::vector<float> weights(const Network<float>& network) {
  return {network.parameters().begin(), network.parameters().end()};
}

// Trains the lab network on bars.
struct Training {
  Dataset data{bars(300, 1)};
  PlainSamples samples{data};
  Network<float> network{lab_spec()};
  Training() { network.initialize(3); }
  Trainer trainer(const TrainerOptions& options, ParallelFor parallel = serial_for) {
    return {network, samples, {all_indices(300), {}}, options, std::move(parallel)};
  }
};

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
  Augmentation augmentation;
  int variations = 0;
  Distillation distillation;  // with teachers or without
  std::optional<AugmentedSamples> samples;
  std::optional<TaughtSamples> taught;

  ConvolutionTraining() {
    network.initialize(3);
    options.batch_size = 100;  // four shards
    options.average_decay = 0.9;
    augmentation.image.shift = 1;
    augmentation.image.rotation = 5;
  }
  Trainer trainer(ParallelFor parallel = serial_for) {
    samples.emplace(data, augmentation, options.seed, variations);
    if (!distillation.teachers.empty()) taught.emplace(*samples, distillation);
    SampleSource& source = taught ? static_cast<SampleSource&>(*taught) : *samples;
    return {network, source, {all_indices(150), {150, 160, 170}}, options, std::move(parallel)};
  }
};

}  // namespace digitlab
