#include "train/training_folder.hpp"

#include <filesystem>
#include <system_error>

#include "digitlab/formats/model_file.hpp"
#include "sources/tensor_bytes.hpp"
#include "system/atomic_file.hpp"

namespace digitlab::tools {
namespace {

namespace fs = std::filesystem;

/// One line for each of the report's parts: readable at a glance, and small.
std::string report_text(const Json& report) {
  std::string text;
  for (const auto& [key, value] : report.items()) {
    text.append(text.empty() ? "{\n" : ",\n").append(json_text(key)).append(": ");
    text += json_text(value);
  }
  return text + "\n}\n";
}

/// One rule for trainings, finished or not: none is lost unasked.
void check_unoccupied(const TrainingPlan& plan) {
  if (plan.overwrite) return;
  if (fs::exists(plan.checkpoint_path())) {
    if (plan.resume) return;
    throw Error(plan.checkpoint_path() +
                ": holds a training that is not finished; add --resume to go on with it, or "
                "--overwrite to start again");
  }
  const bool has_model = fs::exists(plan.model_path());
  const bool has_report = fs::exists(plan.report_path());
  if (!has_model && !has_report) return;
  if (plan.resume && has_model && has_report) return;
  throw Error((has_model ? plan.model_path() : plan.report_path()) +
              ": is of a training that is finished; give --out another folder, or add --overwrite "
              "to replace it");
}

}  // namespace

ClaimedFolder::ClaimedFolder(const TrainingPlan& plan) {
  std::error_code ignored;  // whatever is wrong with the folder, `prepare` says
  if (fs::is_directory(plan.out, ignored)) claim(plan);
}

void ClaimedFolder::claim(const TrainingPlan& plan) {
  lock_.emplace(plan.out);
  check_unoccupied(plan);
}

void ClaimedFolder::prepare(const TrainingPlan& plan) {
  make_folder(plan.out);
  if (!lock_) claim(plan);
  for (const std::string& path : {plan.model_path(), plan.report_path(), plan.checkpoint_path()}) {
    check_writable(path);
  }
}

bool is_finished(const TrainingPlan& plan, const LoadedModel& model,
                 const std::vector<SourceRecord>& train,
                 const std::vector<SourceRecord>& validation) {
  if (!fs::exists(plan.model_path()) || !fs::exists(plan.report_path()) ||
      fs::exists(plan.checkpoint_path())) {
    return false;
  }
  const Bytes model_file = read_tensor_bytes(plan.model_path());
  const Json before = naming_file(
      plan.model_path(), [&] { return read_training_metadata(parse_safetensors(model_file)); });
  const auto differs = [&](const char* key, const Json& wanted) {
    const Json::json_pointer at(key);
    return !before.contains(at) || before.at(at) != wanted;
  };
  if (differs("/settings", settings_json(plan)) || differs("/start", start_json(model)) ||
      differs("/data/train", sources_json(train)) ||
      differs("/data/validation/sources", sources_json(validation))) {
    throw Error(
        plan.model_path() +
        ": is finished, with other settings or data; give --out another folder, or --overwrite "
        "in place of --resume to train anew");
  }
  return true;
}

std::optional<Checkpoint> read_checkpoint(const TrainingPlan& plan, const Json& identity) {
  const std::string path = plan.checkpoint_path();
  if (!fs::exists(path) || plan.overwrite) return std::nullopt;
  const Bytes bytes = read_tensor_bytes(path, kMaxDataSize);
  return naming_file(path, [&] {
    Checkpoint checkpoint = parse_checkpoint(bytes);
    check_belongs(checkpoint, identity);
    return std::optional<Checkpoint>(std::move(checkpoint));
  });
}

void save_checkpoint(const TrainingPlan& plan, const Checkpoint& checkpoint) {
  write_file(plan.checkpoint_path(), write_checkpoint(checkpoint));
}

void write_run(const TrainingPlan& plan, const Model& model, const Json& training,
               const Json& report) {
  AtomicFile model_file(plan.model_path());
  AtomicFile report_file(plan.report_path());
  model_file.write(write_safetensors(to_tensor_file(model, json_text(training), plan.precision)));
  const std::string text = report_text(report);
  report_file.write({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  model_file.commit();
  report_file.commit();
}

void write_results(const TrainingPlan& plan, const Model& model, const TrainingRecord& record,
                   const std::string& command) {
  write_run(plan, model, make_training_metadata(plan, record),
            make_report(plan, model, record, command));
  fs::remove(plan.checkpoint_path());
}

}  // namespace digitlab::tools
