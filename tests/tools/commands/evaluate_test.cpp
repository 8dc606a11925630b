// How good a network is: the figures, source by source, and the gallery of its errors.
#include <cmath>

#include "pictures/canvas.hpp"
#include "pictures/png_file.hpp"
#include "report/answers.hpp"
#include "support/program.hpp"
#include "support/sample_files.hpp"

namespace digitlab::tools {
namespace {

class Evaluate : public FilesTest {
 protected:
  Evaluate() {
    expect_success(digitlab({"train", "--model", "lab", "--data", "synthetic:300", "--epochs", "3",
                             "--out", path("run")}));
  }
  Arguments evaluate(const std::string& data, const Arguments& more = {}) const {
    Arguments arguments = {"evaluate", "--model", path("run/model.safetensors"), "--data", data};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }
  GrayPicture picture(const std::string& name) const {
    const std::string bytes = read(name);
    return parse_png({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  }
};

TEST_F(Evaluate, TellsTheFiguresOfEachSource) {
  const std::string a = "synthetic:200:5";
  const std::string b = "synthetic:100:6";
  const auto both = digitlab(evaluate(a + "," + b, {"--json"})).json();
  const auto first = digitlab(evaluate(a, {"--json"})).json();
  const auto second = digitlab(evaluate(b, {"--json"})).json();
  ASSERT_EQ(both.at("sources").size(), 2U);
  EXPECT_EQ(both.at("sources").at(0).at("source"), a);
  EXPECT_EQ(both.at("sources").at(0).at("accuracy"), first.at("accuracy"));
  EXPECT_EQ(both.at("sources").at(1).at("samples"), 100);
  EXPECT_DOUBLE_EQ(both.at("sources").at(1).at("loss"), second.at("loss"));
  EXPECT_EQ(both.at("samples"), 300);
  const double whole =
      (200 * first.at("loss").get<double>() + 100 * second.at("loss").get<double>());
  EXPECT_NEAR(both.at("loss"), whole / 300, 1e-6);

  const Outcome words = digitlab(evaluate(a + "," + b));
  expect_success(words);
  for (const std::string& part :
       {a, b, std::string("most frequent errors"), std::string("taken for")}) {
    EXPECT_NE(words.out.find(part), std::string::npos) << words.out;
  }
}

TEST_F(Evaluate, TellsWhatConfidenceIsWorthAndWhatIsRefused) {
  const auto result = digitlab(evaluate("synthetic:500:5", {"--json"})).json();
  const auto& confidence = result.at("confidence");
  ASSERT_EQ(confidence.at("bins").size(), 15U);
  int samples = 0;
  double error = 0;
  for (const auto& bin : confidence.at("bins")) {
    samples += bin.at("samples").get<int>();
    error += bin.at("samples").get<double>() *
             std::abs(bin.at("confidence").get<double>() - bin.at("accuracy").get<double>());
  }
  EXPECT_EQ(samples, 500);
  EXPECT_NEAR(confidence.at("calibration_error"), error / 500, 1e-9);
  // All of the digits answered, as many are wrong as the accuracy says.
  EXPECT_NEAR(confidence.at("risk_coverage").back().at("risk"),
              1 - result.at("accuracy").get<double>(), 1e-9);
  ASSERT_EQ(result.at("non_digits").size(), 12U);  // six kinds, to train on and held out
  for (const auto& row : result.at("non_digits")) {
    EXPECT_LE(row.at("refused"), row.at("samples"));
    EXPECT_EQ(row.at("samples"), 200);
  }
}

TEST_F(Evaluate, ReadsDrawingsAsThePageDoesBesideTheirImages) {
  // A network knows how people write when it was trained on ink.
  expect_success(digitlab({"synth", "--count", "300", "--out", path("ink.ndjson")}));
  expect_success(digitlab({"train", "--model", "lab", "--data", path("ink.ndjson"), "--epochs", "3",
                           "--out", path("inked")}));
  const Arguments inked = {"evaluate", "--model",          path("inked/model.safetensors"),
                           "--data",   path("ink.ndjson"), "--json"};
  const auto result = digitlab(inked).json();
  const auto& drawn = result.at("drawn");
  EXPECT_EQ(drawn.at("samples"), 300);
  EXPECT_GT(drawn.at("accuracy"), result.at("accuracy"));  // the number of strokes has a say
  const Outcome words = digitlab(evaluate(path("ink.ndjson")));
  EXPECT_NE(words.out.find("with the number of strokes"), std::string::npos) << words.out;
  EXPECT_FALSE(digitlab(evaluate("synthetic:20", {"--json"})).json().contains("drawn"));  // images
}

TEST_F(Evaluate, ReadsNumbersAndNamesTheMisread) {
  expect_success(
      digitlab({"synth", "--numbers", "--count", "40", "--out", path("numbers.ndjson")}));
  const Arguments command = {"evaluate", "--model", path("run/model.safetensors"), "--numbers",
                             path("numbers.ndjson")};
  Arguments json = command;
  json.push_back("--json");
  const auto result = digitlab(json).json();
  EXPECT_EQ(result.at("numbers"), 40);
  EXPECT_EQ(result.at("exact").get<int>() + static_cast<int>(result.at("errors").size()), 40);
  for (const auto& error : result.at("errors")) EXPECT_NE(error.at("word"), error.at("read"));
  expect_success(digitlab(command));
  expect_error(digitlab({"evaluate", "--model", path("run/model.safetensors"), "--numbers",
                         write("nameless.ndjson", R"({"drawing":[[[0,9],[0,9]]]})")}),
               1, {"nameless.ndjson", "drawing 1", "word"});
}

TEST_F(Evaluate, NonDigitsAreNoTestData) {
  expect_error(digitlab(evaluate("synthetic:10,non-digits:10")), 2, {"non-digits:10", "no digits"});
}

TEST_F(Evaluate, NamesTheWorstConfusions) {
  const auto result = digitlab(evaluate("synthetic:500:5", {"--json"})).json();
  const auto& worst = result.at("worst_confusions");
  ASSERT_GE(worst.size(), 2U);
  int most = 500;
  for (const auto& pair : worst) {
    EXPECT_NE(pair.at("label"), pair.at("predicted"));
    EXPECT_EQ(pair.at("samples"), result.at("confusion")
                                      .at(pair.at("label").get<std::size_t>())
                                      .at(pair.at("predicted").get<std::size_t>()));
    EXPECT_LE(pair.at("samples"), most);
    most = pair.at("samples");
  }
}

TEST_F(Evaluate, DrawsTheWorstErrors) {
  const Outcome run = digitlab(
      evaluate("synthetic:500:5", {"--gallery", path("a.png"), "--gallery-count", "6", "--json"}));
  expect_success(run);
  const auto result = run.json();
  const double wrong = 500 * (1 - result.at("accuracy").get<double>());
  EXPECT_NEAR(result.at("gallery").at("errors").get<double>(), wrong, 1e-6);
  EXPECT_EQ(result.at("gallery").at("pictures"), 6);
  const GrayPicture few = picture("a.png");
  EXPECT_GT(few.width, 400);
  expect_success(digitlab(evaluate("synthetic:500:5", {"--gallery", path("b.png")})));
  EXPECT_GT(picture("b.png").height, few.height);
  expect_success(
      digitlab(evaluate("synthetic:500:5", {"--gallery", path("c.png"), "--gallery-count", "6"})));
  EXPECT_TRUE(read("a.png") == read("c.png")) << "the same errors give the same picture";
}

TEST_F(Evaluate, AGalleryWithoutErrorsSaysSo) {
  // One sample, answered rightly.
  const std::string data = "synthetic:300";
  std::string one;
  for (int index = 0; index < 20 && one.empty(); ++index) {
    one = "synthetic:1:" + std::to_string(index);
    if (digitlab(evaluate(one, {"--json"})).json().at("accuracy") != 1) one.clear();
  }
  ASSERT_FALSE(one.empty());
  const Outcome run = digitlab(evaluate(one, {"--gallery", path("none.png"), "--json"}));
  expect_success(run);
  EXPECT_EQ(run.json().at("gallery").at("errors"), 0);
  EXPECT_GT(picture("none.png").width, 100);
}

TEST_F(Evaluate, RefusesAGalleryThatCannotBe) {
  expect_error(digitlab(evaluate("synthetic:10", {"--gallery", path("no/folder/a.png")})), 1,
               {"a.png"});
  expect_error(digitlab(evaluate("synthetic:10", {"--gallery-count", "5"})), 2, {"--gallery"});
  for (const char* count : {"0", "-1", "1e9", "many"}) {
    expect_error(
        digitlab(evaluate("synthetic:10", {"--gallery", path("a.png"), "--gallery-count", count})),
        2, {"--gallery-count"});
  }
  EXPECT_FALSE(exists("a.png"));
}

TEST(WorstErrors, ComeInTheOrderOfTheirLoss) {
  Answers answers;
  answers.predicted = {1, 2, 3, 4, 5};
  answers.loss = {0.5, 3, 0.1, 4, 3};
  EXPECT_EQ(worst_errors(answers, {1, 0, 3, 0, 0}), (std::vector<Index>{3, 1, 4}));
}

TEST(Canvas, DrawsEveryPrintableCharacterWithinItsPicture) {
  const Lettering lettering{20, 2, {0, 0, 0}};
  std::string text;
  for (char character = ' '; character < 0x7f; ++character) text += character;
  const auto width = static_cast<Index>(text_width(text, lettering)) + 12;
  Canvas canvas(40, width, {255, 255, 255});
  const double end = canvas.draw_text(28, 6, text, lettering);
  EXPECT_GT(end, static_cast<double>(width) - 12);
  const ColorPicture& picture = canvas.picture();
  const auto is_white = [&](Index row, Index column) {
    return picture.pixels[static_cast<std::size_t>(3 * (row * picture.width + column))] == 255;
  };
  for (Index column = 0; column < picture.width; ++column) {
    ASSERT_TRUE(is_white(0, column) && is_white(39, column)) << "column " << column;
  }
  for (Index row = 0; row < picture.height; ++row) {
    ASSERT_TRUE(is_white(row, 0) && is_white(row, width - 1)) << "row " << row;
  }
  // What lies outside the picture is left out.
  canvas.draw_text(-5, static_cast<double>(width) - 3, "8", lettering);
}

TEST(Canvas, NoTwoLettersLookTheSame) {
  const Lettering lettering{24, 2, {0, 0, 0}};
  std::vector<std::vector<std::uint8_t>> seen;
  for (const char letter :
       std::string("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                   ".,:->/%#")) {
    // A capital I and a small l are one stroke, as on most signs.
    if (letter == 'I') continue;
    Canvas canvas(40, 40, {255, 255, 255});
    canvas.draw_text(28, 4, std::string(1, letter), lettering);
    for (const auto& other : seen) EXPECT_FALSE(other == canvas.picture().pixels) << letter;
    seen.push_back(canvas.picture().pixels);
  }
}

}  // namespace
}  // namespace digitlab::tools
