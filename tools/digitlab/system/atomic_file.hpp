/// @file
/// Output files that appear whole or not at all.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "system/interrupt.hpp"

namespace digitlab::tools {

/// Writes a temporary file beside its target and puts it in the target's place in one step. Until
/// `commit` the target is untouched; an object that is not committed leaves nothing behind.
/// A link is followed; a device or pipe is written to directly, as nothing can take its place.
/// A temporary file that a killed run left is removed by the next one that writes the same target.
class AtomicFile {
 public:
  /// Opens the temporary file.
  /// @throws Error naming `path` when there can be no such file
  explicit AtomicFile(const std::string& path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Writes everything and waits until it is on the disk.
  /// @throws Error naming the file, for instance when the disk is full
  void write(std::span<const std::uint8_t> bytes);

  /// @throws Error when the file cannot take its place
  void commit();

 private:
  std::string path_;    // as the user knows it
  std::string target_;  // path_ with links followed
  std::string temporary_;
  std::unique_ptr<TemporaryPath> removed_on_signal_;
  int descriptor_ = -1;
};

/// One whole file.
void write_file(const std::string& path, std::span<const std::uint8_t> bytes);
void write_file(const std::string& path, const std::string& text);

/// Makes a folder, and those it lies in, where there are none.
/// @throws Error naming the folder
void make_folder(const std::string& path);

/// Throws the Error that writing `path` would meet at once: no such folder, no permission, a folder
/// of that name. Leaves nothing behind.
void check_writable(const std::string& path);

}  // namespace digitlab::tools
