/// @file
/// `report.json`: all that a page needs to show how a network was trained and how well it does.
/// Its schema is written down in web/src/report.schema.json.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "digitlab/formats/safetensors.hpp"
#include "digitlab/train/trainer.hpp"
#include "report/answers.hpp"
#include "report/figures.hpp"
#include "report/training_plan.hpp"
#include "sources/data_source.hpp"

namespace digitlab::tools {

/// A dataset and a network's answers on it.
struct Examined {
  const LoadedData* data = nullptr;
  Answers answers;
};

/// What happened in a training.
struct TrainingRecord {
  Json start;  ///< see `start_json`
  std::vector<SourceRecord> train;
  std::vector<SourceRecord> validation;  ///< none when its samples were split off
  Index validation_samples = 0;
  /// `[{"source","samples","accuracy","loss","confusion","confidence"}]` of the finished network;
  /// empty when split off.
  Json validation_figures = Json::array();
  std::vector<RefusalFigures> refusals;
  std::vector<EpochReport> history;
  std::vector<double> seconds;  ///< that each epoch took
  std::optional<Examined> test;
  std::optional<Examined> pictures;
};

/// The whole report.
Json make_report(const TrainingPlan& plan, const Model& model, const TrainingRecord& record,
                 const std::string& command);

/// The part of it that goes into the model file: no pictures, the last epoch only, and no times, so
/// that the same training gives the same file.
Json make_training_metadata(const TrainingPlan& plan, const TrainingRecord& record);
/// The same as a model file holds it; null when there is none, discarded when it is no JSON.
Json read_training_metadata(const TensorFile& file);
/// The same of a training that is done, with the validation figures that its report has now.
/// @param training  as it is in the model file
Json refreshed_metadata(const Json& training, const Json& report);

/// The report's `validation`: the sources one by one. They are the last parts of `data`.
Json validation_json(const Model& model, const Dataset& data,
                     const std::vector<SourceRecord>& sources, const ParallelFor& parallel);

/// The report's `test`.
Json test_json(const Examined& test);

/// The report's `pictures`: up to 12 samples for each pair of label and answer.
Json pictures_json(const Examined& examined, const InputFormat& format);

}  // namespace digitlab::tools
