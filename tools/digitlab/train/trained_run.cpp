#include "train/trained_run.hpp"

#include <utility>

#include "digitlab/formats/model_file.hpp"
#include "report/report.hpp"
#include "sources/tensor_bytes.hpp"

namespace digitlab::tools {
namespace {

// A report of 100,000 epochs has some 18 million.
constexpr std::size_t kMostReportBytes = 1U << 25U;

/// The weights must be the ones that the report is about.
void check_belongs(const Json& training, const Json& report) {
  const bool same =
      training.is_object() && is_same(training.value("settings", Json()), report.at("settings")) &&
      is_same(training.value("data", Json()).value("train", Json()), report.at("data").at("train"));
  if (!same) throw Error("does not come from the training that report.json beside it tells of");
}

}  // namespace

Json read_json(const std::string& path, const char* schema) {
  const Bytes bytes = read_json_file(path);
  return naming_file(path, [&] {
    Json json = parse_json(as_text(bytes), "the file", kMostReportBytes);
    if (!json.is_object()) throw Error("is not a JSON object");
    if (const Json found = json.value("schema", Json()); found != schema) {
      throw Error("is of schema " + quoted(found) + ", expected \"" + schema + "\"");
    }
    return json;
  });
}

TrainedRun load_run(const std::string& folder) {
  Json report = read_json(folder + "/report.json", kReportSchema);
  const std::string path = folder + "/model.safetensors";
  Bytes bytes = read_tensor_bytes(path);
  return naming_file(path, [&] {
    const TensorFile file = parse_safetensors(bytes);
    Json training = read_training_metadata(file);
    check_belongs(training, report);
    return TrainedRun{std::move(bytes), from_tensor_file(file), file.tensors.front().type,
                      std::move(training), std::move(report)};
  });
}

}  // namespace digitlab::tools
