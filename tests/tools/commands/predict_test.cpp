// Answers for single digits: pictures, ink, samples.
#include <cmath>

#include "digitlab/generate/digits.hpp"
#include "pictures/png_file.hpp"
#include "support/program.hpp"

namespace digitlab::tools {
namespace {

/// One model for all tests, trained on generated digits.
class Predict : public FilesTest {
 protected:
  static void SetUpTestSuite() {
    folder_ = new std::string(testing::TempDir() + "digitlab-predict-" + std::to_string(getpid()));
    expect_success(digitlab({"train", "--model", "lab", "--data", "synthetic:3000,non-digits:1000",
                             "--epochs", "15", "--out", *folder_}));
  }
  static void TearDownTestSuite() {
    std::remove((*folder_ + "/model.safetensors").c_str());
    std::remove((*folder_ + "/report.json").c_str());
    std::remove(folder_->c_str());
    delete folder_;
  }
  static std::string model() { return *folder_ + "/model.safetensors"; }

  Outcome predict(const Arguments& what) const {
    Arguments arguments = {"predict", "--model", model(), "--json"};
    arguments.insert(arguments.end(), what.begin(), what.end());
    return digitlab(arguments);
  }
  std::string write_picture(const std::string& name, const GrayPicture& picture) const {
    return write(name, std::string(as_text(write_png(picture))));
  }

