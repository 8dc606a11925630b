// One training at a time in a folder, and none lost unasked.
#include <csignal>
#include <filesystem>

#include "support/program.hpp"

namespace digitlab::tools {
namespace {

class TrainingFolder : public FilesTest {
 protected:
  Arguments train(const Arguments& more) const {
    Arguments arguments = {"train",         "--model", "lab",      "--data",
                           "synthetic:300", "--out",   path("run")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }
};

TEST_F(TrainingFolder, TakesOneTrainingAtATime) {
  RunningProgram first(train({"--epochs", "50000"}));
  ASSERT_TRUE(first.wait_for("epoch     1/"));
  for (const Arguments& more : {Arguments{}, Arguments{"--resume"}, Arguments{"--overwrite"}}) {
    expect_error(digitlab(train(more)), 1, {path("run"), "another training is writing there"});
  }
  expect_error(digitlab({"calibrate", "--run", path("run"), "--data", "synthetic:300"}), 1,
               {path("run"), "another training is writing there"});
  first.send(SIGKILL);
  EXPECT_EQ(first.finish().signal, SIGKILL);
  // The lock died with its holder, and left no file.
  expect_success(digitlab(train({"--epochs", "1", "--overwrite"})));
  EXPECT_EQ(files(), (std::vector<std::string>{"run/model.safetensors", "run/report.json"}));
}

TEST_F(TrainingFolder, OfTwoThatStartTogetherOneIsRefused) {
  const Arguments arguments = train({"--epochs", "400", "--overwrite"});
  RunningProgram first(arguments);
  RunningProgram second(arguments);
  const Outcome one = first.finish();
  const Outcome two = second.finish();
  EXPECT_EQ(one.exit_code + two.exit_code, 1) << one.err << two.err;
  EXPECT_NE((one.err + two.err).find("another training is writing there"), std::string::npos);
}

TEST_F(TrainingFolder, AFinishedTrainingIsNotReplacedUnasked) {
  expect_success(digitlab(train({"--epochs", "1"})));
  const std::string model = read("run/model.safetensors");
  const Outcome refused = digitlab(train({"--epochs", "1", "--seed", "2"}));
  expect_error(refused, 1, {"run/model.safetensors", "finished", "--overwrite"});
  // At once: before the data is looked for.
  expect_error(
      digitlab({"train", "--model", "lab", "--data", path("none.mat"), "--out", path("run")}), 1,
      {"finished"});
  EXPECT_TRUE(model == read("run/model.safetensors"));
  expect_success(digitlab(train({"--epochs", "1", "--seed", "2", "--overwrite"})));
  EXPECT_FALSE(model == read("run/model.safetensors"));
}

TEST_F(TrainingFolder, HalfATrainingIsNotReplacedUnaskedEither) {
  expect_success(digitlab(train({"--epochs", "1"})));
  for (const char* missing : {"run/model.safetensors", "run/report.json"}) {
    const std::string bytes = read(missing);
    std::filesystem::remove(path(missing));
    expect_error(digitlab(train({"--epochs", "1"})), 1, {"--overwrite"});
    expect_error(digitlab(train({"--epochs", "1", "--resume"})), 1, {"--overwrite"});
    write(missing, bytes);
  }
}

TEST_F(TrainingFolder, CalibrateReplacesNoOtherTrainingUnasked) {
  const Arguments data = {"--data", "synthetic:300"};
  expect_success(digitlab(train({"--epochs", "1"})));
  expect_success(digitlab({"train", "--model", "lab", "--data", "synthetic:300", "--epochs", "2",
                           "--out", path("other")}));
  const std::string other = read("other/report.json");
  Arguments calibrate = {"calibrate",     "--run", path("run"),  "--data",
                         "synthetic:300", "--out", path("other")};
  expect_error(digitlab(calibrate), 1, {"other/model.safetensors", "--overwrite"});
  EXPECT_TRUE(other == read("other/report.json"));
  calibrate.push_back("--overwrite");
  expect_success(digitlab(calibrate));
  // In place it is what was asked for, however the folder is written.
  expect_success(digitlab({"calibrate", "--run", path("run"), "--data", "synthetic:300"}));
  expect_success(digitlab(
      {"calibrate", "--run", path("run"), "--data", "synthetic:300", "--out", path("run/.")}));
}

TEST_F(TrainingFolder, ATrainingUnderNohupOutlivesItsTerminal) {
  RunOptions nohup;
  nohup.ignored = {SIGHUP};
  RunningProgram program(train({"--epochs", "300"}), nohup);
  ASSERT_TRUE(program.wait_for("epoch   2/"));
  program.send(SIGHUP);
  expect_success(program.finish());
}

TEST_F(TrainingFolder, TheCommandInTheReportCanBePasted) {
  const std::string name = "it's two words; $HOME";
  write("a, b.ndjson", "{\"word\":\"1\",\"drawing\":[[[5,5,6],[0,10,20]]]}\n");
  expect_success(
      digitlab({"train", "--model", "lab", "--data=" + path("a\\, b.ndjson") + ",synthetic:20",
                "--out", path("my run"), "--epochs", "1", "--name", name}));
  const auto report = nlohmann::json::parse(read("my run/report.json"));
  EXPECT_EQ(
      report.at("command"),
      "digitlab train --model lab '--data=a\\, b.ndjson,synthetic:20' --out 'my run' --epochs 1 "
      "--name 'it'\\''s two words; $HOME'");
  // A shell reads it back, word for word.
  const std::string words = report.at("command").get<std::string>().substr(8);
  const std::string script = "printf '%s\\n' " + words + " > '" + path("words") + "'";
  ASSERT_EQ(std::system(script.c_str()), 0);
  EXPECT_EQ(read("words"),
            "train\n--model\nlab\n--data=a\\, b.ndjson,synthetic:20\n--out\nmy run\n"
            "--epochs\n1\n--name\n" +
                name + "\n");
}

}  // namespace
}  // namespace digitlab::tools
