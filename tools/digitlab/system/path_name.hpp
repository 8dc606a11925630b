/// @file
/// Names of files.
#pragma once

#include <string>
#include <string_view>

namespace digitlab::tools {

/// The last part of a path: "data/ex3data1.mat" → "ex3data1.mat", "runs/lab/" → "lab".
std::string base_name(const std::string& path);

/// "DIGITS.Mat" → "digits.mat"; letters of ASCII alone.
std::string lower_case(std::string_view text);

/// Whether `path` ends in `ending`, which is lower case, in either case: cameras and old systems
/// write "DIGITS.MAT".
bool has_ending(std::string_view path, std::string_view ending);

}  // namespace digitlab::tools
