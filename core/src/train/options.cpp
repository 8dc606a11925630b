#include "digitlab/train/options.hpp"

#include <string>

#include "digitlab/math/check.hpp"

namespace digitlab {
namespace {

// An optimizer's settings lie in their ranges.
class SettingsCheck final : public Settings {
 public:
  void count(const char* key, Index& value, Index most) override {
    require_range(key, static_cast<double>(value), 1, static_cast<double>(most));
  }
  void sides(const char* key, Index& height, Index& width) override {
    count(key, height, kLargestSide);
    count(key, width, kLargestSide);
  }
  void number(const char* key, double& value, double least, double limit) override {
    require(value >= least && value < limit, key, value,
            "at least " + number_text(least) + " and less than " + number_text(limit));
  }
  void flag(const char* /*key*/, bool& /*value*/) override {}
  void word(const char* key, std::size_t& value, std::span<const char* const> words) override {
    require(value < words.size(), key, static_cast<double>(value), "one of its words");
  }
};

}  // namespace

void TrainerOptions::check() const {
  require(epochs >= 1, "epochs", epochs, "at least 1");
  require(batch_size >= 1, "batch size", static_cast<double>(batch_size), "at least 1");
  require(normalization_rows >= 1, "normalization rows", static_cast<double>(normalization_rows),
          "at least 1");
  require_positive("learning rate", schedule.base);
  require(schedule.final_fraction > 0 && schedule.final_fraction <= 1, "final fraction",
          schedule.final_fraction, "more than 0 and at most 1");
  require_share_below_one("warm-up fraction", schedule.warmup_fraction);
  require_not_negative("L2", l2);
  require_not_negative("weight decay", weight_decay);
  require_share_below_one("label smoothing", label_smoothing);
  require_share_below_one("average decay", average_decay);
  SettingsCheck check;
  OptimizerSpec(optimizer).describe(check);
}

}  // namespace digitlab
