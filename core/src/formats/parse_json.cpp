// The library's parser, and what is built while it reads.
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <set>

#include <rapidjson/reader.h>

#include "digitlab/math/error.hpp"
#include "formats/decimal.hpp"
#include "formats/json.hpp"

namespace digitlab {
namespace {

// The library reads and writes on past a text that ends within a character: here zeros follow,
// which count as one byte, and nothing is written there.
struct Text : rapidjson::GenericInsituStringStream<rapidjson::UTF8<>> {
  explicit Text(std::string& text)
      : GenericInsituStringStream(text.data()), end(text.data() + text.size()) {}
  // NOLINTBEGIN(readability-identifier-naming): the library's names
  char Peek() const { return src_ < end ? *src_ : '\0'; }
  char Take() {
    const char taken = Peek();
    src_ = src_ < end ? src_ + 1 : end + 1;
    return taken;
  }
  void Put(char c) {
    if (dst_ < end) *dst_++ = c;
  }
  // NOLINTEND(readability-identifier-naming)
  char* end;
};

}  // namespace
}  // namespace digitlab

// The library reads from a copy, as it does of its own stream; where a number began it knows from
// that.
template <>
struct rapidjson::StreamTraits<digitlab::Text> {
  enum { copyOptimization = 1 };
};

namespace digitlab {
namespace {

// The library does not ask whether there was memory.
// NOLINTBEGIN(readability-identifier-naming): the library's names
struct Memory {
  void* Malloc(std::size_t size) { return Realloc(nullptr, 0, size); }
  void* Realloc(void* old, std::size_t /*old_size*/, std::size_t size) {
    void* memory = std::realloc(old, size);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
  }
  static void Free(void* memory) { std::free(memory); }
};
// NOLINTEND(readability-identifier-naming)

// Texts are decoded where they lie. The parser does not call itself, however deep the text. What
// it makes of numbers is not always the nearest double.
constexpr unsigned kStrictly = rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag |
                               rapidjson::kParseValidateEncodingFlag |
                               rapidjson::kParseNumbersAsStringsFlag;

// Whether the text is a whole number in the range of an Integer.
template <typename Integer>
bool is_whole(std::string_view text, Integer& value) {
  const char* end = text.data() + text.size();
  const auto [read, error] = std::from_chars(text.data(), end, value);
  return read == end && error == std::errc();
}

bool is_of_number(char c) {
  return (c >= '0' && c <= '9') || c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-';
}

// Half of a pair that stands for one character: the library lets it pass when it is escaped.
bool holds_surrogate(std::string_view text) {
  for (std::size_t at = text.find('\xED'); at != std::string_view::npos;
       at = text.find('\xED', at + 1)) {
    if (static_cast<unsigned char>(text[at + 1]) >= 0xA0) return true;
  }
  return false;
}

class Builder {
 public:
  Builder(std::string_view text, const std::string& what)
      : what_(what), text_(text), stream_(text_) {}

  JsonDocument build() {
    if (text_.starts_with("\xEF\xBB\xBF")) stream_.src_ += 3;  // a byte order mark
    rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, Memory> reader(&memory_);
    const rapidjson::ParseResult result = reader.Parse<kStrictly>(stream_, *this);
    if (result.Code() == rapidjson::kParseErrorNumberTooBig) fail_with_number();
    if (result.IsError()) {
      // Of what is no UTF-8 the library tells the first byte, we the one that does not fit.
      const bool is_encoding = result.Code() == rapidjson::kParseErrorStringInvalidEncoding;
      fail(is_encoding ? stream_.Tell() : result.Offset() + 1);
    }
    // A zero ends the text for the library.
    if (stream_.Tell() != text_.size()) fail(stream_.Tell() + 1);
    return {std::move(nodes_), std::move(text_)};
  }

