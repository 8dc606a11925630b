#include "system/folder_lock.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "digitlab/math/error.hpp"

namespace digitlab::tools {

FolderLock::FolderLock(const std::string& folder)
    : descriptor_(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (descriptor_ < 0) throw Error(folder + ": cannot open this folder: " + std::strerror(errno));
  // The folder itself is locked: a file of its own would stay behind.
  if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    close(descriptor_);
    throw Error(folder +
                ": another training is writing there; wait for its end, or give --out another "
                "folder");
  }
}

FolderLock::~FolderLock() { close(descriptor_); }

}  // namespace digitlab::tools
