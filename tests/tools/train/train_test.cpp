// Training through the real program: what it writes, and that nothing gets lost.
#include <csignal>

#include "support/program.hpp"
#include "support/sample_files.hpp"

namespace digitlab::tools {
namespace {

class Train : public FilesTest {
 protected:
  Arguments train(const std::string& folder, const Arguments& more = {}) const {
    Arguments arguments = {"train",         "--model", "lab",       "--data",
                           "synthetic:300", "--out",   path(folder)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }
  /// Starts a training and kills it once `epoch` is done.
  void kill_after(const std::string& epoch, const Arguments& arguments,
                  int signal = SIGKILL) const {
    RunningProgram program(arguments);
    ASSERT_TRUE(program.wait_for("epoch " + epoch));
    program.send(signal);
    const Outcome outcome = program.finish();
    ASSERT_EQ(outcome.signal, signal) << "it ended before it was killed";
  }
};

TEST_F(Train, WritesAModelAndAReport) {
  const Outcome outcome = digitlab(train("run", {"--test", "synthetic:200:2", "--epochs", "3",
                                                 "--validation-split", "0.2", "--name", "mine"}));
  expect_success(outcome);
  EXPECT_NE(outcome.out.find("epoch 3/3"), std::string::npos) << outcome.out;
  EXPECT_EQ(files(), (std::vector<std::string>{"run/model.safetensors", "run/report.json"}));

  const auto report = nlohmann::json::parse(read("run/report.json"));
  EXPECT_EQ(report.at("schema"), "digitlab-report/1");
  EXPECT_EQ(report.at("model").at("name"), "mine");
  EXPECT_EQ(report.at("model").at("parameters"), 10575);
  EXPECT_EQ(report.at("model").at("input").at("order"), "column-major");
  EXPECT_EQ(report.at("data").at("train").at(0).at("source"), "synthetic:300:1");
  EXPECT_EQ(report.at("data").at("validation").at("samples"), 60);
  EXPECT_EQ(report.at("settings").at("learning_rate"), 1e-3);
  ASSERT_EQ(report.at("history").size(), 3U);
  EXPECT_TRUE(report.at("history").at(2).at("val_accuracy").is_number());
  EXPECT_EQ(report.at("test").at("samples"), 200);
  EXPECT_EQ(report.at("test").at("confusion").size(), 10U);
  EXPECT_EQ(report.at("pictures").at("height"), 28);
  // 28·28 bytes in base64.
  EXPECT_EQ(report.at("pictures").at("items").at(0).at("pixels").get<std::string>().size(), 1048U);
  EXPECT_EQ(report.at("first_layer").at("units").size(), 25U);
}

TEST_F(Train, TheReportSaysNothingAboutTheMachine) {
  write("a-images-idx3-ubyte", idx_images(30));
  write("a-labels-idx1-ubyte", idx_labels(30));
  expect_success(digitlab({"train", "--model=lab", "--data=" + path("a-images-idx3-ubyte"),
                           "--test", path("a-images-idx3-ubyte") + ",synthetic:20", "--out",
                           path("run/"), "--epochs", "1"}));
  const std::string folder = path("");
  EXPECT_EQ(read("run/report.json").find(folder), std::string::npos);
  EXPECT_EQ(read("run/model.safetensors").find(folder), std::string::npos);
  const auto report = nlohmann::json::parse(read("run/report.json"));
  EXPECT_EQ(report.at("command"),
            "digitlab train --model=lab --data=a-images-idx3-ubyte --test "
            "a-images-idx3-ubyte,synthetic:20 --out run --epochs 1");
  EXPECT_EQ(report.at("model").at("name"), "run");
}

TEST_F(Train, JsonIsOneObject) {
  const Outcome outcome =
      digitlab(train("run", {"--test", "synthetic:50:2", "--epochs", "2", "--json"}));
  expect_success(outcome);
  EXPECT_EQ(outcome.json().at("epochs"), 2);
  EXPECT_EQ(outcome.json().at("test").at("samples"), 50);
}

TEST_F(Train, TheSameSeedGivesTheSameFileAtAnyNumberOfThreads) {
  const Arguments settings = {"--epochs", "3", "--batch-size", "200", "--seed", "9"};
  expect_success(digitlab(train("a", settings)));
  Arguments threads = settings;
  threads.insert(threads.end(), {"--threads", "3"});
  expect_success(digitlab(train("b", threads)));
  EXPECT_TRUE(read("a/model.safetensors") == read("b/model.safetensors"));
  Arguments other = settings;
  other.back() = "10";
  expect_success(digitlab(train("c", other)));
  EXPECT_FALSE(read("a/model.safetensors") == read("c/model.safetensors"));
}

TEST_F(Train, ResumeAfterAKillGivesTheSameWeights) {
  for (const Arguments& settings :
       {Arguments{"--validation-split", "0.1"}, Arguments{"--optimizer", "sgd", "--momentum", "0.9",
                                                          "--schedule", "cosine", "--l2", "1"}}) {
    Arguments whole = train("whole", {"--epochs", "100"});
    Arguments killed = train("killed", {"--epochs", "100"});
    whole.insert(whole.end(), settings.begin(), settings.end());
    killed.insert(killed.end(), settings.begin(), settings.end());
    expect_success(digitlab(whole));
    kill_after("  5/100", killed);
    EXPECT_FALSE(exists("killed/model.safetensors"));
    killed.push_back("--resume");
    kill_after(" 20/100", killed);
    expect_success(digitlab(killed));
    EXPECT_TRUE(read("whole/model.safetensors") == read("killed/model.safetensors"));
    EXPECT_FALSE(exists("killed/checkpoint.safetensors"));
    const auto report = nlohmann::json::parse(read("killed/report.json"));
    EXPECT_EQ(report.at("history").size(), 100U);
    for (const char* folder : {"whole", "killed"}) {
      for (const char* file : {"/model.safetensors", "/report.json"}) {
        std::remove(path(std::string(folder) + file).c_str());
      }
    }
  }
}

TEST_F(Train, ResumeBeforeTheFirstEpochStartsAtTheBeginning) {
  expect_success(digitlab(train("a", {"--epochs", "2"})));
  expect_success(digitlab(train("b", {"--epochs", "2", "--resume"})));
  EXPECT_TRUE(read("a/model.safetensors") == read("b/model.safetensors"));
}

TEST_F(Train, ResumeOfAFinishedTrainingChangesNothing) {
  expect_success(digitlab(train("run", {"--epochs", "2"})));
  const std::string model = read("run/model.safetensors");
  const std::string report = read("run/report.json");
  const Outcome outcome = digitlab(train("run", {"--epochs", "2", "--resume"}));
  expect_success(outcome);
  EXPECT_NE(outcome.out.find("finished"), std::string::npos);
  EXPECT_TRUE(model == read("run/model.safetensors"));
  EXPECT_TRUE(report == read("run/report.json"));
}

TEST_F(Train, ResumeOfAnotherFinishedTrainingIsRefused) {
  expect_success(digitlab(train("run", {"--epochs", "2"})));
  expect_error(digitlab(train("run", {"--epochs", "3", "--resume"})), 1,
               {"model.safetensors", "other settings"});
}

TEST_F(Train, AKilledNewTrainingDoesNotPassForTheOldOne) {
  expect_success(digitlab(train("run", {"--epochs", "1"})));
  expect_success(digitlab(train("whole", {"--epochs", "50", "--seed", "2"})));
  kill_after(" 1/50", train("run", {"--epochs", "50", "--seed", "2", "--overwrite"}));
  expect_success(digitlab(train("run", {"--epochs", "50", "--seed", "2", "--resume"})));
  EXPECT_TRUE(read("whole/model.safetensors") == read("run/model.safetensors"));
}

TEST_F(Train, NamesThatAreNotUtf8AreNoReasonToFail) {
  expect_success(digitlab(train("\xe9t\xe9", {"--epochs", "1", "--name", "\xff"})));
  EXPECT_FALSE(nlohmann::json::parse(read("\xe9t\xe9/report.json")).is_null());
}

TEST_F(Train, ResumeWithOtherSettingsNamesTheDifference) {
  const std::string epochs = "5000";
  kill_after("   2/5000", train("run", {"--epochs", epochs}));
  const std::string checkpoint = read("run/checkpoint.safetensors");
  const auto resume = [&](const Arguments& more) {
    Arguments arguments = train("run", {"--resume"});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return digitlab(arguments);
  };
  expect_error(resume({"--epochs", epochs, "--learning-rate", "0.01"}), 1,
               {"checkpoint.safetensors", "--learning-rate 0.001, not 0.01"});
  expect_error(resume({"--epochs", epochs, "--batch-size", "16"}), 1, {"--batch-size 32, not 16"});
  expect_error(resume({"--epochs", epochs, "--seed", "2"}), 1, {"--seed 1, not 2"});
  expect_error(resume({"--epochs", epochs, "--schedule", "cosine"}), 1, {"--schedule"});
  expect_error(resume({"--epochs", "1"}), 1, {"--epochs 1"});
  expect_error(digitlab({"train", "--model", "lab", "--data", "synthetic:301", "--out", path("run"),
                         "--epochs", epochs, "--resume"}),
               1, {"other training data"});
  write("small.json", R"({"layers":[{"type":"Input","shape":[400]},{"type":"Dense","units":10}]})");
  expect_error(digitlab({"train", "--model", path("small.json"), "--data", "synthetic:300", "--out",
                         path("run"), "--epochs", epochs, "--resume"}),
               1, {"another network"});
  // Without --resume nothing is given up unasked.
  expect_error(digitlab(train("run", {"--epochs", "3"})), 1, {"--resume", "--overwrite"});
  EXPECT_TRUE(checkpoint == read("run/checkpoint.safetensors"));
  expect_success(digitlab(train("run", {"--epochs", "3", "--overwrite"})));
  EXPECT_FALSE(exists("run/checkpoint.safetensors"));
}

TEST_F(Train, EpochsMayBeRaisedAtAConstantRate) {
  expect_success(digitlab(train("whole", {"--epochs", "60"})));
  kill_after(" 2/50", train("run", {"--epochs", "50"}));
  expect_success(digitlab(train("run", {"--epochs", "60", "--resume"})));
  EXPECT_TRUE(read("whole/model.safetensors") == read("run/model.safetensors"));
}

TEST_F(Train, CtrlCStopsAndSaysHowToGoOn) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    RunningProgram program(train("run", {"--epochs", "50000", "--overwrite"}));
    ASSERT_TRUE(program.wait_for("epoch     2/"));
    program.send(signal);
    const Outcome outcome = program.finish();
    EXPECT_EQ(outcome.exit_code, 128 + signal);
    EXPECT_NE(outcome.err.find("--resume"), std::string::npos) << outcome.err;
    EXPECT_EQ(files(), std::vector<std::string>{"run/checkpoint.safetensors"});
  }
}

TEST_F(Train, OldResultsStayUntilTheNewOnesAreComplete) {
  expect_success(digitlab(train("run", {"--epochs", "1"})));
  const std::string model = read("run/model.safetensors");
  kill_after("    2/", train("run", {"--epochs", "10000", "--seed", "2", "--overwrite"}));
  EXPECT_TRUE(model == read("run/model.safetensors"));
  EXPECT_TRUE(exists("run/report.json"));
}

TEST_F(Train, FineTuningStartsFromTheModelsWeights) {
  expect_success(digitlab(train("first", {"--epochs", "20"})));
  expect_success(digitlab({"train", "--model", path("first/model.safetensors"), "--data",
                           "synthetic:300", "--out", path("second"), "--epochs", "1"}));
  const auto first = nlohmann::json::parse(read("first/report.json")).at("history");
  const auto second = nlohmann::json::parse(read("second/report.json")).at("history");
  EXPECT_LT(second.at(0).at("loss"), first.at(0).at("loss"));
}

TEST_F(Train, DivergenceIsAnErrorNotAModel) {
  expect_error(
      [&] {
        Outcome outcome = digitlab(train("run", {"--optimizer", "sgd", "--learning-rate", "100",
                                                 "--momentum", "0.99", "--l2", "1000000"}));
        outcome.out.clear();  // epochs that went well may have been printed
        return outcome;
      }(),
      1, {"finite"});
  EXPECT_FALSE(exists("run/model.safetensors"));
}

TEST_F(Train, PicturesComeFromTheSourceThatIsNamed) {
  expect_success(digitlab(
      train("run", {"--epochs", "1", "--test", "synthetic:50:2", "--pictures", "synthetic:40:3"})));
  const auto report = nlohmann::json::parse(read("run/report.json"));
  EXPECT_EQ(report.at("pictures").at("source"), "synthetic:40:3");
  EXPECT_EQ(report.at("data").at("pictures").at(0).at("samples"), 40);
  EXPECT_EQ(report.at("test").at("samples"), 50);
}

}  // namespace
}  // namespace digitlab::tools
