#include "report/report.hpp"

#include <string_view>
#include <utility>

#include "digitlab/formats/model_file.hpp"
#include "system/input_file.hpp"

namespace digitlab::tools {
namespace {

constexpr std::size_t kMaxErrors = 1000;

/// The settings that a visitor of the page understands: {"activation", "units", …}, each where the
/// kind of layer has it.
class Traits final : public Settings {
 public:
  Json json = Json::object();

  void count(const char* /*key*/, Index& value, Index /*most*/) override { json["units"] = value; }
  void sides(const char* key, Index& height, Index& width) override { json[key] = {height, width}; }
  void number(const char* key, double& value, double /*least*/, double /*limit*/) override {
    if (std::string_view(key) == "rate") json[key] = value;
  }
  void flag(const char* /*key*/, bool& /*value*/) override {}
  void word(const char* key, std::size_t& value, std::span<const char* const> words) override {
    if (std::string_view(key) == "activation") json[key] = words[value];
  }
};

Json layer_json(LayerSpec spec, const Layer<float>& layer) {
  Json json = {{"name", layer.name()},
               {"type", spec.type()},
               {"output_shape", shape_json(layer.output_shape())},
               {"parameters", layer.parameter_count()}};
  Traits traits;
  spec.describe(traits);
  json.update(traits.json);
  return json;
}

Json model_json(const std::string& name, const Network<float>& network) {
  const NetworkSpec& spec = network.spec();
  Json layers = Json::array();
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    layers.push_back(layer_json(spec.layers[l], *network.layers()[l]));
  }
  const bool by_column = spec.input.order == PixelOrder::kColumnMajor;
  return {{"name", name},
          {"parameters", network.parameters().size()},
          {"input",
           {{"height", spec.input.height},
            {"width", spec.input.width},
            {"order", by_column ? "column-major" : "row-major"},
            {"deskew", spec.input.deskew}}},
          {"layers", layers}};
}

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

Json calibration_json(const Calibration& calibration) {
  const std::vector<float>& kernel = calibration.no_digit.kernel;
  return {{"temperature", calibration.temperature},
          {"sure_probability", calibration.sure_probability},
          {"no_digit_parameters", kernel.empty() ? 0 : kernel.size() + 1}};
}

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
  const Answers& answers = test.answers;
  const std::vector<std::uint8_t>& labels = test.data->dataset.labels();
  Json errors = Json::array();
  for (std::size_t i = 0; i < labels.size() && errors.size() < kMaxErrors; ++i) {
    if (labels[i] == answers.predicted[i]) continue;
    errors.push_back({{"index", i},
                      {"label", labels[i]},
                      {"predicted", answers.predicted[i]},
                      {"probability", answers.probability[i]}});
  }
  Json json = summary_json(answers.evaluation);
  json["confusion"] = confusion_json(answers.evaluation.confusion);
  json["per_class"] = per_class_json(answers.evaluation);
  json["sources"] = source_figures_json(test.data->sources, answers);
  json["confidence"] = confidence_json(answers.confidence);
  json["errors"] = std::move(errors);
  return json;
}

Json make_report(const TrainingPlan& plan, const Model& model, const TrainingRecord& record,
                 const std::string& command) {
  const Network<float>& network = model.network;
  Json history = history_json(record.history);
  for (std::size_t i = 0; i < history.size(); ++i) history[i]["seconds"] = record.seconds[i];
  const std::string name = plan.name.empty() ? base_name(plan.out) : plan.name;
  return {{"schema", "digitlab-report/1"},
          {"model", model_json(name, network)},
          {"data", data_json(plan, record)},
          {"settings", settings_json(plan)},
          {"command", command},
          {"history", history},
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
