/// @file
/// A trained network as a safetensors file.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "digitlab/assess/model.hpp"
#include "digitlab/formats/safetensors.hpp"

namespace digitlab {

/// Metadata keys of a model file. Each value is a JSON text.
inline constexpr const char* kArchitectureKey = "architecture";    ///< the spec, see spec.hpp
inline constexpr const char* kPreprocessingKey = "preprocessing";  ///< how ink becomes input
inline constexpr const char* kCalibrationKey =
    "calibration";  ///< `Calibration` and `StrokeCounts`; may be absent
inline constexpr const char* kTrainingKey = "training";  ///< how it was made; may be absent

/// Model → file: one tensor a parameter ("L1.kernel" (I,O), "L1.bias" (O)).
/// @param training  JSON object that records how the weights were made; empty for none
/// @param type      of the numbers in the file, which are rounded to it
TensorFile to_tensor_file(const Model& model, const std::string& training,
                          TensorType type = TensorType::kFloat32);

/// File → model. Every tensor of the architecture must be there with its shape, none besides, and
/// every value finite.
/// @param kinds  the layers that may occur
/// @throws Error saying which tensor is missing, superfluous or of which shape, or what is wrong
///         with the metadata
Model from_tensor_file(const TensorFile& file, const LayerKinds& kinds = layer_kinds());

/// `from_tensor_file` of the bytes of a file.
Model load_model(std::span<const std::uint8_t> bytes);

}  // namespace digitlab
