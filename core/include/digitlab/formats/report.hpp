/// @file
/// `report.json`: how a network was trained and how well it does, as the page shows it.
/// Its schema is written down in web/src/report.schema.json.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "digitlab/assess/answers.hpp"
#include "digitlab/assess/model.hpp"
#include "digitlab/formats/safetensors.hpp"
#include "digitlab/train/options.hpp"

namespace digitlab {

/// The settings that decide the weights.
struct TrainingSettings {
  TrainerOptions trainer;
  double augment = 0;  ///< factor of the usual strengths; see `default_augmentation`
  int variations = 0;  ///< 0, or after how many epochs the same ones come again
  TensorType precision = TensorType::kFloat32;  ///< of the weights in the model file
  double validation_split = 0;  ///< share of the samples, or of their writers where they are known
};

/// A training of samples that come from no files, or whose files nobody remembers.
struct TrainingRun {
  std::string name;     ///< of the model
  std::string command;  ///< that trains it again; may be empty
  std::string data;     ///< what the samples are called
  Index train_samples = 0;
  Index validation_samples = 0;
  TrainingSettings settings;
  std::vector<EpochReport> history;
  std::vector<double> seconds;  ///< that each epoch took; those that are missing are 0
};

/// Samples to test with, all digits.
struct TestData {
  const Dataset* data = nullptr;
  std::string source;  ///< what they are called
};

/// The whole report, one line of JSON.
/// @throws Error when a test image does not fit the network, a test sample is no digit, or the
///         network's outputs are no finite numbers
std::string write_report(const Model& model, const TrainingRun& run,
                         const std::optional<TestData>& test = std::nullopt,
                         const ParallelFor& parallel = serial_for);

}  // namespace digitlab
