// A training that ends in a moment, the same for the seeds and for the target that goes on from
// them.
#pragma once

#include "digitlab/generate/digits.hpp"
#include "digitlab/train/trainer.hpp"
#include "fuzz.hpp"

namespace digitlab::fuzz {

inline TrainerOptions small_options() {
  TrainerOptions options;
  options.epochs = 3;
  options.batch_size = 4;
  options.average_decay = 0.9;
  return options;
}

struct SmallTraining {
  explicit SmallTraining(const Dataset& eight_digits) : samples(eight_digits) {}

  Network<float> network = small_network();
  PlainSamples samples;
  Trainer trainer{network, samples, {all_indices(6), {6, 7}}, small_options()};
};

}  // namespace digitlab::fuzz
