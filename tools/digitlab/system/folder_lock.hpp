/// @file
/// One writer at a time in a folder.
#pragma once

#include <string>

namespace digitlab::tools {

/// Keeps others that ask for the same folder away while it exists. The system lets go of it when
/// the process ends, however it ends, and nothing is left in the folder. Where a file system knows
/// no locks, it keeps nobody away.
class FolderLock {
 public:
  /// @throws Error naming the folder when there is none, or another program holds it
  explicit FolderLock(const std::string& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int descriptor_;
};

}  // namespace digitlab::tools
