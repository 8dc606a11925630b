/// @file
/// Checksums of data files.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace digitlab::tools {

/// SHA-256 as 64 lower-case hexadecimal digits, as `sha256sum` prints it.
std::string sha256(std::span<const std::uint8_t> bytes);

}  // namespace digitlab::tools
