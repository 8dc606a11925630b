#include "system/atomic_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "digitlab/math/error.hpp"

namespace digitlab::tools {
namespace {

[[noreturn]] void fail(const std::string& path) {
  throw Error(path + ": cannot write: " + std::strerror(errno));
}

std::string follow_links(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr),
                                                         &std::free);
  return real != nullptr ? real.get() : path;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

AtomicFile::AtomicFile(const std::string& path) : path_(path), target_(follow_links(path)) {
  struct stat status {};
  const bool exists = stat(target_.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) {
    throw Error(path_ + ": cannot write: is a folder, expected a file");
  }
  if (exists && !S_ISREG(status.st_mode)) {
    descriptor_ = open(target_.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor_ < 0) fail(path_);
    return;
  }
  // A file that may not be written may not be replaced either.
  if (exists && access(target_.c_str(), W_OK) != 0) fail(path_);
  temporary_ = target_ + "." + std::to_string(getpid()) + ".tmp";
  removed_on_signal_ = std::make_unique<TemporaryPath>(temporary_);
  descriptor_ = open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
                     exists ? status.st_mode & 0777U : 0666U);
  if (descriptor_ < 0) {
    temporary_.clear();
    fail(path_);
  }
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) close(descriptor_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void AtomicFile::write(std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path_);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  // Pipes and some devices cannot be synchronised, and need not be.
  if (!temporary_.empty() && fsync(descriptor_) != 0) fail(path_);
}

void AtomicFile::commit() {
  const int status = close(descriptor_);
  descriptor_ = -1;
  if (status != 0) fail(path_);
  if (temporary_.empty()) return;
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) fail(path_);
  temporary_.clear();
  // The new name is safe only when its folder is on the disk too; best effort.
  const int folder = open(folder_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    fsync(folder);
    close(folder);
  }
}

void write_file(const std::string& path, std::span<const std::uint8_t> bytes) {
  AtomicFile file(path);
  file.write(bytes);
  file.commit();
}

void write_file(const std::string& path, const std::string& text) {
  write_file(path, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void check_writable(const std::string& path) { const AtomicFile attempt(path); }

void make_folder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error || !std::filesystem::is_directory(path)) {
    throw Error(path + ": cannot make this folder: " +
                (error ? error.message() : "a file of that name is in the way"));
  }
}

}  // namespace digitlab::tools
