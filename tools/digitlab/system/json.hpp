/// @file
/// JSON as the tools read it: by core's parser, which is bounded in depth, size and time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace digitlab::tools {

/// JSON whose keys keep the order they were written in.
using Json = nlohmann::ordered_json;

/// `what` names the text in messages: "the report".
/// @throws Error when it is not valid JSON, names a key twice, is nested more than 64 deep, longer
///         than `most_bytes` or holds more than a million values
Json parse_json(std::string_view text, const std::string& what, std::size_t most_bytes = 1U << 20U);

/// A value for a message, in some forty characters at most.
std::string quoted(const Json& value);

/// One line of JSON. Text that is not UTF-8, as file names may be, is patched rather than refused;
/// what would act on a terminal is escaped.
std::string json_text(const Json& value);

}  // namespace digitlab::tools
