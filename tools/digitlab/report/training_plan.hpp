/// @file
/// What a training was asked to do, and the records of it.
#pragma once

#include <string>
#include <vector>

#include "digitlab/formats/safetensors.hpp"
#include "digitlab/train/teachers.hpp"
#include "digitlab/train/trainer.hpp"
#include "report/figures.hpp"
#include "sources/data_source.hpp"
#include "sources/model_source.hpp"

namespace digitlab::tools {

/// The options of `digitlab train`.
struct TrainingPlan {
  std::string model;
  std::string data;
  std::string validation;  ///< source to validate on; empty for `validation_split`
  std::string test;        ///< empty for none
  std::string pictures;    ///< source of the report's pictures; empty for the test's
  std::string out;         ///< a folder
  std::string name;        ///< of the model in the report; empty for the folder's
  std::string teachers;    ///< list of model files; empty for none
  std::string advice;      ///< folder for what they say; empty for none
  std::vector<std::string> teacher_checksums;  ///< SHA-256 of each, once they are loaded
  TrainerOptions trainer;
  Augmentation augmentation;  ///< of every sample, in every epoch
  int variations = 0;         ///< 0, or after how many epochs the same ones come again
  Distillation distillation;  ///< of the teachers, once they are loaded
  double validation_split = 0;
  bool no_digit_unit = true;  ///< fit the unit for what is no digit, where there are samples of it
  double augment = 0;         ///< factor of the usual strengths; see `default_augmentation`
  TensorType precision = TensorType::kFloat32;  ///< of the weights in the model file
  int threads = 0;                              ///< 0 for one a processor
  bool resume = false;
  bool overwrite = false;
  bool json = false;

  std::string model_path() const { return out + "/model.safetensors"; }
  std::string report_path() const { return out + "/report.json"; }
  std::string checkpoint_path() const { return out + "/checkpoint.safetensors"; }
};

/// The settings that decide the weights, as the report and the checkpoint name them.
Json settings_json(const TrainingPlan& plan);

/// The weights that a training starts from: `{"source","sha256"}`, null when it draws its own.
Json start_json(const LoadedModel& model);

/// `[{"source","sha256","samples","writers"}]`; writers only where they are known.
Json sources_json(const std::vector<SourceRecord>& sources);

/// "digitlab train …" with every path reduced to its last part, so that it says nothing about the
/// machine it ran on; quoted where a POSIX shell would take a word for something else.
std::string command_line(const std::vector<std::string>& arguments);

}  // namespace digitlab::tools
