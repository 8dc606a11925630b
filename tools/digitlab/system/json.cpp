#include "system/json.hpp"

#include "formats/json.hpp"
#include "formats/json_writing.hpp"
#include "system/printable.hpp"

namespace digitlab::tools {
namespace {

std::string patched_text(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

Json parse_json(std::string_view text, const std::string& what, std::size_t most_bytes) {
  return to_library(digitlab::parse_json(text, what, most_bytes).root());
}

std::string quoted(const Json& value) {
  const std::string text = patched_text(value);
  return digitlab::quoted(digitlab::parse_json(text, "the value", text.size()).root());
}

std::string json_text(const Json& value) { return printable_json(patched_text(value)); }

}  // namespace digitlab::tools
