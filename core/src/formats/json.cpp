#include "formats/json.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "digitlab/math/error.hpp"

namespace digitlab {
namespace {

constexpr int kNumberOverflow = 406;     // among the library's errors
constexpr std::size_t kMostQuoted = 40;  // bytes of a text, or characters of a list

// Builds the value while the library's parser, which does not call itself, reads the text. The
// library's own builder searches an object for each new key.
class Builder {
 public:
  explicit Builder(const std::string& what) : what_(what) {}

  JsonDocument take() { return std::move(document_); }

  // What the parser calls, by the library's names. They return whether to go on.
  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(Json::number_integer_t value) { return add(value); }
  bool number_unsigned(Json::number_unsigned_t value) { return add(value); }
  bool number_float(Json::number_float_t value, const std::string&) { return add(value); }
  bool string(std::string& value) { return add(std::move(value)); }
  bool binary(Json::binary_t&) { return false; }  // not in a text
  bool start_array(std::size_t) { return open(Json::value_t::array); }
  bool end_array() { return close(); }
  bool start_object(std::size_t) { return open(Json::value_t::object); }

  bool key(std::string& name) {
    auto& members = open_.back()->get_ref<Json::object_t&>();
    if (members.size() == members.capacity()) grow(members);
    member_ = &members.emplace_back(std::move(name), nullptr).second;
    return true;
  }

  bool end_object() {
    check_names(open_.back()->get_ref<const Json::object_t&>());
    return close();
  }

  bool parse_error(std::size_t position, const std::string&, const Json::exception& error) {
    const char* problem = error.id == kNumberOverflow ? " holds a number that is too large at byte "
                                                      : " is not valid JSON at byte ";
    throw Error(what_ + problem + std::to_string(position));
  }

 private:
  template <typename Value>
  bool add(Value&& value) {
    place(std::forward<Value>(value));
    return true;
  }

  bool open(Json::value_t type) {
    if (open_.size() == kMostJsonDepth) {
      throw Error(what_ + " has lists or objects within one another more than " +
                  std::to_string(kMostJsonDepth) + " deep");
    }
    open_.push_back(&place(type));
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  // Where the text is: in no list or object, in a list, or after a key.
  template <typename Value>
  Json& place(Value&& value) {
    if (++values_ > kMostJsonValues) {
      throw Error(what_ + " holds more than " + std::to_string(kMostJsonValues) + " values");
    }
    if (open_.empty()) return document_.root() = Json(std::forward<Value>(value));
    if (open_.back()->is_object()) return *member_ = Json(std::forward<Value>(value));
    auto& list = open_.back()->get_ref<Json::array_t&>();
    return list.emplace_back(std::forward<Value>(value));
  }

  // By itself the list of members would copy its values into a larger one, as names are constant.
  static void grow(Json::object_t& members) {
    Json::object_t larger;
    larger.reserve(std::max<std::size_t>(4, 2 * members.size()));
    for (auto& [name, value] : members) larger.emplace_back(name, std::move(value));
    members.swap(larger);
  }

  void check_names(const Json::object_t& members) const {
    std::vector<std::string_view> names;
    names.reserve(members.size());
    for (const auto& member : members) names.emplace_back(member.first);
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice != names.end()) throw Error(what_ + " names " + quoted_text(*twice) + " twice");
  }

  const std::string& what_;
  JsonDocument document_;
  // A list or object does not move while something in it is open: nothing is added beside that.
  std::vector<Json*> open_;
  Json* member_ = nullptr;  // the value of the last key
  std::size_t values_ = 0;
};

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string quoted_list(const Json& list) {
  std::string text(1, '[');
  for (const Json& value : list) {
    if (!value.is_number() || text.size() > kMostQuoted) {
      return "a list of " + std::to_string(list.size());
    }
    if (text.size() > 1) text += ',';
    text += dump(value);
  }
  text += ']';
  return text;
}

bool is_leaf(const Json& value) { return !value.is_structured() || value.empty(); }

// Of a list or object that is not empty.
Json& last_of(Json& value) {
  if (value.is_object()) return value.get_ref<Json::object_t&>().back().second;
  return value.get_ref<Json::array_t&>().back();
}

void remove_last(Json& value) {
  if (value.is_object()) {
    value.get_ref<Json::object_t&>().pop_back();
  } else {
    value.get_ref<Json::array_t&>().pop_back();
  }
}

}  // namespace

JsonDocument::~JsonDocument() {
  std::array<Json*, kMostJsonDepth> path = {&root_};
  std::size_t depth = 1;
  while (depth > 0) {
    Json& value = *path[depth - 1];
    if (is_leaf(value)) {
      --depth;
    } else if (Json& last = last_of(value); is_leaf(last) || depth == path.size()) {
      remove_last(value);
    } else {
      path[depth++] = &last;
    }
  }
}

JsonDocument parse_json(std::string_view text, const std::string& what, std::size_t most_bytes) {
  if (text.size() > most_bytes) {
    throw Error(what + " is " + std::to_string(text.size()) + " bytes long, expected at most " +
                std::to_string(most_bytes));
  }
  Builder builder(what);
  Json::sax_parse(text, &builder);
  return builder.take();
}

const Json& member(const Json& object, const char* key) {
  static const Json nothing;
  const auto found = object.find(key);
  return found == object.end() ? nothing : *found;
}

bool is_text(const Json& value, std::string_view text) {
  return value.is_string() && value.get_ref<const std::string&>() == text;
}

std::string quoted(const Json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return quoted_list(value);
  if (value.is_string()) return quoted_text(value.get_ref<const std::string&>());
  return dump(value);
}

std::string quoted_text(std::string_view text) {
  if (text.size() <= kMostQuoted) return dump(Json(text));
  std::size_t end = kMostQuoted;
  // Not within a character of several bytes.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  std::string start = dump(Json(text.substr(0, end)));
  start.insert(start.size() - 1, "…");
  return start;
}

}  // namespace digitlab
