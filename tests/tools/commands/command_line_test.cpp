// The command line itself: help, usage errors, exit codes.
#include <cstdlib>

#include "support/program.hpp"

namespace digitlab::tools {
namespace {

TEST(CommandLine, EachCommandHasHelpWithAnExample) {
  for (const char* command :
       {"explore", "summary", "train", "evaluate", "predict", "synth", "card"}) {
    const Outcome run = digitlab({command, "--help"});
    expect_success(run);
    EXPECT_NE(run.out.find("Example"), std::string::npos) << run.out;
    EXPECT_NE(run.out.find(std::string("digitlab ") + command), std::string::npos) << run.out;
    EXPECT_NE(run.out.find("--json"), std::string::npos) << run.out;
  }
  expect_success(digitlab({"--help"}));
  EXPECT_EQ(digitlab({"--version"}).out.rfind("digitlab ", 0), 0U);
}

TEST(CommandLine, WrongUseIsExitCode2) {
  expect_error(digitlab({}), 2);
  expect_error(digitlab({"paint"}), 2);
  expect_error(digitlab({"summary"}), 2, {"--model"});
  expect_error(digitlab({"summary", "--model", "lab", "--colour"}), 2, {"--colour"});
  expect_error(digitlab({"summary", "--model", "elephant"}), 2, {"elephant"});
  expect_error(digitlab({"evaluate", "--model", "lab", "--data", "synthetic:10"}), 2, {"lab"});
  expect_error(digitlab({"predict", "--model", "a.safetensors"}), 2);
  expect_error(digitlab({"predict", "--model", "a.safetensors", "--data", "synthetic:3"}), 2,
               {"--index"});
}

TEST(CommandLine, SourcesOfNoKnownFormAreExitCode2) {
  for (const char* source : {"digits.csv", "", "synthetic:10,", "synthetic:", "synthetic:0",
                             "synthetic:-5", "synthetic:abc", "synthetic:10:x", "synthetic:1e3",
                             "synthetic:99999999999999999999", "synthetic:10:-1"}) {
    expect_error(digitlab({"train", "--model", "lab", "--data", source, "--out", "/proc/none"}), 2,
                 {"data"});
  }
}

TEST(CommandLine, NumbersThatMakeNoSenseAreExitCode2) {
  const std::vector<std::pair<std::string, Arguments>> cases = {
      {"--epochs", {"0", "-1", "nan", "1e9", "abc", "", "3.5", "99999999999999999999"}},
      {"--batch-size", {"0", "-1", "nan", "1e9", "abc", "1000000000"}},
      {"--learning-rate", {"0", "-1", "nan", "inf", "1e9", "abc"}},
      {"--l2", {"-1", "nan", "abc"}},
      {"--seed", {"-1", "x", "99999999999999999999"}},
      {"--validation-split", {"-0.1", "1", "nan"}},
      {"--momentum", {"1", "-1", "nan"}},
      {"--threads", {"-1", "abc", "100000"}},
      {"--optimizer", {"adamant", ""}},
      {"--schedule", {"weekly"}},
  };
  for (const auto& [option, values] : cases) {
    for (const std::string& value : values) {
      SCOPED_TRACE(option + " " + value);
      expect_error(digitlab({"train", "--model", "lab", "--data", "synthetic:10", "--out",
                             "/proc/none", option, value}),
                   2, {option});
    }
  }
  for (const char* count : {"0", "-3", "many", "1e12"}) {
    expect_error(digitlab({"synth", "--count", count, "--out", "/proc/none.mat"}), 2, {"--count"});
  }
}

TEST(CommandLine, OutputThatCannotBeWrittenIsExitCode1) {
  const Outcome run = digitlab({"summary", "--model", "lab"}, {.stdout_to = "/dev/full"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.err, "digitlab: error: standard output: cannot write\n");
}

TEST(CommandLine, HelpThatCannotBeWrittenIsExitCode1) {
  std::vector<Arguments> lines = {{"--help"}, {"--version"}};
  for (const char* command :
       {"explore", "summary", "train", "calibrate", "evaluate", "predict", "synth", "card"}) {
    lines.push_back({command, "--help"});
  }
  for (const Arguments& line : lines) {
    SCOPED_TRACE(line.front());
    const Outcome run = digitlab(line, {.stdout_to = "/dev/full"});
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_EQ(run.err, "digitlab: error: standard output: cannot write\n");
  }
}

class ClosedOutput : public FilesTest {};

TEST_F(ClosedOutput, IsNotMistakenForTheFileThatIsWritten) {
  const std::string program = DIGITLAB_PROGRAM;
  const std::string explore = "'" + program + "' explore --data synthetic:3 --out '";
  const std::string quiet = "' 2>/dev/null >";
  ASSERT_EQ(std::system((explore + path("a.png") + quiet + "/dev/null").c_str()), 0);
  EXPECT_NE(std::system((explore + path("b.png") + quiet + "&-").c_str()), 0);
  EXPECT_EQ(read("b.png"), read("a.png"));
}

TEST(Summary, PrintsTheLabsTable) {
  const Outcome run = digitlab({"summary", "--model", "lab"});
  expect_success(run);
  for (const char* part :
       {"my_model", "L1 (Dense)", "(None, 25)", "10,025", "390", "160", "10,575"}) {
    EXPECT_NE(run.out.find(part), std::string::npos) << run.out;
  }
  const Outcome json = digitlab({"summary", "--model", "lab", "--json"});
  expect_success(json);
  EXPECT_EQ(json.json().at("parameters"), 10575);
  EXPECT_EQ(json.json().at("layers").size(), 3U);
}

class SummaryFiles : public FilesTest {};

TEST_F(SummaryFiles, ReadsASpecification) {
  write("spec.json", R"({"name":"small","layers":[{"type":"Input","shape":[784]},
    {"type":"Dense","units":16,"activation":"sigmoid"},{"type":"Dense","units":10}]})");
  const Outcome run = digitlab({"summary", "--model", path("spec.json")});
  expect_success(run);
  EXPECT_NE(run.out.find("12,730"), std::string::npos) << run.out;
}

TEST_F(SummaryFiles, RefusesASpecificationThatMakesNoSense) {
  expect_error(digitlab({"summary", "--model", path("none.json")}), 1,
               {"none.json", "No such file"});
  expect_error(digitlab({"summary", "--model", write("empty.json", "")}), 1, {"empty.json"});
  expect_error(digitlab({"summary", "--model", write("list.json", "[]")}), 1, {"list.json"});
  expect_error(digitlab({"summary", "--model", write("deep.json", std::string(100000, '['))}), 1,
               {"deep.json"});
  expect_error(digitlab({"summary", "--model",
                         write("units.json", R"({"layers":[{"type":"Input","shape":[400]},
                      {"type":"Dense","name":"out","units":0}]})")}),
               1, {"units.json", "layer 2", "units"});
  expect_error(digitlab({"summary", "--model",
                         write("huge.json", R"({"layers":[{"type":"Input","shape":[400]},
                      {"type":"Dense","units":99999999999},{"type":"Dense","units":10}]})")}),
               1, {"huge.json"});
}

}  // namespace
}  // namespace digitlab::tools
