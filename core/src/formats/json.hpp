// The one way in which JSON of strangers is read, by core and by the tools: bounded before it is
// built, in time and memory proportional to its length, strict where the library is lenient.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

namespace digitlab {

// Keys keep the order they were written in. A key is looked up in time proportional to the number
// of keys: loop over the items of an object that may have many.
using Json = nlohmann::ordered_json;

// Lists and objects within one another. The library's copies, comparisons and dumps call
// themselves for each level; what we write has fewer than ten.
inline constexpr std::size_t kMostJsonDepth = 64;

// Of numbers, texts, lists and so on, in one text: each takes up to 150 bytes of memory.
inline constexpr std::size_t kMostJsonValues = 1U << 20U;

// Length in bytes, for whatever is smaller than a report.
inline constexpr std::size_t kMostJsonBytes = 1U << 20U;

// What `parse_json` has built. The library's values take memory when they are destroyed, and where
// there is none the program ends; these are taken apart from the leaves, which takes none.
class JsonDocument {
 public:
  JsonDocument() = default;
  explicit JsonDocument(Json&& root) noexcept : root_(std::move(root)) {}
  JsonDocument(JsonDocument&& other) noexcept : root_(std::move(other.root_)) {}
  JsonDocument& operator=(JsonDocument&&) = delete;
  ~JsonDocument();

  const Json& root() const { return root_; }
  Json& root() { return root_; }

 private:
  Json root_;
};

// `what` names the text in messages: "the network specification".
// Throws Error when the text is longer than `most_bytes`, holds or nests more than the above, is
// not valid JSON, has a number beyond the range of a double, or an object in it has two equal keys:
// the library would keep the last of them.
JsonDocument parse_json(std::string_view text, const std::string& what,
                        std::size_t most_bytes = kMostJsonBytes);

// What an object has under a key; null when that is nothing, or it is no object.
const Json& member(const Json& object, const char* key);

// Whether it is that text. The library's own comparison takes memory and may not fail.
bool is_text(const Json& value, std::string_view text);

// A value for a message, in at most some forty characters: a number or a short list of numbers as
// it stands, the beginning of a text in quotation marks, "a list of 3", "an object".
std::string quoted(const Json& value);

// The same for a text of ours or of strangers.
std::string quoted_text(std::string_view text);

}  // namespace digitlab
