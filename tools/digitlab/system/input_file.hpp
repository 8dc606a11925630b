/// @file
/// Whole files into memory, plain or gzipped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "digitlab/math/error.hpp"

namespace digitlab::tools {

using Bytes = std::vector<std::uint8_t>;

/// No input may be larger than this, in bytes, before or after unpacking.
inline constexpr std::size_t kMaxInputSize = std::size_t{1} << 31U;

/// The last part of a path: "data/ex3data1.mat" → "ex3data1.mat", "runs/lab/" → "lab".
std::string base_name(const std::string& path);

/// @throws Error naming the file when it is missing, a folder, unreadable or too large
Bytes read_file(const std::string& path);

/// `bytes` themselves, or what they unpack to when they begin as gzip does.
/// @throws Error when the gzip data is damaged, cut off or too large
Bytes unpack(Bytes bytes);

/// `bytes` as one gzip member. The same bytes give the same file: no name, no time.
Bytes pack_gzip(std::span<const std::uint8_t> bytes);

/// The same memory as text.
inline std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Runs `work`; an Error from it comes out with the file's name before its message.
template <typename Work>
auto naming_file(const std::string& path, const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    throw Error(path + ": " + error.what());
  }
}

}  // namespace digitlab::tools
