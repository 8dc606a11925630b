#include "formats/json_writing.hpp"

#include <string>
#include <utility>

#include "formats/json.hpp"

namespace digitlab {

Json to_library(const JsonValue& value) {
  switch (value.kind()) {
    case JsonKind::kNull:
      return nullptr;
    case JsonKind::kFalse:
      return false;
    case JsonKind::kTrue:
      return true;
    case JsonKind::kCount:
      return value.count();
    case JsonKind::kNegative:
      return value.negative();
    case JsonKind::kNumber:
      return value.number();
    case JsonKind::kText:
      return std::string(value.text());
    case JsonKind::kList: {
      Json list = Json::array();
      list.get_ref<Json::array_t&>().reserve(value.size());
      for (const auto& [none, item] : value.items()) list.push_back(to_library(item));
      return list;
    }
    case JsonKind::kObject:
      break;
  }
  // Its names are known to differ: the library would look for each among those before it.
  Json::object_t members;
  members.reserve(value.size());
  for (const auto& [name, item] : value.items()) {
    members.emplace_back(std::string(name), to_library(item));
  }
  return Json(std::move(members));
}

}  // namespace digitlab
