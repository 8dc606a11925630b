/// @file
/// `digitlab train`, once the options are known.
#pragma once

#include <string>
#include <vector>

#include "report/training_plan.hpp"

namespace digitlab::tools {

/// Trains as planned and writes the model and the report. Everything is checked before the first
/// batch; older files in the folder stay until the new ones are complete; after each epoch a
/// checkpoint is written that `plan.resume` goes on from.
/// @param arguments  the command line, for the report
/// @return exit code: 0, or 128 + signal when interrupted
/// @throws Error, UsageError
int train(TrainingPlan plan, const std::vector<std::string>& arguments);

}  // namespace digitlab::tools
