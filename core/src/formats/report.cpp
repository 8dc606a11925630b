#include "digitlab/formats/report.hpp"

#include <string>
#include <vector>

#include "formats/report_json.hpp"

namespace digitlab {
namespace {

Json source_json(const std::string& source, Index samples) {
  return {{"source", source}, {"sha256", Json()}, {"samples", samples}};
}

// Of a test of one name, whatever its parts are.
Answers answers_of_one(const Model& model, const Dataset& data, const ParallelFor& parallel) {
  Answers answers = answer_all(model, data, parallel);
  answers.parts = {answers.evaluation};
  return answers;
}

}  // namespace

std::string write_report(const Model& model, const TrainingRun& run,
                         const std::optional<TestData>& test, const ParallelFor& parallel) {
  const Network<float>& network = model.network;
  Json tested;
  Json pictures;
  Json test_sources = Json::array();
  if (test) {
    const Dataset& data = *test->data;
    const Answers answers = answers_of_one(model, data, parallel);
    const std::vector<std::string> sources = {test->source};
    tested = test_json(data, answers, sources);
    pictures = pictures_json(data, answers, sources, network.spec().input);
    test_sources.push_back(source_json(test->source, data.size()));
  }
  Json train = Json::array();
  train.push_back(source_json(run.data, run.train_samples + run.validation_samples));
  const Json report = {{"schema", kReportSchema},
                       {"model", model_json(run.name, network)},
                       {"data",
                        {{"train", train},
                         {"validation",
                          {{"fraction", run.settings.validation_split},
                           {"samples", run.validation_samples},
                           {"sources", Json::array()}}},
                         {"test", test_sources},
                         {"pictures", test_sources}}},
                       {"settings", settings_json(run.settings)},
                       {"command", run.command},
                       {"history", timed_history_json(run.history, run.seconds)},
                       {"calibration", calibration_json(model.calibration)},
                       {"validation", Json::array()},
                       {"test", tested},
                       {"non_digits", Json::array()},
                       {"pictures", pictures},
                       {"first_layer", first_layer_json(network)}};
  return report.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace digitlab
