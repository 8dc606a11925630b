#include "settings.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "convert.hpp"
#include "digitlab/nn/optimizer.hpp"

namespace digitlab::wasm {
namespace {

using emscripten::val;

// Beyond these, a number is a slip of the finger.
constexpr double kMostEpochs = 100000;
constexpr double kMostBatch = 1000000;
constexpr double kFactorLimit = 4;  // of the usual strengths

// Reads an object's fields, whatever kinds of settings there are; those that are missing stay.
class FieldReader final : public Settings {
 public:
  explicit FieldReader(const val& object) : object_(object) {}

  void count(const char* key, Index& value, Index most) override {
    value =
        static_cast<Index>(whole(key, static_cast<double>(value), 1, static_cast<double>(most)));
  }
  void sides(const char* key, Index& height, Index& width) override {
    count(key, height, kLargestSide);
    width = height;
  }
  void number(const char* key, double& value, double least, double limit) override {
    const val field = find(key, "number");
    if (field.isUndefined()) return;
    value = field.as<double>();
    require(value >= least && value < limit, key, value,
            "at least " + number_text(least) + " and less than " + number_text(limit));
  }
  void flag(const char* key, bool& value) override {
    const val field = find(key, "boolean");
    if (!field.isUndefined()) value = field.as<bool>();
  }
  void word(const char* key, std::size_t& value, std::span<const char* const> words) override {
    const val field = find(key, "string");
    if (field.isUndefined()) return;
    const auto word = field.as<std::string>();
    const auto found = std::find(words.begin(), words.end(), word);
    if (found != words.end()) {
      value = static_cast<std::size_t>(found - words.begin());
      return;
    }
    std::string known;
    for (const char* one : words) known += (known.empty() ? "" : ", ") + std::string(one);
    throw Error(std::string(key) + " is no word that is known, expected one of " + known);
  }
  using Settings::word;

  double whole(const char* key, double fallback, double low, double high) {
    const val field = find(key, "number");
    return field.isUndefined() ? fallback : to_whole(field, key, low, high);
  }

  // After all settings were asked for: a typing error must not pass for a default.
  void check_keys() const {
    const auto keys =
        emscripten::vecFromJSArray<std::string>(val::global("Object").call<val>("keys", object_));
    for (const std::string& key : keys) {
      if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
      throw Error("the settings have an unknown key \"" + key.substr(0, 40) +
                  "\"; an optimizer's own settings go with that optimizer only");
    }
  }

 private:
  val find(const char* key, const char* type) {
    known_.emplace_back(key);
    val field = object_[key];
    if (!field.isUndefined()) check_type(field, key, type);
    return field;
  }

  const val& object_;
  std::vector<std::string> known_;
};

OptimizerSpec read_optimizer(FieldReader& fields) {
  const std::vector<OptimizerSpec>& kinds = optimizer_kinds();
  std::vector<const char*> names;
  for (const OptimizerSpec& kind : kinds) names.push_back(kind.name());
  std::size_t place = 0;
  static_cast<Settings&>(fields).word("optimizer", place, names);
  OptimizerSpec optimizer = kinds[place];
  optimizer.describe(fields);
  return optimizer;
}

}  // namespace

TrainingSettings to_training_settings(const val& settings) {
  TrainingSettings result;
  if (settings.isUndefined()) return result;
  check_type(settings, "the settings", "object");
  constexpr std::array<const char*, 3> kSchedules = {"constant", "cosine", "exponential"};
  constexpr double kNoLimit = std::numeric_limits<double>::infinity();
  FieldReader fields(settings);
  TrainerOptions& trainer = result.trainer;
  trainer.epochs = static_cast<int>(fields.whole("epochs", trainer.epochs, 1, kMostEpochs));
  fields.count("batchSize", trainer.batch_size, static_cast<Index>(kMostBatch));
  trainer.optimizer = read_optimizer(fields);
  fields.number("learningRate", trainer.schedule.base, 0, kNoLimit);
  fields.word("schedule", trainer.schedule.kind, kSchedules);
  fields.number("finalFraction", trainer.schedule.final_fraction, 0, kNoLimit);
  fields.number("warmupFraction", trainer.schedule.warmup_fraction, 0, 1);
  fields.number("l2", trainer.l2, 0, kNoLimit);
  fields.number("weightDecay", trainer.weight_decay, 0, kNoLimit);
  fields.number("labelSmoothing", trainer.label_smoothing, 0, 1);
  fields.number("averageDecay", trainer.average_decay, 0, 1);
  fields.count("normalizationRows", trainer.normalization_rows, static_cast<Index>(kMostBatch));
  trainer.seed = static_cast<std::uint64_t>(
      fields.whole("seed", static_cast<double>(trainer.seed), 0, kMostSeed));
  fields.number("augment", result.augment, 0, kFactorLimit);
  result.variations =
      static_cast<int>(fields.whole("variations", result.variations, 0, kMostEpochs));
  fields.number("validationSplit", result.validation_split, 0, 1);
  fields.check_keys();
  trainer.check();
  return result;
}

}  // namespace digitlab::wasm
