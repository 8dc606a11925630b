/// @file
/// The folder that a finished training left.
#pragma once

#include <string>

#include "digitlab/assess/model.hpp"
#include "digitlab/formats/safetensors.hpp"
#include "report/figures.hpp"
#include "system/input_file.hpp"

namespace digitlab::tools {

struct TrainedRun {
  Bytes file;            ///< of the model that the report is about
  Model model;           ///< what it holds
  TensorType precision;  ///< of its weights
  Json training;         ///< what it tells of the training, see `make_training_metadata`
  Json report;
};

/// A JSON object whose "schema" is `schema`.
/// @throws Error naming the file and what is wrong with it
Json read_json(const std::string& path, const char* schema);

/// `model.safetensors` and `report.json` in the folder.
/// @throws Error naming the file, also when the two do not belong together
TrainedRun load_run(const std::string& folder);

}  // namespace digitlab::tools
