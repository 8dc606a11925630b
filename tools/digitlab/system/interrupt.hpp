/// @file
/// What Ctrl-C does: half-written files are removed; training stops at a good place.
#pragma once

#include <string>

namespace digitlab::tools {

/// Catches SIGINT, SIGTERM and, unless it is ignored, SIGHUP; turns a full disk quota (SIGXFSZ)
/// into a failed write.
void install_signal_handlers();

/// While one exists, the first signal only sets `interrupted()`; a second one ends the program.
class GracefulInterrupt {
 public:
  GracefulInterrupt();
  ~GracefulInterrupt();
  GracefulInterrupt(const GracefulInterrupt&) = delete;
  GracefulInterrupt& operator=(const GracefulInterrupt&) = delete;

  /// Number of the signal that came, or 0.
  int signal() const;
};

/// A file that must not outlive the program when a signal ends it. Few exist at a time; past eight
/// they are simply not looked after.
class TemporaryPath {
 public:
  explicit TemporaryPath(const std::string& path);
  ~TemporaryPath();
  TemporaryPath(const TemporaryPath&) = delete;
  TemporaryPath& operator=(const TemporaryPath&) = delete;

 private:
  int slot_ = -1;
};

}  // namespace digitlab::tools
