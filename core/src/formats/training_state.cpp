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

std::optional<double> optional_number(const Json& value) {
  if (value.is_null()) return std::nullopt;
  return value.get<double>();
}

// A whole number from 0. What the library would make of another is not defined.
template <typename T>
T count_of(const Json& record, const char* key) {
  const Json& value = record.at(key);
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<T>::max());
  if (value.is_number_unsigned() && value.get<std::uint64_t>() <= kMost) return value.get<T>();
  throw Error("is damaged: \"" + std::string(key) + "\" is " + quoted(value) +
              ", expected a whole number");
}

std::vector<EpochReport> parse_history(const Json& rows) {
  std::vector<EpochReport> history;
  for (const Json& row : rows) {
    history.push_back({count_of<int>(row, "epoch"), row.at("loss").get<double>(),
                       row.at("accuracy").get<double>(), optional_number(row.at("val_loss")),
                       optional_number(row.at("val_accuracy"))});
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
  const Json& record = document.root();
  try {
    if (record.at("format") != kFormat) {
      throw Error("is a state of format " + quoted(record.at("format")) + ", expected \"" +
                  kFormat + "\"");
    }
    const Json& loss = record.at("epoch_loss");
    TrainerState state{count_of<int>(record, "epoch"),
                       count_of<Index>(record, "batch"),
                       count_of<std::int64_t>(record, "steps"),
                       file.tensor("parameters").values,
                       file.has("average") ? file.tensor("average").values : std::vector<float>(),
                       file.has("slots") ? file.tensor("slots").values : std::vector<float>(),
                       {loss.at("loss").get<double>(), count_of<Index>(loss, "labelled"),
                        count_of<Index>(loss, "correct")},
                       parse_history(record.at("history"))};
    if (state.history.size() != static_cast<std::size_t>(state.epoch)) {
      throw Error("is damaged: its history does not have one row an epoch");
    }
    return state;
  } catch (const Json::exception&) {
    throw Error("is damaged: its record lacks something or holds something else");
  }
}

}  // namespace digitlab
