#include "train/checkpoint.hpp"

#include <algorithm>
#include <utility>

#include "digitlab/formats/safetensors.hpp"
#include "digitlab/formats/spec_json.hpp"
#include "digitlab/formats/training_state.hpp"

namespace digitlab::tools {
namespace {

constexpr const char* kKey = "checkpoint";
constexpr const char* kFormat = "digitlab-checkpoint/3";

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
  TensorFile file = to_tensor_file(checkpoint.state);
  file.metadata[kKey] = json_text(
      {{"format", kFormat}, {"identity", checkpoint.identity}, {"seconds", checkpoint.seconds}});
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
    Checkpoint checkpoint{record.at("identity"), parse_training_state(file),
                          record.at("seconds").get<std::vector<double>>()};
    if (checkpoint.seconds.size() != checkpoint.state.history.size()) {
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
