#include "system/isolated.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <string_view>

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace digitlab::tools {
namespace {

constexpr rlim_t kMaxSeconds = 60;       // of processor time
constexpr int kMaxSilence = 300 * 1000;  // milliseconds until the child's answer comes
constexpr rlim_t kMaxMemory = rlim_t{8} << 30U;
// What a child's answer begins with.
constexpr char kResult = 'R';
constexpr char kFailure = 'F';

void limit(int resource, rlim_t value) {
  const rlimit bounds{value, value};
  setrlimit(static_cast<__rlimit_resource>(resource), &bounds);
}

bool send(int pipe, const void* data, std::size_t size) {
  const char* next = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t count = write(pipe, next, size);
    if (count < 0 && errno != EINTR) return false;
    if (count > 0) {
      next += count;
      size -= static_cast<std::size_t>(count);
    }
  }
  return true;
}

[[noreturn]] void run_child(int pipe, const std::function<Bytes()>& work) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) std::signal(number, SIG_DFL);
  const int nowhere = open("/dev/null", O_RDWR);
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    dup2(nowhere, descriptor);
  }
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, kMaxSeconds);
#ifndef DIGITLAB_SANITIZED
  limit(RLIMIT_AS, kMaxMemory);
#else
  static_cast<void>(kMaxMemory);
#endif
  bool sent = false;
  try {
    const Bytes result = work();
    sent = send(pipe, &kResult, 1) && send(pipe, result.data(), result.size());
  } catch (const Error& error) {
    const std::string_view message = error.what();
    sent = send(pipe, &kFailure, 1) && send(pipe, message.data(), message.size());
  } catch (...) {
    // Out of memory, most likely: the file claims to hold more than it can.
  }
  // Not exit: what the parent has yet to print or clean up is not the child's business.
  _exit(sent ? 0 : 1);
}

/// All that comes through the pipe until its other end closes, or falls silent for too long.
Bytes receive(int pipe) {
  Bytes bytes;
  std::array<std::uint8_t, 1U << 16U> chunk{};
  while (true) {
    pollfd watched{pipe, POLLIN, 0};
    const int ready = poll(&watched, 1, kMaxSilence);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return {};
    const ssize_t count = read(pipe, chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return bytes;
    bytes.insert(bytes.end(), chunk.begin(), chunk.begin() + count);
  }
}

}  // namespace

Bytes run_isolated(const std::function<Bytes()>& work) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw Error("cannot open a pipe");
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    run_child(ends[1], work);
  }
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    throw Error("cannot start a process");
  }
  Bytes answer = receive(ends[0]);
  close(ends[0]);
  if (answer.empty()) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || answer.empty()) {
    throw Error("the file is damaged");
  }
  const char kind = static_cast<char>(answer.front());
  answer.erase(answer.begin());
  if (kind == kFailure) throw Error(std::string(as_text(answer)));
  return answer;
}

}  // namespace digitlab::tools
