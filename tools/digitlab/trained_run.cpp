#include "trained_run.hpp"

#include "digitlab/model_file.hpp"

namespace digitlab::tools {
namespace {

constexpr const char* kReportSchema = "digitlab-report/1";

/// The weights must be the ones that the report is about.
void check_belongs(const Json& training, const Json& report) {
  const bool same =
      training.is_object() && is_same(training.value("settings", Json()), report.at("settings")) &&
      is_same(training.value("data", Json()).value("train", Json()), report.at("data").at("train"));
  if (!same) throw Error("does not come from the training that report.json beside it tells of");
}

}  // namespace

Json read_json(const std::string& path, const char* schema) {
  const Bytes bytes = read_file(path);
  return naming_file(path, [&] {
    Json json = Json::parse(as_text(bytes), nullptr, false);
    if (!json.is_object()) throw Error("is not a JSON object");
    if (json.value("schema", Json()) != schema) {
      throw Error("is of schema " + json_text(json.value("schema", Json())) + ", expected \"" +
                  schema + "\"");
    }
    return json;
  });
}

TrainedRun load_run(const std::string& folder) {
  TrainedRun run;
  run.report = read_json(folder + "/report.json", kReportSchema);
  const std::string path = folder + "/model.safetensors";
  run.model = read_file(path);
  naming_file(path, [&] {
    run.file = parse_safetensors(run.model);
    const auto found = run.file.metadata.find(kTrainingKey);
    if (found != run.file.metadata.end()) run.training = Json::parse(found->second, nullptr, false);
    check_belongs(run.training, run.report);
    from_tensor_file(run.file);  // which has its own to say
  });
  return run;
}

}  // namespace digitlab::tools
