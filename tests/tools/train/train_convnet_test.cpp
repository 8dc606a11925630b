// Training convnet through the real program: small runs, but every option of the shipped recipe.
#include <csignal>

#include "digitlab/formats/model_file.hpp"
#include "support/program.hpp"
#include "support/sample_files.hpp"

namespace digitlab::tools {
namespace {

class TrainConvnet : public FilesTest {
 protected:
  Arguments train(const std::string& folder, const Arguments& more = {}) const {
    Arguments arguments = {"train",
                           "--model",
                           "convnet",
                           "--data",
                           "synthetic:160",
                           "--validation",
                           "synthetic:30:7",
                           "--out",
                           path(folder),
                           "--epochs",
                           "3",
                           "--batch-size",
                           "64",
                           "--learning-rate",
                           "0.004",
                           "--schedule",
                           "cosine",
                           "--warmup",
                           "0.1",
                           "--weight-decay",
                           "0.02",
                           "--average-decay",
                           "0.9",
                           "--augment",
                           "1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }
};

TEST_F(TrainConvnet, ShipsFoldedWeightsInHalfPrecision) {
  expect_success(digitlab(train("run", {"--precision", "half", "--test", "synthetic:60:9"})));
  const std::string bytes = read("run/model.safetensors");
  EXPECT_LT(bytes.size(), 60'000U);
  const TensorFile file =
      parse_safetensors({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  for (const Tensor& tensor : file.tensors) {
    EXPECT_EQ(tensor.type, TensorType::kFloat16) << tensor.name;
    EXPECT_EQ(tensor.name.find("norm"), std::string::npos) << tensor.name;
  }

  // The report's figures are those of the file, rounded weights and all.
  const auto report = nlohmann::json::parse(read("run/report.json"));
  const Outcome evaluation = digitlab(
      {"evaluate", "--model", path("run/model.safetensors"), "--data", "synthetic:60:9", "--json"});
  expect_success(evaluation);
  EXPECT_EQ(nlohmann::json::parse(evaluation.out).at("loss"), report.at("test").at("loss"));
  EXPECT_EQ(report.at("validation").at(0).at("source"), "synthetic:30:7");
  EXPECT_EQ(report.at("validation").at(0).at("samples"), 30);
  EXPECT_EQ(report.at("first_layer").at("height"), 3);
  EXPECT_EQ(report.at("first_layer").at("units").size(), 32U);
  EXPECT_EQ(report.at("model").at("layers").at(0).at("output_shape"),
            nlohmann::json::parse("[26, 26, 32]"));
}

TEST_F(TrainConvnet, GivesTheSameBytesAtAnyNumberOfThreads) {
  expect_success(digitlab(train("one", {"--threads", "1"})));
  expect_success(digitlab(train("three", {"--threads", "3"})));
  EXPECT_EQ(read("one/model.safetensors"), read("three/model.safetensors"));
}

TEST_F(TrainConvnet, ResumesAfterAKillWithTheSameBytes) {
  expect_success(digitlab(train("whole")));
  {
    RunningProgram program(train("killed"));
    ASSERT_TRUE(program.wait_for("epoch 1"));
    program.send(SIGKILL);
    ASSERT_EQ(program.finish().signal, SIGKILL) << "it ended before it was killed";
  }
  expect_success(digitlab(train("killed", {"--resume"})));
  EXPECT_EQ(read("whole/model.safetensors"), read("killed/model.safetensors"));
}

TEST_F(TrainConvnet, IsSummarizedWithTheShapesOfItsImages) {
  const Outcome run = digitlab({"summary", "--model", "convnet"});
  expect_success(run);
  EXPECT_NE(run.out.find("depth1 (DepthwiseConv2D)"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("(None, 26, 26, 32)"), std::string::npos) << run.out;
}

TEST_F(TrainConvnet, RefusesSettingsThatMakeNoSense) {
  for (const Arguments& wrong :
       {Arguments{"--weight-decay", "-1"}, Arguments{"--label-smoothing", "1"},
        Arguments{"--average-decay", "1"}, Arguments{"--augment", "-0.1"},
        Arguments{"--augment", "nan"}, Arguments{"--precision", "double"},
        Arguments{"--warmup", "2"}}) {
    expect_error(digitlab(train("run", wrong)), 2, {wrong[0]});
  }
  EXPECT_EQ(files(), std::vector<std::string>{});
}

}  // namespace
}  // namespace digitlab::tools
