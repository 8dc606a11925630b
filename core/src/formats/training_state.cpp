#include "digitlab/formats/training_state.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "digitlab/math/error.hpp"
#include "formats/json.hpp"
#include "formats/report_json.hpp"

namespace digitlab {
namespace {

constexpr const char* kFormat = "digitlab-training-state/1";

JsonValue member_of(const JsonValue& record, const char* key) {
  const JsonValue value = record.member(key);
  if (value.exists()) return value;
  throw Error("is damaged: its record lacks \"" + std::string(key) + "\"");
}

double number_of(const JsonValue& record, const char* key) {
  const JsonValue value = member_of(record, key);
  if (value.is_number()) return value.number();
  throw Error("is damaged: \"" + std::string(key) + "\" is " + quoted(value) +
              ", expected a number");
}

std::optional<double> optional_number_of(const JsonValue& record, const char* key) {
  if (member_of(record, key).is_null()) return std::nullopt;
  return number_of(record, key);
}

// A whole number from 0.
template <typename T>
T count_of(const JsonValue& record, const char* key) {
  const JsonValue value = member_of(record, key);
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<T>::max());
  if (value.is_count() && value.count() <= kMost) return static_cast<T>(value.count());
  throw Error("is damaged: \"" + std::string(key) + "\" is " + quoted(value) +
              ", expected a whole number");
}

std::vector<EpochReport> parse_history(const JsonValue& rows) {
  std::vector<EpochReport> history;
  for (const auto& [none, row] : rows.items()) {
    history.push_back({count_of<int>(row, "epoch"), number_of(row, "loss"),
                       number_of(row, "accuracy"), optional_number_of(row, "val_loss"),
                       optional_number_of(row, "val_accuracy")});
  }
  return history;
}

}  // namespace

TensorFile to_tensor_file(const TrainerState& state) {
  const Json record = {{"format", kFormat},
                       {"epoch", state.epoch},
                       {"batch", state.batch},
                       {"steps", state.steps},
                       {"epoch_loss",
                        {{"loss", state.epoch_loss.loss},
                         {"labelled", state.epoch_loss.labelled},
                         {"correct", state.epoch_loss.correct}}},
                       {"history", history_json(state.history)}};
  TensorFile file;
  file.metadata[kStateKey] = record.dump();
  const auto add = [&](const char* name, const std::vector<float>& values) {
    if (!values.empty()) {
      file.tensors.push_back({name, {static_cast<Index>(values.size())}, values});
    }
  };
  add("parameters", state.parameters);
  add("average", state.average);
  add("slots", state.slots);
  return file;
}

TrainerState parse_training_state(const TensorFile& file) {
  const auto found = file.metadata.find(kStateKey);
  if (found == file.metadata.end()) throw Error("is not the state of a training");
  const JsonDocument document = parse_json(found->second, "the state's record");
  const JsonValue record = document.root();
  if (const JsonValue format = member_of(record, "format"); !is_text(format, kFormat)) {
    throw Error("is a state of format " + quoted(format) + ", expected \"" + kFormat + "\"");
  }
  const JsonValue loss = member_of(record, "epoch_loss");
  TrainerState state{count_of<int>(record, "epoch"),
                     count_of<Index>(record, "batch"),
                     count_of<std::int64_t>(record, "steps"),
                     file.tensor("parameters").values,
                     file.has("average") ? file.tensor("average").values : std::vector<float>(),
                     file.has("slots") ? file.tensor("slots").values : std::vector<float>(),
                     {number_of(loss, "loss"), count_of<Index>(loss, "labelled"),
                      count_of<Index>(loss, "correct")},
                     parse_history(member_of(record, "history"))};
  if (state.history.size() != static_cast<std::size_t>(state.epoch)) {
    throw Error("is damaged: its history does not have one row an epoch");
  }
  return state;
}

}  // namespace digitlab