  // What the parser calls. They return whether to go on.
  // NOLINTBEGIN(readability-identifier-naming): the library's names
  bool Null() { return add(node_of(JsonKind::kNull)); }
  bool Bool(bool value) { return add(node_of(value ? JsonKind::kTrue : JsonKind::kFalse)); }
  bool RawNumber(const char* number, rapidjson::SizeType size, bool) {
    Node whole = node_of(JsonKind::kCount);
    if (is_whole({number, size}, whole.count)) return add(whole);
    if (is_whole({number, size}, whole.negative)) {
      if (whole.negative != 0) whole.kind = JsonKind::kNegative;  // else "-0"
      return add(whole);
    }
    Node node = text_node(JsonKind::kNumber, number, size);
    node.number = decimal_value({number, size});
    if (!std::isfinite(node.number)) fail_with_number();
    return add(node);
  }
  bool String(const char* value, rapidjson::SizeType size, bool) {
    return add(text_node(JsonKind::kText, value, size));
  }
  bool Key(const char* name, rapidjson::SizeType size, bool) {
    push(text_node(JsonKind::kText, name, size));
    return true;
  }
  // Not called for numbers as texts.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }
  bool StartArray() { return open(JsonKind::kList); }
  bool EndArray(rapidjson::SizeType) { return close(); }
  bool StartObject() { return open(JsonKind::kObject); }
  bool EndObject(rapidjson::SizeType) {
    check_names();
    return close();
  }
  // NOLINTEND(readability-identifier-naming)

 private:
  using Node = JsonDocument::Node;

  [[noreturn]] void fail(std::size_t position) const {
    throw Error(what_ + " is not valid JSON at byte " + std::to_string(position));
  }

  // The library stops within a number that is too large.
  [[noreturn]] void fail_with_number() {
    while (is_of_number(stream_.Peek())) stream_.Take();
    throw Error(what_ + " holds a number that is too large at byte " +
                std::to_string(stream_.Tell()));
  }

  static Node node_of(JsonKind kind) {
    Node node;
    node.kind = kind;
    return node;
  }

  Node text_node(JsonKind kind, const char* text, rapidjson::SizeType size) const {
    const auto begin = static_cast<std::uint32_t>(text - text_.data());
    if (holds_surrogate({text, size})) fail(begin + size);
    Node node = node_of(kind);
    node.size = size;
    node.begin = begin;
    return node;
  }

  void push(Node node) {
    node.end = static_cast<std::uint32_t>(nodes_.size()) + 1;
    nodes_.push_back(node);
  }

  bool add(const Node& node) {
    if (++values_ > kMostJsonValues) {
      throw Error(what_ + " holds more than " + std::to_string(kMostJsonValues) + " values");
    }
    if (!open_.empty()) ++nodes_[open_.back()].size;
    push(node);
    return true;
  }

  bool open(JsonKind kind) {
    if (open_.size() == kMostJsonDepth) {
      throw Error(what_ + " has lists or objects within one another more than " +
                  std::to_string(kMostJsonDepth) + " deep");
    }
    add(node_of(kind));
    open_.push_back(nodes_.size() - 1);
    return true;
  }

  bool close() {
    nodes_[open_.back()].end = static_cast<std::uint32_t>(nodes_.size());
    open_.pop_back();
    return true;
  }

  // Of the object that ends here.
  void check_names() const {
    std::set<std::string_view> names;
    for (std::size_t at = open_.back() + 1; at < nodes_.size(); at = nodes_[at + 1].end) {
      const std::string_view name =
          std::string_view(text_).substr(nodes_[at].begin, nodes_[at].size);
      if (!names.insert(name).second) {
        throw Error(what_ + " names " + quoted_text(name) + " twice");
      }
    }
  }

  const std::string& what_;
  std::string text_;
  Text stream_;
  Memory memory_;
  std::vector<Node> nodes_;
  std::vector<std::size_t> open_;  // lists and objects, outermost first
  std::size_t values_ = 0;
};

}  // namespace

JsonDocument parse_json(std::string_view text, const std::string& what, std::size_t most_bytes) {
  if (text.size() > most_bytes) {
    throw Error(what + " is " + std::to_string(text.size()) + " bytes long, expected at most " +
                std::to_string(most_bytes));
  }
  return Builder(text, what).build();
}

}  // namespace digitlab
