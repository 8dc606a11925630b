/// @file
/// The commands of `digitlab`, one source file each.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace digitlab::tools {

/// What the command line asked for.
struct Invocation {
  std::vector<std::string> arguments;  ///< as given, the program's name left out
  std::function<int()> run;            ///< the chosen command; returns the exit code
};

/// Each adds one command with its options to `app`. When the command line names it, parsing leaves
/// what to do in `invocation.run`.
void add_explore(CLI::App& app, Invocation& invocation);
void add_summary(CLI::App& app, Invocation& invocation);
void add_train(CLI::App& app, Invocation& invocation);
void add_calibrate(CLI::App& app, Invocation& invocation);
void add_evaluate(CLI::App& app, Invocation& invocation);
void add_predict(CLI::App& app, Invocation& invocation);
void add_synth(CLI::App& app, Invocation& invocation);
void add_card(CLI::App& app, Invocation& invocation);

/// Seeds beyond this would not survive JSON, where readers keep numbers as doubles.
inline constexpr double kMaxSeed = 9007199254740992;  // 2^53

inline constexpr double kMaxThreads = 1024;

/// A finite number from `low` to `high`, for `CLI::Option::check`.
CLI::Validator number_in(double low, double high);
/// The same without `low` itself.
CLI::Validator number_above(double low, double high);

}  // namespace digitlab::tools
