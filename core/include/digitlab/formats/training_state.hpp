/// @file
/// A training under way as a safetensors file.
#pragma once

#include "digitlab/formats/safetensors.hpp"
#include "digitlab/train/options.hpp"

namespace digitlab {

/// Metadata key of the rest of the state: a JSON object of `format`, `epoch`, `batch`, `steps`,
/// `epoch_loss` and `history`, a row an epoch.
inline constexpr const char* kStateKey = "training_state";

/// State → file: tensors "parameters" (P), "slots" (S·P) and, when there is one, "average" (P).
TensorFile to_tensor_file(const TrainerState& state);

/// File → state.
/// @throws Error saying what is missing or makes no sense
TrainerState parse_training_state(const TensorFile& file);

}  // namespace digitlab
