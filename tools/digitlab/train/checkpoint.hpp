/// @file
/// A training under way, on disk: `checkpoint.safetensors`.
///
/// The training's state (see formats/training_state.hpp), and under the metadata key "checkpoint" a
/// JSON object of `format`, `identity` and `seconds`.
#pragma once

#include <span>
#include <vector>

#include "digitlab/train/trainer.hpp"
#include "report/figures.hpp"
#include "report/training_plan.hpp"
#include "system/input_file.hpp"

namespace digitlab::tools {

struct Checkpoint {
  Json identity;                ///< see `training_identity`
  TrainerState state;           ///< after a whole epoch
  std::vector<double> seconds;  ///< that each epoch took
};

/// Everything that decides the weights a training ends with: `architecture`, `start` (checksum of
/// the weights it starts from), `settings`, `data` and `validation` (checksums).
Json training_identity(const TrainingPlan& plan, const LoadedModel& model,
                       const std::vector<SourceRecord>& train,
                       const std::vector<SourceRecord>& validation);

Bytes write_checkpoint(const Checkpoint& checkpoint);

/// @throws Error when the file is damaged or something else
Checkpoint parse_checkpoint(std::span<const std::uint8_t> bytes);

/// @throws Error naming the first difference when `checkpoint` does not belong to this training.
///         Only the number of epochs may differ, if the schedule does not depend on it and no
///         more are done already
void check_belongs(const Checkpoint& checkpoint, const Json& identity);

}  // namespace digitlab::tools
