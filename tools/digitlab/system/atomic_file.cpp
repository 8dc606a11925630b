#include "system/atomic_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "digitlab/math/error.hpp"
#include "system/path_name.hpp"

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

constexpr std::string_view kTemporaryEnding = ".tmp";

/// What names of temporary files for `target` begin with: "digits.mat.", cut off (between two
/// characters of UTF-8) where the whole would be longer than a file system takes.
std::string temporary_stem(const std::string& target) {
  constexpr std::size_t kLongest = 200;  // of 255 bytes; process number and ending follow
  std::string name = base_name(target);
  std::size_t length = std::min(name.size(), kLongest);
  while (length < name.size() && length > 0 && (name[length] & 0xc0) == 0x80) --length;
  name.resize(length);
  return name + ".";
}

/// Whether `name` is "STEM" "NUMBER" ".tmp".
bool is_temporary(std::string_view name, std::string_view stem) {
  if (!name.starts_with(stem) || !name.ends_with(kTemporaryEnding)) return false;
  if (name.size() <= stem.size() + kTemporaryEnding.size()) return false;
  name.remove_prefix(stem.size());
  name.remove_suffix(kTemporaryEnding.size());
  return name.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Removes the temporary files for this target whose writers were killed. Each writer holds a lock
/// on its own, which the system takes away when it dies. Best effort.
void remove_abandoned(const std::string& target) {
  const std::string stem = temporary_stem(target);
  std::error_code error;
  for (auto entry = std::filesystem::directory_iterator(folder_of(target), error);
       !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    if (!is_temporary(entry->path().filename().native(), stem)) continue;
    const char* path = entry->path().c_str();
    const int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) continue;
    if (flock(file, LOCK_EX | LOCK_NB) == 0) unlink(path);
    close(file);
  }
}

/// Makes `path`, locked; returns its descriptor, or -1.
int create_locked(const std::string& path, mode_t mode) {
  while (true) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (file < 0) return -1;
    struct stat status {};
    flock(file, LOCK_EX);
    // Somebody who cleans up may have taken it for abandoned before it was locked.
    if (fstat(file, &status) != 0 || status.st_nlink > 0) return file;
    close(file);
  }
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
  remove_abandoned(target_);
  const mode_t mode = exists ? status.st_mode & 0777U : 0666U;
  const std::string folder = target_.substr(0, target_.find_last_of('/') + 1);
  // Files of the same process whose long names are cut off alike take the numbers that follow.
  for (long number = getpid(); descriptor_ < 0; ++number) {
    temporary_ =
        folder + temporary_stem(target_) + std::to_string(number) + std::string(kTemporaryEnding);
    removed_on_signal_ = std::make_unique<TemporaryPath>(temporary_);
    descriptor_ = create_locked(temporary_, mode);
    if (descriptor_ >= 0 || errno == EEXIST) continue;
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
  // Renamed while it is locked: others must not take it for abandoned.
  if (!temporary_.empty()) {
    if (std::rename(temporary_.c_str(), target_.c_str()) != 0) fail(path_);
  }
  const bool renamed = !temporary_.empty();
  temporary_.clear();
  const int status = close(descriptor_);
  descriptor_ = -1;
  if (status != 0) fail(path_);
  if (!renamed) return;
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

void check_writable(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
    // A pipe that is opened and closed again tells its reader that all is over.
    if (access(path.c_str(), W_OK) != 0) fail(path);
    return;
  }
  const AtomicFile attempt(path);
}

void make_folder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error || !std::filesystem::is_directory(path)) {
    throw Error(path + ": cannot make this folder: " +
                (error ? error.message() : "a file of that name is in the way"));
  }
}

}  // namespace digitlab::tools
