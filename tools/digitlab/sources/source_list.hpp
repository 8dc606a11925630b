/// @file
/// Lists of files on the command line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sources/writers.hpp"

namespace digitlab::tools {

inline constexpr std::string_view kTrainEnding = "@train";
inline constexpr std::string_view kHeldOutEnding = "@held-out";

/// "a,b\,c" → "a" and "b\,c": divided at commas, escapes left as they are.
std::vector<std::string> split_list(const std::string& list);

/// "b\,c" → "b,c": "\," is a comma, "\@" an at sign, "\\" a backslash; before anything else a
/// backslash is itself.
std::string unescape(std::string_view text);

/// One source as it is named in a list.
struct SourceName {
  std::string text;  ///< as it is written
  std::string path;  ///< of the file, or a generated source; no escapes, no selection
  Selection selection = Selection::kAll;

  /// The part of `path` whose ending tells the kind of file: a name may go on with "@train" or
  /// "@held-out" that was escaped.
  std::string kind_name() const;
};

/// "SOURCE@held-out" → "SOURCE" and the choice; "FILE\@held-out" is a file of that very name.
SourceName parse_source(const std::string& text);

}  // namespace digitlab::tools
