// The library's values, of which what we write is made. What strangers write is read by json.hpp.
#pragma once

#include <nlohmann/json.hpp>

namespace digitlab {

// Keys keep the order they were given in.
using Json = nlohmann::ordered_json;

class JsonValue;

// A value that was read, as the library's own. Calls itself for each level: few, in a document.
Json to_library(const JsonValue& value);

}  // namespace digitlab
