#include "system/interrupt.hpp"

#include <array>
#include <csignal>
#include <cstring>

#include <unistd.h>

namespace digitlab::tools {
namespace {

// Plain memory that a signal handler may read: `used` is set after the path is complete.
struct Slot {
  volatile std::sig_atomic_t used = 0;
  std::array<char, 4096> path{};
};
std::array<Slot, 8> slots;
volatile std::sig_atomic_t graceful = 0;
volatile std::sig_atomic_t received = 0;

void on_signal(int number) {
  if (graceful != 0 && received == 0) {
    received = number;
    return;
  }
  for (Slot& slot : slots) {
    if (slot.used != 0) unlink(slot.path.data());
  }
  std::signal(number, SIG_DFL);
  raise(number);
}

}  // namespace

void install_signal_handlers() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  // The terminal is gone; whoever started the program with nohup wants it to go on all the same.
  struct sigaction before {};
  sigaction(SIGHUP, nullptr, &before);
  if (before.sa_handler != SIG_IGN) sigaction(SIGHUP, &action, nullptr);
  std::signal(SIGXFSZ, SIG_IGN);
}

GracefulInterrupt::GracefulInterrupt() {
  received = 0;
  graceful = 1;
}
GracefulInterrupt::~GracefulInterrupt() { graceful = 0; }
int GracefulInterrupt::signal() const { return received; }

TemporaryPath::TemporaryPath(const std::string& path) {
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (slots[i].used != 0 || path.size() >= slots[i].path.size()) continue;
    std::memcpy(slots[i].path.data(), path.c_str(), path.size() + 1);
    slots[i].used = 1;
    slot_ = static_cast<int>(i);
    return;
  }
}
TemporaryPath::~TemporaryPath() {
  if (slot_ >= 0) slots[static_cast<std::size_t>(slot_)].used = 0;
}

}  // namespace digitlab::tools
