/// @file
/// Files of ink, line by line.
#pragma once

#include <string>
#include <vector>

#include "digitlab/formats/ink_json.hpp"
#include "digitlab/math/matrix.hpp"
#include "system/input_file.hpp"

namespace digitlab::tools {

/// The lines of an ink file, plain or gzipped, one at a time: no more than one is in memory.
class InkLines {
 public:
  /// @throws Error naming the file
  explicit InkLines(const std::string& path);

  /// Reads the next line into `line`, without its end; false when there is none.
  /// @throws Error naming the file when it cannot be read, or is no text of lines
  bool next(std::string& line);

  /// Lines read so far.
  Index count() const { return count_; }

  /// SHA-256 of the file as it is stored, after its last line.
  std::string sha256() { return file_.sha256(); }

 private:
  void check_size(const std::string& line);

  InputFile file_;
  std::string_view rest_;  // of the piece under way
  std::size_t unpacked_ = 0;
  Index count_ = 0;
};

struct InkFile {
  std::vector<InkSample> samples;
  std::string sha256;  ///< of the file as it is stored
};

/// All samples of a file, at least one.
/// @throws Error naming the file and the line that is wrong
InkFile read_ink_file(const std::string& path);

}  // namespace digitlab::tools