 private:
  static std::string* folder_;
};
std::string* Predict::folder_ = nullptr;

/// A framed digit, enlarged and put somewhere on a large sheet.
GrayPicture scan_of(const ImageSet& digits, Index index, bool dark_ink) {
  constexpr Index kZoom = 9;
  GrayPicture sheet{400, 520, {}};
  const ImageView image = digits.image(index);
  for (Index row = 0; row < sheet.height; ++row) {
    for (Index column = 0; column < sheet.width; ++column) {
      const Index y = (row - 90) / kZoom;
      const Index x = (column - 200) / kZoom;
      const bool inside = row >= 90 && column >= 200 && y < 28 && x < 28;
      const float ink = inside ? image[y * 28 + x] : 0;
      const float noise = static_cast<float>((row * 31 + column * 17) % 9);
      const float gray = dark_ink ? 235 - 200 * ink - noise : 20 + 200 * ink + noise;
      sheet.pixels.push_back(static_cast<std::uint8_t>(std::lround(gray)));
    }
  }
  return sheet;
}

// A loop and a stem that touch, as schools teach it.
TEST(ShippedNetworks, ReadTheNinesOfTwoStrokes) {
  DIGITLAB_NEEDS_CASE(nines, "31-schoolbook-nine/nine-loop-and-stem.ndjson");
  for (const std::string name : {"convnet", "lab"}) {
    for (int line = 1; line <= 4; ++line) {
      const Outcome outcome = digitlab({"predict", "--json", "--model",
                                        DIGITLAB_MODELS "/" + name + "/model.safetensors", "--ink",
                                        nines, "--line", std::to_string(line)});
      expect_success(outcome);
      EXPECT_EQ(outcome.json().at("text"), "9") << name << ", line " << line;
    }
  }
}

TEST_F(Predict, ASampleOfADataSet) {
  const auto result = predict({"--data", "synthetic:20:4", "--index", "13"}).json();
  EXPECT_EQ(result.at("probabilities").size(), 10U);
  EXPECT_EQ(result.at("label"), 3);
  expect_error(predict({"--data", "synthetic:20:4", "--index", "20"}), 1, {"0 to 19"});
  expect_error(predict({"--data", "synthetic:20:4", "--index", "-1"}), 2, {"--index"});
}

TEST_F(Predict, ScansDarkOnLightAndLightOnDarkAsTheSampleItself) {
  const ImageSet digits = synthesize_images(15, 4);
  int agree = 0;
  for (Index i = 0; i < digits.size(); ++i) {
    const auto direct =
        predict({"--data", "synthetic:15:4", "--index", std::to_string(i)}).json().at("digit");
    for (const bool dark_ink : {true, false}) {
      const std::string picture = write_picture("scan.png", scan_of(digits, i, dark_ink));
      const Outcome outcome = predict({"--image", picture});
      expect_success(outcome);
      if (outcome.json().at("digit") == direct) ++agree;
    }
  }
  // The threshold changes the line's width a little, so not quite all.
  EXPECT_GE(agree, 25);
}

TEST_F(Predict, AFramedPictureGivesTheAnswerOfTheSample) {
  const ImageSet digits = synthesize_images(10, 4);
  GrayPicture picture{28, 28, {}};
  const ImageView image = digits.image(7);
  picture.pixels.assign(image.bytes, image.bytes + 784);
  const auto framed = predict({"--image", write_picture("framed.png", picture)}).json();
  const auto sample = predict({"--data", "synthetic:10:4", "--index", "7"}).json();
  EXPECT_EQ(framed.at("probabilities"), sample.at("probabilities"));
  // Dark ink on light paper is the same digit.
  for (std::uint8_t& value : picture.pixels) value = static_cast<std::uint8_t>(255 - value);
  const auto dark = predict({"--image", write_picture("dark.png", picture)}).json();
  EXPECT_EQ(dark.at("probabilities"), sample.at("probabilities"));
}

TEST_F(Predict, BlankPaperHasNoDigit) {
  for (const Index side : {20, 28, 100}) {
    for (const int paper : {0, 128, 255}) {
      const GrayPicture blank{side, side,
                              std::vector<std::uint8_t>(static_cast<std::size_t>(side * side),
                                                        static_cast<std::uint8_t>(paper))};
      const Outcome outcome = predict({"--image", write_picture("blank.png", blank)});
      expect_success(outcome);
      EXPECT_TRUE(outcome.json().at("digit").is_null());
      EXPECT_EQ(outcome.json().at("reason"), "blank");
    }
  }
  const auto ink = predict({"--ink", write("blank.ndjson", R"({"drawing":[]})")}).json();
  EXPECT_TRUE(ink.at("digit").is_null());
  EXPECT_EQ(ink.at("reason"), "blank");
}

TEST_F(Predict, InkByItsLine) {
  expect_success(digitlab({"synth", "--count", "12", "--out", path("ink.ndjson")}));
  EXPECT_EQ(predict({"--ink", path("ink.ndjson")}).json().at("label"), 0);
  EXPECT_EQ(predict({"--ink", path("ink.ndjson"), "--line", "7"}).json().at("label"), 6);
  expect_error(predict({"--ink", path("ink.ndjson"), "--line", "13"}), 1, {"12 lines"});
  expect_error(predict({"--ink", write("bad.ndjson", "{}")}), 1, {"bad.ndjson", "line 1"});
}

TEST_F(Predict, ADrawingGivesTheSameAnswerFromItsFileAndAsASample) {
  expect_success(
      digitlab({"synth", "--count", "30", "--seed", "5", "--out", path("ink.ndjson.gz")}));
  for (int i = 0; i < 30; ++i) {
    const auto line = predict({"--ink", path("ink.ndjson.gz"), "--line", std::to_string(i + 1)});
    const auto sample = predict({"--data", path("ink.ndjson.gz"), "--index", std::to_string(i)});
    expect_success(line);
    EXPECT_EQ(line.out, sample.out);
  }
  // The number of strokes has a say: this 1 is drawn in six.
  write("one.ndjson",
        R"({"word":"1","drawing":[[[50,50],[0,20]],[[50,50],[20,40]],[[50,50],[40,60]],)"
        R"([[50,50],[60,80]],[[50,50],[80,100]],[[50,50],[100,120]]]})");
  const auto strokes = predict({"--data", path("one.ndjson"), "--index", "0"}).json();
  EXPECT_EQ(strokes, predict({"--ink", path("one.ndjson")}).json());
}

/// Two framed digits, enlarged, side by side on one sheet.
GrayPicture scan_of_two(const ImageSet& digits, Index left, Index right) {
  constexpr Index kZoom = 6;
  GrayPicture sheet{220, 420, {}};
  for (Index row = 0; row < sheet.height; ++row) {
    for (Index column = 0; column < sheet.width; ++column) {
      const Index digit = column < 210 ? left : right;
      const Index y = (row - 20) / kZoom;
      const Index x = (column - (column < 210 ? 20 : 220)) / kZoom;
      const bool inside = row >= 20 && y < 28 && column >= 20 && x >= 0 && x < 28;
      const float ink = inside ? digits.image(digit)[y * 28 + x] : 0;
      sheet.pixels.push_back(static_cast<std::uint8_t>(std::lround(240 - 220 * ink)));
    }
  }
  return sheet;
}

TEST_F(Predict, ASheetWithTwoDigitsIsReadFromLeftToRight) {
  const ImageSet digits = synthesize_images(10, 4);
  const std::string sheet = write_picture("two.png", scan_of_two(digits, 6, 2));
  const auto result = predict({"--image", sheet}).json();
  ASSERT_EQ(result.at("digits").size(), 2U) << result.dump();
  EXPECT_TRUE(result.at("digit").is_null());
  EXPECT_EQ(result.at("reason"), "several");
  EXPECT_EQ(result.at("text").get<std::string>().size(), 2U);
  EXPECT_LT(result.at("digits").at(0).at("box").at(2), 210);
  EXPECT_GT(result.at("digits").at(1).at("box").at(0), 210);
}

TEST_F(Predict, ANumberInInkIsReadDigitForDigit) {
  expect_success(digitlab({"synth", "--numbers", "--count", "20", "--least-digits", "3",
                           "--most-digits", "3", "--overlap", "0", "--out", path("n.ndjson")}));
  int as_many = 0;
  for (int line = 1; line <= 20; ++line) {
    const auto result = predict({"--ink", path("n.ndjson"), "--line", std::to_string(line)}).json();
    EXPECT_EQ(result.at("label").get<std::string>().size(), 3U);
    EXPECT_EQ(result.at("text").get<std::string>().size(), result.at("digits").size());
    as_many += result.at("digits").size() == 3 ? 1 : 0;
  }
  EXPECT_GE(as_many, 10);
}

TEST_F(Predict, PicturesThatCannotBeReadAreNamed) {
  expect_error(predict({"--image", path("none.png")}), 1, {"none.png", "No such file"});
  expect_error(predict({"--image", write("text.png", "hello")}), 1, {"text.png"});
  expect_error(predict({"--image", write("empty.png", "")}), 1, {"empty.png", "empty"});
  expect_error(predict({"--image", path("a.png"), "--ink", path("b")}), 2);
}

}  // namespace
}  // namespace digitlab::tools
