#include "train/checkpoint.hpp"

#include <algorithm>
#include <utility>

#include "digitlab/formats/safetensors.hpp"
#include "digitlab/nn/spec.hpp"

namespace digitlab::tools {
namespace {

constexpr const char* kKey = "checkpoint";
constexpr const char* kFormat = "digitlab-checkpoint/2";

std::optional<double> optional_number(const Json& value) {
  if (value.is_null()) return std::nullopt;
  return value.get<double>();
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

Json checksum(const std::optional<std::string>& sum) { return sum ? Json(*sum) : Json(); }

/// A file is known by its content, whatever it is called; generated digits by their name.
Json source_identity(const SourceRecord& source) {
  return {{"source", source.sha256 ? *source.sha256 : source.source},
          {"labels", checksum(source.labels_sha256)},
          {"writers", checksum(source.writers_sha256)},
          {"selection", source.selection}};
}

/// "learning_rate" → "--learning-rate"
std::string option_name(std::string key) {
  std::replace(key.begin(), key.end(), '_', '-');
  return "--" + key;
}

[[noreturn]] void fail_different(const std::string& what, const Json& stored, const Json& wanted) {
  throw Error("was made with " + what + " " + quoted(stored) + ", not " + quoted(wanted) +
              "; --resume needs the same settings and data");
}

void check_same_settings(const Checkpoint& checkpoint, const Json& stored, const Json& wanted) {
  for (const auto& [key, value] : wanted.items()) {
    const Json& before = stored.contains(key) ? stored.at(key) : Json();
    if (before == value) continue;
    if (key == "epochs" && wanted.at("schedule") == "constant") {
      if (value.get<int>() >= checkpoint.state.epoch) continue;
      throw Error("holds " + std::to_string(checkpoint.state.epoch) +
                  " epochs already, more than --epochs " + json_text(value));
    }
    fail_different(option_name(key), before, value);
  }
  for (const auto& [key, before] : stored.items()) {
    if (!wanted.contains(key)) fail_different(option_name(key), before, Json());
  }
}

}  // namespace

Json training_identity(const TrainingPlan& plan, const LoadedModel& model,
                       const std::vector<SourceRecord>& train,
                       const std::vector<SourceRecord>& validation) {
  Json identity = {
      {"architecture", parse_json(write_spec(model.network.spec()), "the architecture")},
      {"start", checksum(model.sha256)},
      {"settings", settings_json(plan)},
      {"data", Json::array()},
      {"validation", Json::array()}};
  for (const SourceRecord& source : train) identity["data"].push_back(source_identity(source));
  for (const SourceRecord& source : validation) {
    identity["validation"].push_back(source_identity(source));
  }
  return identity;
}

Bytes write_checkpoint(const Checkpoint& checkpoint) {
  const TrainerState& state = checkpoint.state;
  const Json record = {{"format", kFormat},
                       {"identity", checkpoint.identity},
                       {"epoch", state.epoch},
                       {"steps", state.steps},
                       {"history", history_json(state.history)},
                       {"seconds", checkpoint.seconds}};
  TensorFile file;
  file.metadata[kKey] = json_text(record);
  const auto add = [&](const char* name, const std::vector<float>& values) {
    if (!values.empty())
      file.tensors.push_back({name, {static_cast<Index>(values.size())}, values});
  };
  add("parameters", state.parameters);
  add("average", state.average);
  add("slots", state.slots);
  return write_safetensors(file);
}

Checkpoint parse_checkpoint(std::span<const std::uint8_t> bytes) {
  const TensorFile file = parse_safetensors(bytes);
  const auto found = file.metadata.find(kKey);
  if (found == file.metadata.end()) throw Error("is not a checkpoint of a training");
  try {
    const Json record = parse_json(found->second, "its record");
    if (record.at("format") != kFormat) {
      throw Error("is a checkpoint of format " + quoted(record.at("format")) + ", expected \"" +
                  kFormat + "\"");
    }
    Checkpoint checkpoint;
    checkpoint.identity = record.at("identity");
    checkpoint.state = {record.at("epoch").get<int>(),
                        record.at("steps").get<std::int64_t>(),
                        file.tensor("parameters").values,
                        file.has("average") ? file.tensor("average").values : std::vector<float>(),
                        file.tensor("slots").values,
                        parse_history(record.at("history"))};
    checkpoint.seconds = record.at("seconds").get<std::vector<double>>();
    if (checkpoint.state.epoch < 0 ||
        checkpoint.state.history.size() != static_cast<std::size_t>(checkpoint.state.epoch) ||
        checkpoint.seconds.size() != checkpoint.state.history.size()) {
      throw Error("is damaged: its history does not have one row an epoch");
    }
    return checkpoint;
  } catch (const Json::exception&) {
    throw Error("is damaged: its record cannot be read");
  }
}

void check_belongs(const Checkpoint& checkpoint, const Json& identity) {
  try {
    const Json& stored = checkpoint.identity;
    check_same_settings(checkpoint, stored.at("settings"), identity.at("settings"));
    for (const auto& [key, what] : {std::pair{"architecture", "another network"},
                                    std::pair{"start", "other weights to start from"},
                                    std::pair{"data", "other training data"},
                                    std::pair{"validation", "other validation data"}}) {
      if (stored.at(key) != identity.at(key)) {
        throw Error(std::string("was made with ") + what +
                    "; --resume needs the same settings and data");
      }
    }
  } catch (const Json::exception&) {
    throw Error("is damaged: its record cannot be read");
  }
}

}  // namespace digitlab::tools
