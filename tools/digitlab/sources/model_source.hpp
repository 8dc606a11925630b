/// @file
/// What `--model` names.
#pragma once

#include <optional>
#include <string>

#include "digitlab/assess/model.hpp"

namespace digitlab::tools {

/// A model and where it came from.
struct LoadedModel : Model {
  std::string source;                 ///< "lab", or the name of the file
  bool trained = false;               ///< it has weights; otherwise it is an architecture alone
  std::optional<std::string> sha256;  ///< of the file of weights
};

/// @param source  "lab", SPEC.json, FILE.safetensors, or the course's weights in a FILE.mat
/// @throws UsageError when the source is of no known form; Error naming the file when it cannot be
///         read or holds something else
LoadedModel load_model_source(const std::string& source);

/// The same, for a command that has no use for an architecture alone.
LoadedModel load_trained_model(const std::string& source);

}  // namespace digitlab::tools
