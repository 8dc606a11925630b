/// @file
/// The data of a training.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "digitlab/data/dataset.hpp"
#include "digitlab/math/parallel.hpp"
#include "digitlab/nn/network.hpp"
#include "report/training_plan.hpp"
#include "sources/data_source.hpp"

namespace digitlab::tools {

/// The samples to train and to validate on, as parts of one dataset.
struct TrainingData {
  LoadedData train;                      ///< with the parts of `validation` appended
  std::vector<SourceRecord> validation;  ///< sources of their own; none when split off
  Split split;
};

/// @throws Error naming the source whose images the network cannot read, or what is wrong with it
TrainingData load_training_data(const TrainingPlan& plan, const Network<float>& network,
                                const ParallelFor& parallel);

/// Digits for figures or pictures; nothing when the source is "".
/// @throws Error as above
std::optional<LoadedData> load_other_data(const std::string& source, const Network<float>& network,
                                          const ParallelFor& parallel);

}  // namespace digitlab::tools
