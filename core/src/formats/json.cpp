#include "formats/json.hpp"

#include <set>
#include <vector>

#include "digitlab/math/error.hpp"

namespace digitlab {

Json parse_json(std::string_view text, const std::string& what) {
  std::vector<std::set<std::string>> keys;  // of the objects that are open
  std::string repeated;
  const auto callback = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end) keys.pop_back();
    if (event == Json::parse_event_t::key &&
        !keys.back().insert(parsed.get<std::string>()).second) {
      repeated = parsed.get<std::string>();
    }
    return true;
  };
  Json json = Json::parse(text, callback, /*allow_exceptions=*/false);
  if (json.is_discarded()) throw Error(what + " is not valid JSON");
  if (!repeated.empty()) throw Error(what + " names \"" + repeated + "\" twice");
  return json;
}

}  // namespace digitlab
