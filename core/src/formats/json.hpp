// The one way in which JSON of strangers is read, by core and by the tools: bounded before it is
// built, in time and memory proportional to its length, strict where the library is lenient.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace digitlab {

// Lists and objects within one another; what we write has fewer than ten.
inline constexpr std::size_t kMostJsonDepth = 64;

// Of numbers, texts, lists and so on, in one text.
inline constexpr std::size_t kMostJsonValues = 1U << 20U;

// Length in bytes, for whatever is smaller than a report.
inline constexpr std::size_t kMostJsonBytes = 1U << 20U;

enum class JsonKind : std::uint8_t {
  kNull,
  kFalse,
  kTrue,
  kCount,     // a whole number from 0, of up to 64 bits
  kNegative,  // a whole number below 0
  kNumber,    // any other
  kText,
  kList,
  kObject,
};

class JsonDocument;
class JsonItems;

// A value of a document, which must outlive it; or nothing, which is read as null.
class JsonValue {
 public:
  JsonValue() = default;

  // False for what an object does not have.
  bool exists() const { return document_ != nullptr; }
  JsonKind kind() const;
  bool is(JsonKind kind) const { return this->kind() == kind; }
  bool is_null() const { return is(JsonKind::kNull); }
  bool is_flag() const { return is(JsonKind::kFalse) || is(JsonKind::kTrue); }
  bool is_count() const { return is(JsonKind::kCount); }
  bool is_number() const { return kind() >= JsonKind::kCount && kind() <= JsonKind::kNumber; }
  bool is_text() const { return is(JsonKind::kText); }
  bool is_list() const { return is(JsonKind::kList); }
  bool is_object() const { return is(JsonKind::kObject); }

  // Each of a value of that kind only.
  std::uint64_t count() const;
  std::int64_t negative() const;
  double number() const;          // of any number
  std::string_view text() const;  // also of a `kNumber`: as it is written

  // Values in a list or an object; 0 of others.
  std::size_t size() const;
  // Them, one after the other, in the order they were written in.
  JsonItems items() const;
  // Value `i` of a list, which is looked up from the first on.
  JsonValue at(std::size_t i) const;
  // What an object has under a key, which is looked up likewise; nothing when it is no object.
  JsonValue member(std::string_view key) const;

 private:
  friend class JsonDocument;
  friend class JsonItems;
  JsonValue(const JsonDocument* document, std::size_t at) : document_(document), at_(at) {}

  const JsonDocument* document_ = nullptr;
  std::size_t at_ = 0;
};

struct JsonItem {
  std::string_view name;  // of an object's member; empty in a list
  JsonValue value;
};

// What `for` runs over: `for (const auto& [name, value] : object.items())`.
class JsonItems {
 public:
  class Iterator {
   public:
    Iterator(const JsonItems* items, std::size_t at) : items_(items), at_(at) {}
    JsonItem operator*() const;
    Iterator& operator++();
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    const JsonItems* items_;
    std::size_t at_;
  };

  Iterator begin() const { return {this, begin_}; }
  Iterator end() const { return {this, end_}; }

 private:
  friend class JsonValue;
  const JsonDocument* document_ = nullptr;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool named_ = false;
};

// A text that was read: its values one after the other, each followed by what is in it. Nothing in
// it owns another thing, so that a document of whatever depth is copied nowhere and gone at once.
class JsonDocument {
 public:
  struct Node {
    JsonKind kind = JsonKind::kNull;
    std::uint32_t size = 0;   // bytes of a text or of a number as written; values in a list, …
    std::uint32_t begin = 0;  // of those bytes, among all
    std::uint32_t end = 0;    // the place after this value and all in it
    union {
      double number = 0;
      std::uint64_t count;
      std::int64_t negative;
    };
  };

  // An object's values have their names, which are texts, before them.
  JsonDocument(std::vector<Node> nodes, std::string texts)
      : nodes_(std::move(nodes)), texts_(std::move(texts)) {}

  JsonValue root() const { return {this, 0}; }

 private:
  friend class JsonValue;
  friend class JsonItems;

  std::vector<Node> nodes_;
  std::string texts_;
};

// `what` names the text in messages: "the network specification".
// Throws Error when the text is longer than `most_bytes`, holds or nests more than the above, is
// not valid JSON, has a number beyond the range of a double, or an object in it has two equal keys.
JsonDocument parse_json(std::string_view text, const std::string& what,
                        std::size_t most_bytes = kMostJsonBytes);

// Whether it is that text.
bool is_text(const JsonValue& value, std::string_view text);

// A value for a message, in at most some forty characters: a number or a short list of numbers as
// it stands, the beginning of a text in quotation marks, "a list of 3", "an object".
std::string quoted(const JsonValue& value);

// The same for a text of ours or of strangers.
std::string quoted_text(std::string_view text);

}  // namespace digitlab
