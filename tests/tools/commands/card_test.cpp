// Model cards: written from the figures alone, and only from figures that belong together.
#include "support/program.hpp"

namespace digitlab::tools {
namespace {

class Card : public FilesTest {
 protected:
  Card() { train("run", "1"); }
  void train(const std::string& folder, const std::string& seed) const {
    expect_success(digitlab({"train", "--model", "lab", "--data", "synthetic:300", "--validation",
                             "synthetic:100:3", "--test", "synthetic:200:2", "--epochs", "2",
                             "--seed", seed, "--name", "mine", "--out", path(folder)}));
  }
  Arguments card(const Arguments& more = {}) const {
    Arguments arguments = {"card", "--run", path("run")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }
  /// As tools/bench/seeds.mjs writes it.
  nlohmann::json seeds() const {
    const auto report = nlohmann::json::parse(read("run/report.json"));
    auto settings = report.at("settings");
    settings.erase("seed");
    return {{"schema", "digitlab-seeds/1"},
            {"settings", settings},
            {"train", report.at("data").at("train")},
            {"runs", {{{"seed", 1}}, {{"seed", 2}}, {{"seed", 3}}}},
            {"figures",
             {{{"role", "test"},
               {"source", "synthetic:200:2"},
               {"mean", 0.91234},
               {"deviation", 0.00321}}}}};
  }
};

TEST_F(Card, TellsWhatTheNetworkIsAndHowGood) {
  write("notes.md", "Ones with a long flag look like sevens.\n");
  write("seeds.json", seeds().dump());
  const Outcome run = digitlab(card({"--notes", path("notes.md"), "--seeds", path("seeds.json"),
                                     "--command", "train-both.sh DIR"}));
  expect_success(run);
  const std::string text = read("run/model-card.md");
  const auto report = nlohmann::json::parse(read("run/report.json"));
  for (const char* part :
       {"# Model card: mine", "10,575 parameters", "## Intended use", "91.23 ± 0.32 %",
        "| test | `synthetic:200:2` | 200 |", "| validation | `synthetic:100:3` | 100 |",
        "3 trainings", "    train-both.sh DIR\n", "taken for", "Hardest digit",
        "Ones with a long flag", "| epochs | 2 |", "## Confidence", "expected calibration error",
        "| doodle | ", "| shapes kept back |"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << " is not in\n" << text;
  }
  EXPECT_NE(text.find(report.at("command").get<std::string>()), std::string::npos);
  EXPECT_EQ(text.find(path("")), std::string::npos) << "it names a folder of this machine";

  expect_success(digitlab(card({"--out", path("else.md"), "--json"})));
  EXPECT_EQ(read("else.md").find("± "), std::string::npos);
}

TEST_F(Card, FiguresOfAnotherTrainingAreRefused) {
  train("other", "2");
  write("run/model.safetensors", read("other/model.safetensors"));
  expect_error(digitlab(card()), 1, {"model.safetensors", "report.json"});
  EXPECT_FALSE(exists("run/model-card.md"));
}

TEST_F(Card, SeedsOfAnotherRecipeAreRefused) {
  auto other = seeds();
  other["settings"]["epochs"] = 3;
  expect_error(digitlab(card({"--seeds", write("seeds.json", other.dump())})), 1,
               {"seeds.json", "other settings"});
  other = seeds();
  other["train"][0]["source"] = "synthetic:301:1";
  expect_error(digitlab(card({"--seeds", write("seeds.json", other.dump())})), 1,
               {"seeds.json", "other settings or data"});
  other = seeds();
  other.erase("figures");
  expect_error(digitlab(card({"--seeds", write("seeds.json", other.dump())})), 1,
               {"seeds.json", "lacks"});
  expect_error(digitlab(card({"--seeds", write("seeds.json", "{}")})), 1,
               {"seeds.json", "digitlab-seeds/1"});
  EXPECT_FALSE(exists("run/model-card.md"));
}

TEST_F(Card, AFolderWithoutATrainingIsRefused) {
  expect_error(digitlab({"card", "--run", path("none")}), 1, {"report.json", "No such file"});
  expect_error(digitlab(card({"--notes", path("none.md")})), 1, {"none.md", "No such file"});
  write("run/report.json", R"({"schema":"digitlab-report/1"})");
  expect_error(digitlab(card()), 1, {"report.json", "lacks"});
  write("run/report.json", "hello");
  expect_error(digitlab(card()), 1, {"report.json", "is not a JSON object"});
  write("run/report.json", "[]");
  expect_error(digitlab(card()), 1, {"report.json", "not a JSON object"});
  EXPECT_FALSE(exists("run/model-card.md"));
}

}  // namespace
}  // namespace digitlab::tools
