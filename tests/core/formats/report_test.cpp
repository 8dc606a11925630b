#include "digitlab/formats/report.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/assess/answers.hpp"
#include "digitlab/math/error.hpp"
#include "formats/report_json.hpp"
#include "support/trainings.hpp"

namespace digitlab {
namespace {

constexpr std::size_t kMostBytes = 1U << 25U;

// Three epochs of the lab on bars, three quarters of them.
struct Reported {
  Dataset data{bars(300, 1)};
  Model model{Network<float>(lab_spec())};
  TrainingRun run;

  Reported() {
    model.network.initialize(3);
    PlainSamples samples(data);
    run.settings.trainer = few_epochs(3);
    run.settings.validation_split = 0.25;
    Trainer trainer(model.network, samples, split_dataset(300, 0.25, 1), run.settings.trainer);
    run.history = trainer.run().history;
    run.name = "bars";
    run.data = "300 bars";
    run.train_samples = 225;
    run.validation_samples = 75;
    run.seconds = {1.5, 2};
  }
  Json report(const std::optional<TestData>& test = std::nullopt) const {
    const std::string text = write_report(model, run, test);
    EXPECT_LE(text.size(), kMostBytes);
    return Json::parse(text);
  }
};

TEST(Report, TellsOfATrainingWithoutFiles) {
  const Reported reported;
  const Json report = reported.report();
  EXPECT_EQ(report.at("schema"), "digitlab-report/1");
  EXPECT_EQ(report.at("model").at("name"), "bars");
  EXPECT_EQ(report.at("model").at("parameters"), 10575);
  EXPECT_EQ(report.at("model").at("layers").size(), 3U);
  EXPECT_EQ(report.at("data").at("train").at(0).at("source"), "300 bars");
  EXPECT_EQ(report.at("data").at("train").at(0).at("samples"), 300);
  EXPECT_TRUE(report.at("data").at("train").at(0).at("sha256").is_null());
  EXPECT_EQ(report.at("data").at("validation").at("samples"), 75);
  EXPECT_EQ(report.at("settings").at("epochs"), 3);
  const Json& history = report.at("history");
  ASSERT_EQ(history.size(), 3U);
  EXPECT_EQ(history.at(1).at("loss").get<double>(), reported.run.history[1].loss);
  EXPECT_EQ(history.at(2).at("val_accuracy").get<double>(), *reported.run.history[2].val_accuracy);
  EXPECT_EQ(history.at(1).at("seconds"), 2);
  EXPECT_EQ(history.at(2).at("seconds"), 0);
  EXPECT_TRUE(report.at("test").is_null());
  EXPECT_TRUE(report.at("pictures").is_null());
  EXPECT_EQ(report.at("first_layer").at("units").size(), 25U);
}

TEST(Report, HasTheFiguresOfItsTest) {
  const Reported reported;
  Dataset unseen(bars(200, 2, 1));  // labelled wrongly, so that there are errors
  unseen.add(bars(50, 3));
  const Json report = reported.report(TestData{&unseen, "unseen"});
  const Answers answers = answer_all(reported.model, unseen);
  const Json& test = report.at("test");
  EXPECT_EQ(test.at("samples"), 250);
  EXPECT_EQ(test.at("accuracy").get<double>(), answers.evaluation.accuracy);
  ASSERT_EQ(test.at("sources").size(), 1U);
  EXPECT_EQ(test.at("sources").at(0).at("samples"), 250);
  EXPECT_GE(test.at("errors").size(), 150U);
  EXPECT_EQ(report.at("pictures").at("height"), 20);
  EXPECT_EQ(report.at("data").at("test").at(0).at("source"), "unseen");
  for (const Json& item : report.at("pictures").at("items")) {
    EXPECT_EQ(item.at("pixels").get<std::string>().size(), 400 / 3 * 4U + 4U);
  }
}

TEST(Report, OfANetworkThatKnowsMoreThanTenClasses) {
  Reported reported;
  reported.model = Model{Network<float>(parse_spec(R"({"layers": [
      {"type": "Input", "shape": [400]}, {"type": "Dense", "name": "out", "units": 254}]})"))};
  // All biases but one are 0: the answer is always 250.
  reported.model.network.parameters()[400 * 254 + 250] = 1;
  const Json report = reported.report(TestData{&reported.data, "bars"});
  EXPECT_EQ(report.at("test").at("confusion").size(), 254U);
  // Up to 12 of each digit.
  EXPECT_EQ(report.at("pictures").at("items").size(), 120U);
  EXPECT_EQ(report.at("pictures").at("items").at(0).at("predicted"), 250);
}

TEST(Report, RefusesTestSamplesThatAreNoDigits) {
  const Reported reported;
  const Dataset others(ImageSet::of_non_digits(20, 20, std::vector<std::uint8_t>(800, 9)));
  EXPECT_THROW(reported.report(TestData{&others, "others"}), Error);
}

}  // namespace
}  // namespace digitlab
