// Training a network that imitates others, through the real program.
#include <csignal>

#include "support/program.hpp"

namespace digitlab::tools {
namespace {

class TrainTeacher : public FilesTest {
 protected:
  TrainTeacher() {
    expect_success(digitlab(train("first", {"--seed", "1"})));
    expect_success(digitlab(train("second", {"--seed", "2"})));
  }

  std::string model(const std::string& folder) const { return path(folder + "/model.safetensors"); }

  Arguments train(const std::string& folder, const Arguments& more = {},
                  const std::string& epochs = "4") const {
    Arguments arguments = {"train",           "--model", "lab",       "--data", "synthetic:600",
                           "--epochs",        epochs,    "--augment", "1",      "--test",
                           "synthetic:100:9", "--out",   path(folder)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  Arguments imitate(const std::string& folder, const Arguments& more = {},
                    const std::string& epochs = "4") const {
    Arguments arguments = train(folder,
                                {"--teacher", model("first") + "," + model("second"),
                                 "--temperature", "3", "--variations", "2"},
                                epochs);
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }
};

TEST_F(TrainTeacher, TellsWhomItImitated) {
  expect_success(digitlab(imitate("student")));
  const auto settings = nlohmann::json::parse(read("student/report.json")).at("settings");
  ASSERT_EQ(settings.at("teacher").size(), 2U);
  EXPECT_EQ(settings.at("teacher").at(0).get<std::string>().size(), 64U);
  EXPECT_NE(settings.at("teacher").at(0), settings.at("teacher").at(1));
  EXPECT_EQ(settings.at("teacher_weight"), 0.9);
  EXPECT_EQ(settings.at("temperature"), 3);
  EXPECT_EQ(settings.at("variations"), 2);
}

TEST_F(TrainTeacher, GivesTheSameBytesAtAnyNumberOfThreadsAndAfterAKill) {
  expect_success(digitlab(imitate("one", {"--threads", "1"})));
  expect_success(digitlab(imitate("three", {"--threads", "3"})));
  EXPECT_EQ(read("one/model.safetensors"), read("three/model.safetensors"));
  {
    RunningProgram program(imitate("killed"));
    ASSERT_TRUE(program.wait_for("epoch 3"));
    program.send(SIGKILL);
    program.finish();
  }
  expect_success(digitlab(imitate("killed", {"--resume"})));
  EXPECT_EQ(read("one/model.safetensors"), read("killed/model.safetensors"));
}

TEST_F(TrainTeacher, KeepsWhatTeachersSaidForOtherSeeds) {
  const auto with_advice = [&](const std::string& folder, const std::string& seed) {
    return imitate(folder, {"--seed", seed, "--advice", path("advice")});
  };
  expect_success(digitlab(imitate("asking", {"--seed", "2"})));
  expect_success(digitlab(with_advice("first-seed", "1")));
  EXPECT_TRUE(exists("advice/variation-1.safetensors"));
  EXPECT_TRUE(exists("advice/variation-2.safetensors"));
  EXPECT_FALSE(exists("advice/variation-3.safetensors"));
  const std::string before = read("advice/variation-1.safetensors");
  expect_success(digitlab(with_advice("second-seed", "2")));
  EXPECT_EQ(read("advice/variation-1.safetensors"), before);
  EXPECT_EQ(read("asking/model.safetensors"), read("second-seed/model.safetensors"));
}

TEST_F(TrainTeacher, TakesNoAdviceFromOthersOrFromADamagedFile) {
  expect_success(digitlab(imitate("student", {"--advice", path("advice")})));
  const std::string file = path("advice/variation-1.safetensors");
  expect_error(digitlab(train("other", {"--teacher", model("first"), "--variations", "2",
                                        "--advice", path("advice")})),
               1, {file, "other teachers"});
  write("advice/variation-1.safetensors", "not a tensor file");
  expect_error(digitlab(imitate("again", {"--advice", path("advice")})), 1, {file});
  write("advice/variation-1.safetensors", read("first/model.safetensors"));
  expect_error(digitlab(imitate("again", {"--advice", path("advice"), "--overwrite"})), 1, {file});
  expect_error(digitlab(train("run", {"--teacher", model("first"), "--advice", path("advice")})), 2,
               {"--advice", "--variations"});
}

TEST_F(TrainTeacher, RefusesToGoOnWithOtherTeachers) {
  expect_success(digitlab(imitate("student")));
  expect_error(digitlab(train("student", {"--teacher", model("first"), "--resume"})), 1,
               {"student/model.safetensors", "other settings"});
}

TEST_F(TrainTeacher, RefusesToGoOnWithoutThem) {
  {
    RunningProgram program(imitate("killed", {}, "300"));
    ASSERT_TRUE(program.wait_for("epoch   2"));
    program.send(SIGKILL);
    ASSERT_EQ(program.finish().signal, SIGKILL) << "it ended before it was killed";
  }
  expect_error(digitlab(train("killed", {"--variations", "2", "--resume"}, "300")), 1,
               {"checkpoint.safetensors", "--teacher"});
}

TEST_F(TrainTeacher, RefusesTeachersThatItCannotAsk) {
  expect_error(digitlab(train("run", {"--teacher", path("none.safetensors")})), 1,
               {"none.safetensors"});
  expect_error(digitlab(train("run", {"--teacher", "lab"})), 2, {"lab", "without weights"});
  expect_error(digitlab(train("run", {"--temperature", "2"})), 2, {"--teacher"});
  expect_error(digitlab(imitate("run", {"--teacher-weight", "1.5"})), 2, {"--teacher-weight"});
  expect_error(digitlab(train("run", {"--variations", "-1"})), 2, {"--variations"});
  EXPECT_FALSE(exists("run"));
}

}  // namespace
}  // namespace digitlab::tools
