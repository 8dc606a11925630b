#include "report/report.hpp"

#include <utility>

#include "digitlab/formats/model_file.hpp"
#include "system/input_file.hpp"

namespace digitlab::tools {
namespace {

Json data_json(const TrainingPlan& plan, const TrainingRecord& record) {
  const auto sources = [](const std::optional<Examined>& examined) {
    return examined ? sources_json(examined->data->sources) : Json::array();
  };
  return {{"train", sources_json(record.train)},
          {"validation",
           {{"fraction", plan.validation_split},
            {"samples", record.validation_samples},
            {"sources", sources_json(record.validation)}}},
          {"test", sources(record.test)},
          {"pictures", sources(record.pictures)}};
}

// The page downloads it with the weights, so what the report tells at length is left out.
Json metadata_json(const Json& start, Json data, const Json& settings, Json last_epoch,
                   Json validation, const Json& test) {
  data.erase("pictures");
  last_epoch.erase("seconds");
  for (Json& row : validation) {
    row.erase("confidence");
    row.erase("confusion");
  }
  return {{"start", start},
          {"data", std::move(data)},
          {"settings", settings},
          {"last_epoch", std::move(last_epoch)},
          {"validation", std::move(validation)},
          {"test", test}};
}

}  // namespace

Json validation_json(const Model& model, const Dataset& data,
                     const std::vector<SourceRecord>& sources, const ParallelFor& parallel) {
  Json rows = Json::array();
  std::size_t part = data.parts().size() - sources.size();
  for (const SourceRecord& source : sources) {
    const Answers answers = answer_all(model, Dataset(data.parts()[part++]), parallel);
    Json row = {{"source", source.source}};
    row.update(summary_json(answers.evaluation));
    row["confusion"] = confusion_json(answers.evaluation.confusion);
    row["confidence"] = confidence_json(answers.confidence);
    rows.push_back(std::move(row));
  }
  return rows;
}

Json test_json(const Examined& test) {
  return digitlab::test_json(test.data->dataset, test.answers, names_of(test.data->sources));
}

Json pictures_json(const Examined& examined, const InputFormat& format) {
  return digitlab::pictures_json(examined.data->dataset, examined.answers,
                                 names_of(examined.data->sources), format);
}

Json make_report(const TrainingPlan& plan, const Model& model, const TrainingRecord& record,
                 const std::string& command) {
  const Network<float>& network = model.network;
  const std::string name = plan.name.empty() ? base_name(plan.out) : plan.name;
  return {{"schema", kReportSchema},
          {"model", model_json(name, network)},
          {"data", data_json(plan, record)},
          {"settings", settings_json(plan)},
          {"command", command},
          {"history", timed_history_json(record.history, record.seconds)},
          {"calibration", calibration_json(model.calibration)},
          {"validation", record.validation_figures},
          {"test", record.test ? test_json(*record.test) : Json()},
          {"non_digits", refusals_json(record.refusals)},
          {"pictures",
           record.pictures ? pictures_json(*record.pictures, network.spec().input) : Json()},
          {"first_layer", first_layer_json(network)}};
}

Json make_training_metadata(const TrainingPlan& plan, const TrainingRecord& record) {
  Json test;
  if (record.test) test = summary_json(record.test->answers.evaluation);
  return metadata_json(record.start, data_json(plan, record), settings_json(plan),
                       history_json(record.history).back(), record.validation_figures, test);
}

Json read_training_metadata(const TensorFile& file) {
  const auto found = file.metadata.find(kTrainingKey);
  return found == file.metadata.end() ? Json()
                                      : parse_json(found->second, "the record of the training");
}

Json refreshed_metadata(const Json& training, const Json& report) {
  const Json& history = report.at("history");
  return metadata_json(training.at("start"), training.at("data"), training.at("settings"),
                       history.at(history.size() - 1), report.at("validation"),
                       training.at("test"));
}

}  // namespace digitlab::tools
