// The command line `digitlab`. Exit code 0: done; 1: failed, with one line on stderr; 2: the
// command line makes no sense; 128 + signal: interrupted.
#include <clocale>
#include <iostream>
#include <new>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include "commands/commands.hpp"
#include "digitlab/math/error.hpp"
#include "system/interrupt.hpp"
#include "system/printable.hpp"
#include "system/usage_error.hpp"

namespace {

using namespace digitlab::tools;

constexpr int kFailed = 1;
constexpr int kUsage = 2;

/// One line, whatever a damaged file put into the message.
int report_error(const std::string& message, int exit_code) {
  std::cerr << "digitlab: error: " << printable(message) << std::endl;
  return exit_code;
}

/// What was printed must have arrived; a failure that was told already stays the one that counts.
int flushed(int exit_code) {
  if (!std::cout.flush() && exit_code == 0) throw digitlab::Error("standard output: cannot write");
  return exit_code;
}

/// A standard stream that is closed must not become the number of the next file that is opened: in
/// its place comes one that cannot be used.
void keep_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) >= 0) continue;
    static_cast<void>(open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
  }
}

int run(int argc, char** argv) {
  Invocation invocation;
  invocation.arguments.assign(argv + 1, argv + argc);
  CLI::App app("Digitlab, a handwritten-digit laboratory: look at data, train a network, try it.",
               "digitlab");
  app.set_version_flag("--version", std::string("digitlab ") + DIGITLAB_VERSION);
  app.require_subcommand(0, 1);
  app.footer(
      "Example:\n  digitlab train --model lab --data synthetic:5000 --out build/first\n\n"
      "Each command has --help. Exit code: 0 done, 1 failed, 2 wrong use.");
  add_explore(app, invocation);
  add_summary(app, invocation);
  add_train(app, invocation);
  add_calibrate(app, invocation);
  add_evaluate(app, invocation);
  add_predict(app, invocation);
  add_synth(app, invocation);
  add_card(app, invocation);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return flushed(app.exit(error));  // --help, --version
    return report_error(std::string(error.what()) + " (see --help)", kUsage);
  }
  if (!invocation.run) {
    throw UsageError(
        "expected a command: explore, summary, train, calibrate, evaluate, predict, synth or card "
        "(see --help)");
  }
  return flushed(invocation.run());
}

}  // namespace

int main(int argc, char** argv) {
  keep_standard_streams();
  install_signal_handlers();
  try {
    return run(argc, argv);
  } catch (const UsageError& error) {
    return report_error(error.what(), kUsage);
  } catch (const std::bad_alloc&) {
    return report_error("not enough memory", kFailed);
  } catch (const std::exception& error) {
    return report_error(error.what(), kFailed);
  }
}
