#include "report/training_plan.hpp"

#include <algorithm>

#include "report/optimizer_choice.hpp"
#include "system/input_file.hpp"

namespace digitlab::tools {
namespace {

const char* schedule_name(ScheduleKind kind) {
  switch (kind) {
    case ScheduleKind::kConstant:
      return "constant";
    case ScheduleKind::kCosine:
      return "cosine";
    case ScheduleKind::kExponential:
      return "exponential";
  }
  return "";
}

/// "--data=a/b.mat,c/d.mat" → "--data=b.mat,d.mat"
std::string without_folders(const std::string& argument) {
  std::string result;
  std::size_t begin = 0;
  while (begin <= argument.size()) {
    const std::size_t end = std::min(argument.find_first_of(",=", begin), argument.size());
    result += base_name(argument.substr(begin, end - begin));
    if (end < argument.size()) result += argument[end];
    begin = end + 1;
  }
  return result;
}

}  // namespace

Json settings_json(const TrainingPlan& plan) {
  const TrainerOptions& options = plan.trainer;
  Json settings = {{"epochs", options.epochs},
                   {"batch_size", options.batch_size},
                   {"optimizer", options.optimizer.name()},
                   {"learning_rate", options.schedule.base},
                   {"schedule", schedule_name(options.schedule.kind)},
                   {"warmup_fraction", options.schedule.warmup_fraction},
                   {"l2", options.l2},
                   {"weight_decay", options.weight_decay},
                   {"label_smoothing", options.label_smoothing},
                   {"average_decay", options.average_decay},
                   {"augment", plan.augment},
                   {"variations", plan.variations},
                   {"precision", plan.precision == TensorType::kFloat16 ? "half" : "single"},
                   {"seed", options.seed},
                   {"validation_split", plan.validation_split}};
  if (const auto momentum = find_momentum(options.optimizer)) settings["momentum"] = *momentum;
  // Only where it is another than ever: a setting that is named is compared with other trainings'.
  if (options.normalization_rows != TrainerOptions{}.normalization_rows) {
    settings["normalization_rows"] = options.normalization_rows;
  }
  if (!plan.no_digit_unit) settings["no_digit_unit"] = false;
  if (!plan.teachers.empty()) {
    settings["teacher"] = plan.teacher_checksums;
    settings["teacher_weight"] = plan.distillation.weight;
    settings["temperature"] = plan.distillation.temperature;
  }
  return settings;
}

Json start_json(const LoadedModel& model) {
  if (!model.sha256) return {};
  return {{"source", model.source}, {"sha256", *model.sha256}};
}

Json sources_json(const std::vector<SourceRecord>& sources) {
  Json rows = Json::array();
  for (const SourceRecord& source : sources) {
    Json row = {{"source", source.source},
                {"sha256", source.sha256 ? Json(*source.sha256) : Json()},
                {"samples", source.samples}};
    if (source.writers) row["writers"] = *source.writers;
    rows.push_back(std::move(row));
  }
  return rows;
}

Json history_json(const std::vector<EpochReport>& history) {
  Json rows = Json::array();
  for (const EpochReport& epoch : history) {
    rows.push_back({{"epoch", epoch.epoch},
                    {"loss", epoch.loss},
                    {"accuracy", epoch.accuracy},
                    {"val_loss", epoch.val_loss ? Json(*epoch.val_loss) : Json()},
                    {"val_accuracy", epoch.val_accuracy ? Json(*epoch.val_accuracy) : Json()}});
  }
  return rows;
}

std::string command_line(const std::vector<std::string>& arguments) {
  std::string line = "digitlab";
  for (const std::string& argument : arguments) line.append(" ").append(without_folders(argument));
  return line;
}

}  // namespace digitlab::tools
