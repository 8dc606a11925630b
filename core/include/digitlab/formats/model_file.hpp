/// @file
/// A trained network as a safetensors file.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "digitlab/formats/safetensors.hpp"
#include "digitlab/nn/network.hpp"

namespace digitlab {

/// Metadata keys of a model file. Each value is a JSON text.
inline constexpr const char* kArchitectureKey = "architecture";    ///< the spec, see spec.hpp
inline constexpr const char* kPreprocessingKey = "preprocessing";  ///< how ink becomes input
inline constexpr const char* kCalibrationKey = "calibration";  ///< see `Calibration`; may be absent
inline constexpr const char* kTrainingKey = "training";        ///< how it was made; may be absent

/// Network → file: one tensor a parameter ("L1.kernel" (I,O), "L1.bias" (O)).
/// @param training  JSON object that records how the weights were made; empty for none
/// @param type      of the numbers in the file, which are rounded to it
TensorFile to_tensor_file(const Network<float>& network, const std::string& training,
                          TensorType type = TensorType::kFloat32);

/// File → network. Every tensor of the architecture must be there with its shape, none besides
/// (`extra_prefix`, when not empty, names tensors to pass over), and every value finite.
/// @throws Error saying which tensor is missing, superfluous or of which shape, or what is wrong
///         with the metadata
Network<float> from_tensor_file(const TensorFile& file, const std::string& extra_prefix = "");

/// `from_tensor_file` of the bytes of a file.
Network<float> load_model(std::span<const std::uint8_t> bytes);

}  // namespace digitlab
