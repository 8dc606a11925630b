/// @file
/// The safetensors format: 8 bytes little-endian header length, a JSON header, tensor data.
///
/// The header maps each tensor's name to `{"dtype":"F32" or
/// "F16","shape":[…],"data_offsets":[begin,end]}`, offsets counted from the end of the header, and
/// may hold `__metadata__`, strings by name. https://github.com/huggingface/safetensors#format
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "digitlab/math/matrix.hpp"

namespace digitlab {

/// How a file holds a tensor's numbers. In memory they are always floats.
enum class TensorType {
  kFloat32,  ///< "F32"
  kFloat16,  ///< "F16", IEEE 754 half precision: 11 significant bits, at most 65,504
};

/// The nearest number that the type can hold, ties to even.
float round_to(TensorType type, float value);

/// A named array of numbers, row-major.
struct Tensor {
  std::string name;
  std::vector<Index> shape;
  std::vector<float> values;
  TensorType type = TensorType::kFloat32;
};

/// A whole file.
struct TensorFile {
  std::vector<Tensor> tensors;
  std::map<std::string, std::string> metadata;

  /// This and `tensor` look at one tensor after the other.
  bool has(const std::string& name) const;
  /// @throws Error when there is no tensor of that name
  const Tensor& tensor(const std::string& name) const;
};

/// The header of a file that we read may be at most this long, in bytes. Ours are a few thousand.
inline constexpr std::size_t kMaxSafetensorsHeader = 1U << 20U;

/// A file that we read may hold at most so many tensors. Ours are a few dozen.
inline constexpr std::size_t kMostTensors = 4096;

/// Strict: every size, shape, type and offset is checked before use; the tensors must cover the
/// data without gap or overlap; names are unique; only F32 and F16 are
/// accepted.
/// @throws Error saying what was found and what was expected
TensorFile parse_safetensors(std::span<const std::uint8_t> bytes);

/// The header is padded with spaces so that the data begins at a multiple of 8 bytes.
std::vector<std::uint8_t> write_safetensors(const TensorFile& file);

}  // namespace digitlab
