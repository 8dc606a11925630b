#include "sources/ink_lines.hpp"

#include <utility>

namespace digitlab::tools {
namespace {

// A drawing has some hundred points; this is room for a hundred thousand.
constexpr std::size_t kLongestLine = std::size_t{4} << 20U;
// Ink unpacks to some 4 times its size, the same drawing over and over to 1,000 times.
constexpr std::size_t kMostUnpacked = 20;
constexpr std::size_t kAlwaysUnpacked = std::size_t{8} << 20U;
// The largest class of Quick, Draw! has a third of a million.
constexpr std::size_t kMostDrawings = 2'000'000;
constexpr Index kMostEmptyLines = 1'000'000;

}  // namespace

InkLines::InkLines(const std::string& path)
    : file_(path, {.may_be_gzip = true, .with_checksum = true}) {}

bool InkLines::next(std::string& line) {
  line.clear();
  bool begun = false;
  while (true) {
    if (rest_.empty()) {
      rest_ = as_text(file_.next());
      unpacked_ += rest_.size();
      if (rest_.empty()) break;
    }
    begun = true;
    const std::size_t end = rest_.find('\n');
    line += rest_.substr(0, end);
    check_size(line);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (end != std::string_view::npos) break;
  }
  count_ += begun ? 1 : 0;
  return begun;
}

void InkLines::check_size(const std::string& line) {
  if (line.size() > kLongestLine) {
    throw Error(file_.path() + ": line " + std::to_string(count_ + 1) +
                ": is longer than 4 MB, expected a drawing");
  }
  if (unpacked_ > kMaxDataSize) {
    throw Error(file_.path() + ": is larger than 2 GB, the most that such a file may have");
  }
  if (unpacked_ > kAlwaysUnpacked + kMostUnpacked * file_.consumed()) {
    throw Error(file_.path() + ": unpacks to more than 20 times its size, which ink does not");
  }
}

InkFile read_ink_file(const std::string& path) {
  InkLines lines(path);
  InkFile file;
  std::string line;
  Index empty_lines = 0;
  while (lines.next(line)) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) {
      if (++empty_lines > kMostEmptyLines) throw Error(path + ": has over a million empty lines");
      continue;
    }
    if (file.samples.size() == kMostDrawings) {
      throw Error(path + ": holds over two million drawings, more than can be read");
    }
    naming_file(path, [&] {
      naming_file("line " + std::to_string(lines.count()),
                  [&] { file.samples.push_back(parse_ink_line(line)); });
    });
  }
  if (file.samples.empty()) throw Error(path + ": holds no samples");
  file.sha256 = lines.sha256();
  return file;
}

}  // namespace digitlab::tools
