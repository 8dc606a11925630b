// The real data sets and the course's published figures.
#include <array>
#include <cmath>

#include "digitlab/ink/resize.hpp"
#include "sources/data_source.hpp"
#include "support/program.hpp"
#include "system/thread_pool.hpp"

namespace digitlab::tools {
namespace {

constexpr const char* kCourseData = "course/ex3data1.mat";
constexpr const char* kCourseWeights = "course/ex3weights.mat";
constexpr const char* kMnistTrain = "mnist/train-images-idx3-ubyte.gz";
constexpr const char* kMnistTest = "mnist/t10k-images-idx3-ubyte.gz";

class RealData : public FilesTest {};

TEST_F(RealData, CourseWeightsGiveTheCoursesFigures) {
  DIGITLAB_NEEDS(data, kCourseData);
  DIGITLAB_NEEDS(weights, kCourseWeights);
  const auto plain = digitlab({"evaluate", "--model", weights, "--data", data, "--json"}).json();
  EXPECT_EQ(plain.at("samples"), 5000);
  EXPECT_DOUBLE_EQ(plain.at("accuracy"), 0.9752);
  EXPECT_NEAR(plain.at("cost"), 0.287629, 5e-7);
  const auto with_penalty =
      digitlab({"evaluate", "--model", weights, "--data", data, "--l2", "1", "--json"}).json();
  EXPECT_NEAR(with_penalty.at("cost"), 0.383770, 5e-7);
  EXPECT_EQ(with_penalty.at("loss"), plain.at("loss"));
  EXPECT_EQ(with_penalty.at("confusion").size(), 10U);
}

TEST_F(RealData, OurResizeOfMnistIsTheCoursesData) {
  DIGITLAB_NEEDS(course_file, kCourseData);
  DIGITLAB_NEEDS(mnist_file, kMnistTrain);
  const LoadedData course = load_data(course_file, serial_for);
  const LoadedData mnist = load_data(mnist_file, serial_for);
  std::array<Index, kClasses> found{};
  double worst = 0;
  for (Index i = 0; i < mnist.dataset.size(); ++i) {
    const std::uint8_t label = mnist.dataset.label(i);
    if (found[label] == 500) continue;
    // Digit 0 comes first, 500 of each.
    const Index same = 500 * label + found[label]++;
    std::array<float, 784> image{};
    std::array<float, 400> resized{};
    for (Index p = 0; p < 784; ++p) image[static_cast<std::size_t>(p)] = mnist.dataset.image(i)[p];
    resize_mnist_to_course(image.data(), resized.data());
    ASSERT_EQ(course.dataset.label(same), label);
    for (Index p = 0; p < 400; ++p) {
      const float expected = course.dataset.image(same)[p];
      worst = std::max(
          worst, std::abs(static_cast<double>(resized[static_cast<std::size_t>(p)] - expected)));
    }
  }
  EXPECT_EQ(found, (std::array<Index, kClasses>{500, 500, 500, 500, 500, 500, 500, 500, 500, 500}));
  EXPECT_LE(worst, 1e-6);
  RecordProperty("largest_difference", std::to_string(worst * 1e9) + "e-9");
}

TEST_F(RealData, EachFileHoldsWhatItsCardSays) {
  const std::vector<std::pair<const char*, int>> files = {{kCourseData, 5000},
                                                          {kMnistTrain, 60000},
                                                          {kMnistTest, 10000},
                                                          {"ink/pendigits-train.ndjson.gz", 7494},
                                                          {"ink/unipen-train.ndjson.gz", 10563}};
  for (const auto& [name, samples] : files) {
    DIGITLAB_NEEDS(file, name);
    const Outcome outcome =
        digitlab({"explore", "--data", file, "--out", path("grid.png"), "--json"});
    expect_success(outcome);
    EXPECT_EQ(outcome.json().at("samples"), samples);
  }
}

TEST_F(RealData, TheLabLearnsTheCoursesDataInAFewEpochs) {
  DIGITLAB_NEEDS(data, kCourseData);
  DIGITLAB_NEEDS(test, kMnistTest);
  expect_success(digitlab({"train", "--model", "lab", "--data", data, "--test", test, "--epochs",
                           "8", "--out", path("run")}));
  const auto report = nlohmann::json::parse(read("run/report.json"));
  EXPECT_GE(report.at("history").at(7).at("accuracy"), 0.92);
  EXPECT_GE(report.at("test").at("accuracy"), 0.88);
  const auto evaluated =
      digitlab({"evaluate", "--model", path("run/model.safetensors"), "--data", test, "--json"})
          .json();
  EXPECT_EQ(evaluated.at("accuracy"), report.at("test").at("accuracy"));
}

}  // namespace
}  // namespace digitlab::tools
