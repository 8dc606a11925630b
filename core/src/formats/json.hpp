// The one JSON parser of core, strict where the library is lenient.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace digitlab {

using Json = nlohmann::ordered_json;

// `what` names the text in messages: "the network specification".
// Throws Error when the text is not valid JSON, or an object in it has two equal keys: the library
// would keep the last of them.
Json parse_json(std::string_view text, const std::string& what);

}  // namespace digitlab
