// Fitting anew what a trained network refuses.
#include "support/program.hpp"

namespace digitlab::tools {
namespace {

class Calibrate : public FilesTest {
 protected:
  Calibrate() {
    Arguments arguments = {"train", "--model", "lab", "--epochs", "3", "--out", path("run")};
    arguments.insert(arguments.end(), data_.begin(), data_.end());
    expect_success(digitlab(arguments));
  }
  /// `replaced` of the data by another source.
  Arguments calibrate(const std::string& replaced = "", const std::string& by = "") const {
    Arguments arguments = {"calibrate", "--run", path("run"), "--out", path("again")};
    for (std::size_t i = 0; i < data_.size(); i += 2) {
      if (data_[i] == replaced && by.empty()) continue;
      arguments.push_back(data_[i]);
      arguments.push_back(data_[i] == replaced ? by : data_[i + 1]);
    }
    return arguments;
  }
  nlohmann::json report(const std::string& folder) const {
    return nlohmann::json::parse(read(folder + "/report.json"));
  }

  const Arguments data_ = {"--data",       "synthetic:400,non-digits:120:3@train",
                           "--validation", "synthetic:200:3",
                           "--test",       "synthetic:100:2",
                           "--pictures",   "synthetic:50:4"};
};

TEST_F(Calibrate, ComesToWhatTheTrainingCameTo) {
  const Outcome run = digitlab(calibrate());
  expect_success(run);
  EXPECT_NE(run.out.find("again/report.json"), std::string::npos);
  EXPECT_EQ(read("again/model.safetensors"), read("run/model.safetensors"));
  nlohmann::json again = report("again");
  const std::string command = again["calibration"]["command"];
  EXPECT_TRUE(command.starts_with("digitlab calibrate --run run --out again --data ")) << command;
  again["calibration"].erase("command");
  EXPECT_EQ(again, report("run"));
  EXPECT_EQ(again["calibration"]["no_digit_parameters"], 16);  // fifteen hidden units and a bias
}

TEST_F(Calibrate, RefusesOtherDataThanTheTrainings) {
  expect_error(
      digitlab(calibrate("--data", "synthetic:400")), 1,
      {"--data", "training's: synthetic:400:1, expected synthetic:400:1, non-digits:120:3@train"});
  expect_error(digitlab(calibrate("--validation", "synthetic:200:9")), 1,
               {"--validation", "synthetic:200:9", "expected synthetic:200:3"});
  expect_error(digitlab(calibrate("--test")), 1, {"--test", "none", "expected synthetic:100:2"});
  expect_error(digitlab(calibrate("--pictures")), 1, {"--pictures", "expected synthetic:50:4"});
  EXPECT_FALSE(exists("again"));
}

TEST_F(Calibrate, AReportThatLacksSomethingIsNamed) {
  nlohmann::json damaged = report("run");
  damaged["data"].erase("pictures");
  write("run/report.json", damaged.dump());
  expect_error(digitlab(calibrate()), 1, {"run/report.json", "lacks"});
  EXPECT_FALSE(exists("again"));
}

TEST_F(Calibrate, WithoutNonDigitsThereIsNoUnit) {
  expect_success(digitlab({"train", "--model", "lab", "--epochs", "1", "--data", "synthetic:300",
                           "--validation-split", "0.2", "--out", path("plain")}));
  EXPECT_EQ(report("plain")["calibration"]["no_digit_parameters"], 0);
  expect_success(digitlab({"calibrate", "--run", path("plain"), "--data", "synthetic:300", "--out",
                           path("again"), "--json"}));
  EXPECT_EQ(read("again/model.safetensors"), read("plain/model.safetensors"));
}

}  // namespace
}  // namespace digitlab::tools
