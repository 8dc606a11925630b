/// @file
/// Files of tensors on their way into memory.
#pragma once

#include <string>

#include "system/input_file.hpp"

namespace digitlab::tools {

/// All of a safetensors file.
/// @throws Error naming the file when it cannot be read, begins as no such file does, or is larger
///         than `limit`
Bytes read_tensor_bytes(const std::string& path, std::size_t limit = kMaxModelSize);

}  // namespace digitlab::tools
