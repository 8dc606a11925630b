/// @file
/// What training says while it runs.
#pragma once

#include <chrono>
#include <iosfwd>
#include <string>

#include "digitlab/train/trainer.hpp"

namespace digitlab::tools {

/// On a terminal one line that is drawn over and over: epoch, bar, figures, time left. Elsewhere
/// one plain line an epoch.
class Progress {
 public:
  enum class Style { kBar, kLines, kSilent };

  /// @param first_epoch  epochs that were done before this run, for the estimate of the time left
  Progress(std::ostream& out, Style style, int epochs, int first_epoch);

  void batch_done(const Trainer& trainer, double batch_loss);
  void epoch_done(const EpochReport& report, double seconds);
  /// Ends the bar's line.
  void finish();

 private:
  using Clock = std::chrono::steady_clock;

  std::ostream& out_;
  Style style_;
  int epochs_;
  int first_epoch_;
  int last_epoch_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_drawn_;
  std::string last_figures_;
};

}  // namespace digitlab::tools
