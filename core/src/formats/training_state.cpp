#include "digitlab/formats/training_state.hpp"

#include <utility>

#include "digitlab/math/error.hpp"
#include "formats/json.hpp"

namespace digitlab {
namespace {

constexpr const char* kFormat = "digitlab-training-state/1";

std::optional<double> optional_number(const Json& value) {
  if (value.is_null()) return std::nullopt;
  return value.get<double>();
}

Json write_history(const std::vector<EpochReport>& history) {
  Json rows = Json::array();
  for (const EpochReport& epoch : history) {
    rows.push_back({{"epoch", epoch.epoch},
                    {"loss", epoch.loss},
                    {"accuracy", epoch.accuracy},
                    {"val_loss", epoch.val_loss ? Json(*epoch.val_loss) : Json()},
                    {"val_accuracy", epoch.val_accuracy ? Json(*epoch.val_accuracy) : Json()}});
  }
  return rows;
}

std::vector<EpochReport> parse_history(const Json& rows) {
  std::vector<EpochReport> history;
  for (const Json& row : rows) {
    history.push_back({row.at("epoch").get<int>(), row.at("loss").get<double>(),
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
                       {"history", write_history(state.history)}};
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
  const Json record = parse_json(found->second, "the state's record");
  try {
    if (record.at("format") != kFormat) {
      throw Error("is a state of format " + quoted(record.at("format")) + ", expected \"" +
                  kFormat + "\"");
    }
    const Json& loss = record.at("epoch_loss");
    TrainerState state{record.at("epoch").get<int>(),
                       record.at("batch").get<Index>(),
                       record.at("steps").get<std::int64_t>(),
                       file.tensor("parameters").values,
                       file.has("average") ? file.tensor("average").values : std::vector<float>(),
                       file.has("slots") ? file.tensor("slots").values : std::vector<float>(),
                       {loss.at("loss").get<double>(), loss.at("labelled").get<Index>(),
                        loss.at("correct").get<Index>()},
                       parse_history(record.at("history"))};
    if (state.epoch < 0 || state.history.size() != static_cast<std::size_t>(state.epoch)) {
      throw Error("is damaged: its history does not have one row an epoch");
    }
    return state;
  } catch (const Json::exception&) {
    throw Error("is damaged: its record lacks something or holds something else");
  }
}

}  // namespace digitlab
