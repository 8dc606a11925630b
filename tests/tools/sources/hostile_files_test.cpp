// Files that ask for much, or whose numbers are of no use: the program gives one line, at once.
#include <chrono>
#include <filesystem>

#include "digitlab/formats/model_file.hpp"
#include "digitlab/formats/safetensors.hpp"
#include "digitlab/nn/network.hpp"
#include "digitlab/reading/shipped_specs.hpp"
#include "support/program.hpp"
#include "support/sample_files.hpp"

namespace digitlab::tools {
namespace {

constexpr std::size_t kDeep = 100000;

std::string nested(const std::string& before, std::size_t depth = kDeep) {
  return before + std::string(depth, '[') + std::string(depth, ']');
}

class HostileFiles : public FilesTest {
 protected:
  std::string write_model(const std::string& name, const TensorFile& file) const {
    const std::vector<std::uint8_t> bytes = write_safetensors(file);
    return write(name, {bytes.begin(), bytes.end()});
  }

  TensorFile read_model(const std::string& name) const {
    const std::string bytes = read(name);
    return parse_safetensors({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  }

  // A lab network whose weights are finite and whose outputs are not.
  std::string overflowing() const {
    Model model{Network<float>(lab_spec())};
    model.network.initialize(1);
    for (float& value : model.network.parameters()) value *= 1e30F;
    return write_model("overflowing.safetensors", to_tensor_file(model, ""));
  }

  void train_small(const std::string& folder) const {
    expect_success(digitlab({"train", "--model", "lab", "--data", "synthetic:60", "--epochs", "1",
                             "--out", path(folder)}));
  }
};

TEST_F(HostileFiles, SpecificationsNestedDeeplyAreRefused) {
  for (const char* before : {"", R"({"layers":)", R"({"layers":[{"type":"Input","shape":)"}) {
    expect_error(digitlab({"summary", "--model", write("deep.json", nested(before))}), 1,
                 {"deep.json", *before == '{' ? "64 deep" : "is not a JSON object"});
    expect_error(digitlab({"summary", "--model", write("less.json", nested(before, 50))}), 1,
                 {"less.json"});
  }
}

TEST_F(HostileFiles, ModelsNestedDeeplyAreRefused) {
  train_small("run");
  TensorFile file = read_model("run/model.safetensors");
  for (const char* key : {kArchitectureKey, kCalibrationKey}) {
    TensorFile deep = file;
    deep.metadata[key] = nested("");
    const std::string model = write_model("deep.safetensors", deep);
    expect_error(digitlab({"summary", "--model", model}), 1, {"deep.safetensors", "64 deep"});
  }
  // Only a command that reads the record of the training minds it.
  file.metadata[kTrainingKey] = nested(R"({"settings":)") + "}";
  write_model("run/model.safetensors", file);
  expect_error(digitlab({"card", "--run", path("run")}), 1, {"model.safetensors", "64 deep"});
}

TEST_F(HostileFiles, ReportsNestedDeeplyOrTooLongAreRefused) {
  train_small("run");
  const std::string report = read("run/report.json");
  const std::string start = R"({"schema":"digitlab-report/1","settings":)";
  write("run/report.json", nested(start) + "}");
  expect_error(digitlab({"card", "--run", path("run")}), 1, {"report.json", "64 deep"});
  write("run/report.json", nested(R"({"schema":)", 50) + "}");
  expect_error(digitlab({"card", "--run", path("run")}), 1,
               {"report.json", "is of schema a list of 1, expected \"digitlab-report/1\""});
  write("run/report.json", report + std::string(34000000, ' '));
  expect_error(digitlab({"card", "--run", path("run")}), 1, {"report.json", "expected at most"});
  auto json = nlohmann::json::parse(report);
  json["history"] = nlohmann::json::array();
  json["settings"]["seed"] = 0;
  write("run/report.json", json.dump());
  expect_error(digitlab({"calibrate", "--run", path("run"), "--data", "synthetic:60"}), 1,
               {"report.json"});
}

TEST_F(HostileFiles, ReportsOfManyRowsAreRefusedBeforeACardIsMade) {
  train_small("run");
  auto report = nlohmann::json::parse(read("run/report.json"));
  auto rows = nlohmann::json::array();
  for (int i = 0; i < 100000; ++i) {
    rows.push_back(
        {{"kind", std::to_string(i)}, {"held_out", false}, {"samples", 1}, {"refused", 1}});
  }
  report["non_digits"] = std::move(rows);
  write("run/report.json", report.dump());
  expect_error(digitlab({"card", "--run", path("run")}), 1,
               {"report.json", "non_digits has 100000 rows, expected at most 200"});
}

TEST_F(HostileFiles, CheckpointsNestedDeeplyAreRefused) {
  TensorFile file;
  file.metadata["checkpoint"] =
      nested(R"({"format":"digitlab-checkpoint/2","epoch":0,"identity":)") + "}";
  std::filesystem::create_directory(path("run"));
  write_model("run/checkpoint.safetensors", file);
  expect_error(digitlab({"train", "--model", "lab", "--data", "synthetic:60", "--out", path("run"),
                         "--resume"}),
               1, {"checkpoint.safetensors", "64 deep"});
}

TEST_F(HostileFiles, AHeaderOfManyKeysIsRefusedAtOnce) {
  std::string header = "{";
  for (int i = 0; i < 100000; ++i) {
    header.append(i == 0 ? "\"" : ",\"").append(std::to_string(i)).append("\":0");
  }
  header += '}';
  std::string bytes(8, '\0');
  for (std::size_t i = 0; i < 4; ++i) bytes[i] = static_cast<char>(header.size() >> (8 * i));
  const std::string model = write("keys.safetensors", bytes + header);
  const auto start = std::chrono::steady_clock::now();
  expect_error(digitlab({"summary", "--model", model}), 1, {"keys.safetensors", "100000 tensors"});
  // Where each key was looked for among all before it, it took a minute.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST_F(HostileFiles, InkNestedDeeplyOrEndlessIsRefused) {
  train_small("run");
  const Arguments predict = {"predict", "--model", path("run/model.safetensors"), "--ink",
                             path("ink.ndjson")};
  write("ink.ndjson", nested(R"({"drawing":)") + "}\n");
  expect_error(digitlab(predict), 1, {"ink.ndjson: line 1", "64 deep"});
  std::string strokes = R"({"drawing":[[[0],[0]])";
  for (int i = 0; i < 1000000; ++i) strokes += ",[[],[]]";
  write("ink.ndjson", strokes + "]}\n");
  expect_error(digitlab(predict), 1, {"ink.ndjson: line 1", "longer than 4 MB"});
  // As many points as the cap leaves room for are read.
  std::string points = "0";
  for (int i = 1; i < 260000; ++i) points += i % 2 == 0 ? ",0" : ",9";
  write("ink.ndjson", R"({"drawing":[[[)" + points + "],[" + points + "]]]}\n");
  expect_success(digitlab(predict));
}

TEST_F(HostileFiles, ANetworkWhoseOutputsAreNoNumbersIsOneLine) {
  const std::string model = overflowing();
  write("ink.ndjson", R"({"word":"1","drawing":[[[0,5],[0,50]],[[30,35],[0,50]]]})"
                      "\n");
  const std::vector<std::string> parts = {"overflowing.safetensors", "no finite numbers"};
  for (const Arguments& more : std::vector<Arguments>{
           {"predict", "--ink", path("ink.ndjson")},
           {"predict", "--ink", path("ink.ndjson"), "--json"},
           {"predict", "--data", "synthetic:4", "--index", "1"},
           {"evaluate", "--data", "synthetic:20"},
           {"evaluate", "--data", "synthetic:20", "--json"},
           {"evaluate", "--data", path("ink.ndjson")},
           {"evaluate", "--numbers", path("ink.ndjson")},
       }) {
    Arguments arguments = more;
    arguments.insert(arguments.begin() + 1, {"--model", model});
    expect_error(digitlab(arguments), 1, parts);
  }
}

}  // namespace
}  // namespace digitlab::tools
