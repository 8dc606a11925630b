#include "formats/json.hpp"

#include <algorithm>

namespace digitlab {
namespace {

constexpr std::size_t kMostQuoted = 40;  // bytes of a text, or characters of a list

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Bytes of the UTF-8 character that the text begins with; 0 when it begins with none.
std::size_t character_size(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t size = first < 0x80   ? 1
                           : first < 0xC2 ? 0
                           : first < 0xE0 ? 2
                           : first < 0xF0 ? 3
                           : first < 0xF5 ? 4
                                          : 0;
  if (size > text.size()) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(text[i])) return 0;
  }
  return size;
}

// A character in a message: as JSON writes it.
void append_escaped(std::string& to, char c) {
  constexpr std::string_view kLetters = "\"\\\b\f\n\r\t";
  constexpr std::string_view kEscapes = "\"\\bfnrt";
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto code = static_cast<unsigned char>(c);
  if (const std::size_t at = kLetters.find(c); at != std::string_view::npos) {
    to += '\\';
    to += kEscapes[at];
  } else if (code < 0x20) {
    to += "\\u00";
    to += kHex[code >> 4U];
    to += kHex[code & 0xFU];
  } else {
    to += c;
  }
}

std::string shortened(std::string_view number) {
  if (number.size() <= kMostQuoted) return std::string(number);
  return std::string(number.substr(0, kMostQuoted)) + "…";
}

std::string quoted_list(const JsonValue& list) {
  std::string text(1, '[');
  for (const auto& [name, value] : list.items()) {
    if (!value.is_number() || text.size() > kMostQuoted) {
      return "a list of " + std::to_string(list.size());
    }
    if (text.size() > 1) text += ',';
    text += quoted(value);
  }
  text += ']';
  return text;
}

}  // namespace

JsonKind JsonValue::kind() const {
  return exists() ? document_->nodes_[at_].kind : JsonKind::kNull;
}

std::uint64_t JsonValue::count() const { return document_->nodes_[at_].count; }

std::int64_t JsonValue::negative() const { return document_->nodes_[at_].negative; }

double JsonValue::number() const {
  const JsonDocument::Node& node = document_->nodes_[at_];
  if (node.kind == JsonKind::kCount) return static_cast<double>(node.count);
  if (node.kind == JsonKind::kNegative) return static_cast<double>(node.negative);
  return node.number;
}

std::string_view JsonValue::text() const {
  const JsonDocument::Node& node = document_->nodes_[at_];
  return std::string_view(document_->texts_).substr(node.begin, node.size);
}

std::size_t JsonValue::size() const {
  return is_list() || is_object() ? document_->nodes_[at_].size : 0;
}

JsonItems JsonValue::items() const {
  JsonItems items;
  if (!is_list() && !is_object()) return items;
  items.document_ = document_;
  items.begin_ = at_ + 1;
  items.end_ = document_->nodes_[at_].end;
  items.named_ = is_object();
  return items;
}

JsonItem JsonItems::Iterator::operator*() const {
  const JsonDocument* document = items_->document_;
  if (!items_->named_) return {{}, {document, at_}};
  return {JsonValue(document, at_).text(), {document, at_ + 1}};
}

JsonItems::Iterator& JsonItems::Iterator::operator++() {
  at_ = items_->document_->nodes_[items_->named_ ? at_ + 1 : at_].end;
  return *this;
}

JsonValue JsonValue::at(std::size_t i) const {
  for (const auto& [name, value] : items()) {
    if (i-- == 0) return value;
  }
  return {};
}

JsonValue JsonValue::member(std::string_view key) const {
  if (!is_object()) return {};
  for (const auto& [name, value] : items()) {
    if (name == key) return value;
  }
  return {};
}

bool is_text(const JsonValue& value, std::string_view text) {
  return value.is_text() && value.text() == text;
}

std::string quoted(const JsonValue& value) {
  switch (value.kind()) {
    case JsonKind::kNull:
      return "null";
    case JsonKind::kFalse:
      return "false";
    case JsonKind::kTrue:
      return "true";
    case JsonKind::kCount:
      return std::to_string(value.count());
    case JsonKind::kNegative:
      return std::to_string(value.negative());
    case JsonKind::kNumber:
      return shortened(value.text());
    case JsonKind::kText:
      return quoted_text(value.text());
    case JsonKind::kList:
      return quoted_list(value);
    case JsonKind::kObject:
      break;
  }
  return "an object";
}

std::string quoted_text(std::string_view text) {
  std::size_t end = std::min(text.size(), kMostQuoted);
  // Not within a character of several bytes.
  while (end > 0 && end < text.size() && is_continuation(text[end])) --end;
  std::string quotation(1, '"');
  for (std::string_view rest = text.substr(0, end); !rest.empty();) {
    const std::size_t size = character_size(rest);
    if (size == 0) {
      quotation += "\uFFFD";
    } else if (size == 1) {
      append_escaped(quotation, rest.front());
    } else {
      quotation += rest.substr(0, size);
    }
    rest.remove_prefix(std::max<std::size_t>(size, 1));
  }
  quotation += end < text.size() ? "…\"" : "\"";
  return quotation;
}

}  // namespace digitlab
