#include "sources/source_list.hpp"

#include <utility>

namespace digitlab::tools {
namespace {

constexpr std::pair<std::string_view, Selection> kEndings[] = {
    {kTrainEnding, Selection::kTrain}, {kHeldOutEnding, Selection::kHeldOut}};

bool is_escapable(char c) { return c == ',' || c == '@' || c == '\\'; }

/// Whether position `at` of `text` begins an escape: two characters that mean the second.
bool is_escape(std::string_view text, std::size_t at) {
  return text[at] == '\\' && at + 1 < text.size() && is_escapable(text[at + 1]);
}

/// Whether the character at `wanted` stands for itself.
bool is_plain(std::string_view text, std::size_t wanted) {
  std::size_t at = 0;
  while (at < wanted) at += is_escape(text, at) ? 2 : 1;
  return at == wanted;
}

}  // namespace

std::vector<std::string> split_list(const std::string& list) {
  std::vector<std::string> parts(1);
  for (std::size_t at = 0; at < list.size(); ++at) {
    if (list[at] == ',') {
      parts.emplace_back();
      continue;
    }
    parts.back() += list[at];
    if (is_escape(list, at)) parts.back() += list[++at];
  }
  return parts;
}

std::string unescape(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_escape(text, at)) ++at;
    plain += text[at];
  }
  return plain;
}

std::string SourceName::kind_name() const {
  for (const auto& [ending, choice] : kEndings) {
    if (path.ends_with(ending)) return path.substr(0, path.size() - ending.size());
  }
  return path;
}

SourceName parse_source(const std::string& text) {
  for (const auto& [ending, choice] : kEndings) {
    if (!text.ends_with(ending)) continue;
    const std::size_t at = text.size() - ending.size();
    if (is_plain(text, at)) return {text, unescape(text.substr(0, at)), choice};
  }
  return {text, unescape(text), Selection::kAll};
}

}  // namespace digitlab::tools
