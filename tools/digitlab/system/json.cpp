#include "system/json.hpp"

#include <utility>

#include "formats/json.hpp"
#include "system/printable.hpp"

namespace digitlab::tools {

Json parse_json(std::string_view text, const std::string& what, std::size_t most_bytes) {
  return std::move(digitlab::parse_json(text, what, most_bytes).root());
}

std::string quoted(const Json& value) { return digitlab::quoted(value); }

std::string json_text(const Json& value) {
  return printable_json(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace digitlab::tools
