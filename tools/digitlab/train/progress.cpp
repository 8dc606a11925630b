#include "train/progress.hpp"

#include <ostream>

#include "report/figures.hpp"

namespace digitlab::tools {
namespace {

constexpr int kBarWidth = 24;
constexpr std::chrono::milliseconds kRedrawAfter(100);

std::string epoch_figures(const EpochReport& report) {
  std::string text = "loss " + fixed(report.loss, 4) + "  accuracy " + percent(report.accuracy);
  if (report.val_loss && report.val_accuracy) {
    text += "  val_loss " + fixed(*report.val_loss, 4) + "  val_accuracy " +
            percent(*report.val_accuracy);
  }
  return text;
}

/// "1:05 left"
std::string time_left(double seconds) {
  const double rounded = seconds + 0.5;
  const auto whole = static_cast<long>(rounded);
  const std::string rest = std::to_string(whole % 60);
  return std::to_string(whole / 60) + ":" + (rest.size() < 2 ? "0" : "") + rest + " left";
}

}  // namespace

Progress::Progress(std::ostream& out, Style style, int epochs, int first_epoch)
    : out_(out),
      style_(style),
      epochs_(epochs),
      first_epoch_(first_epoch),
      last_epoch_(first_epoch) {}

void Progress::batch_done(const Trainer& trainer, double batch_loss) {
  const Clock::time_point now = Clock::now();
  if (style_ != Style::kBar || now - last_drawn_ < kRedrawAfter) return;
  last_drawn_ = now;
  const double done = trainer.epoch() + static_cast<double>(trainer.batch()) /
                                            static_cast<double>(trainer.batches_per_epoch());
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  const double here = done - first_epoch_;
  const auto filled = static_cast<std::size_t>(kBarWidth * done / epochs_);
  out_ << "\repoch " << std::min(trainer.epoch() + 1, epochs_) << "/" << epochs_ << " ["
       << std::string(filled, '#') << std::string(kBarWidth - filled, '.') << "] ";
  out_ << (last_figures_.empty() ? "loss " + fixed(batch_loss, 4) : last_figures_);
  if (here > 0) out_ << "  " << time_left(elapsed * (epochs_ - done) / here);
  out_ << "\033[K" << std::flush;
}

void Progress::epoch_done(const EpochReport& report, double seconds) {
  last_epoch_ = report.epoch;
  last_figures_ = epoch_figures(report);
  if (style_ != Style::kLines) return;
  const std::string total = std::to_string(epochs_);
  // Flushed, so that a log grows while one looks at it.
  out_ << "epoch " << pad_left(std::to_string(report.epoch), total.size()) << "/" << total << "  "
       << last_figures_ << "  " << fixed(seconds, 2) << " s" << std::endl;
}

void Progress::finish() {
  if (style_ == Style::kBar) {
    out_ << "\repoch " << last_epoch_ << "/" << epochs_ << "  " << last_figures_ << "\033[K\n";
  }
}

}  // namespace digitlab::tools
