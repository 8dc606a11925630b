/// @file
/// What lies in the folder of a training: `model.safetensors` and `report.json` once it is
/// finished, `checkpoint.safetensors` while it is not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/report.hpp"
#include "report/training_plan.hpp"
#include "system/folder_lock.hpp"
#include "train/checkpoint.hpp"

namespace digitlab::tools {

/// A folder that a command writes a training to, kept from others while it exists.
class ClaimedFolder {
 public:
  /// Claims the folder when it is there already.
  /// @throws Error naming the folder when another program writes there, or it holds a training,
  ///         finished or not, that neither --resume nor --overwrite gives leave to touch
  explicit ClaimedFolder(const TrainingPlan& plan);

  /// Makes the folder where there is none, claims it, and makes sure that files can be written.
  /// @throws Error naming the folder or file, also as above
  void prepare(const TrainingPlan& plan);

 private:
  void claim(const TrainingPlan& plan);

  std::optional<FolderLock> lock_;
};

/// Whether the folder holds this training, finished.
/// @param model       what it starts from
/// @param train       what it trains on
/// @param validation  sources that it validates on
/// @throws Error when it holds another one
bool is_finished(const TrainingPlan& plan, const LoadedModel& model,
                 const std::vector<SourceRecord>& train,
                 const std::vector<SourceRecord>& validation);

/// The checkpoint that the plan wants to go on from, if there is any.
/// @throws Error when it is damaged or of another training
std::optional<Checkpoint> read_checkpoint(const TrainingPlan& plan, const Json& identity);

void save_checkpoint(const TrainingPlan& plan, const Checkpoint& checkpoint);

/// Writes model and report. Both files are complete on the disk before either takes its place.
/// @param training  what the model file tells of the training, see `make_training_metadata`
void write_run(const TrainingPlan& plan, const Model& model, const Json& training,
               const Json& report);

/// The same for a training that is finished, then removes the checkpoint.
/// @param command  the command line, for the report
void write_results(const TrainingPlan& plan, const Model& model, const TrainingRecord& record,
                   const std::string& command);

}  // namespace digitlab::tools
