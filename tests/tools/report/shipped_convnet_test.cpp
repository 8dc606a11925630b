// What the page's first network promises: it reads numbers, and does not take anything for a digit.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "digitlab/generate/non_digits.hpp"
#include "digitlab/reading/reader.hpp"
#include "report/number_reading.hpp"
#include "sources/data_source.hpp"
#include "sources/model_source.hpp"
#include "sources/number_composer.hpp"
#include "support/program.hpp"

namespace digitlab::tools {
namespace {

constexpr float kSurely = 0.95F;  // from here on the page says so

const Model& convnet() {
  static const LoadedModel model =
      load_trained_model(std::string(DIGITLAB_MODELS) + "/convnet/model.safetensors");
  return model;
}

nlohmann::json report() {
  std::ifstream file(std::string(DIGITLAB_MODELS) + "/convnet/report.json");
  return nlohmann::json::parse(file);
}

/// How many drawings are refused, and how many are a digit or a number of which the page would be
/// sure.
struct Refusals {
  double refused = 0;
  double surely = 0;
};

Refusals refusals_of(const std::vector<Drawing>& drawings) {
  Reader reader = Reader::borrowing(convnet());
  Refusals share;
  for (const Drawing& drawing : drawings) {
    const Reading reading = reader.read(drawing);
    const auto is_digit = [](const ReadDigit& digit) { return digit.answer.digit.has_value(); };
    share.refused += std::none_of(reading.digits.begin(), reading.digits.end(), is_digit) ? 1 : 0;
    const auto is_sure = [](const ReadDigit& digit) {
      return digit.answer.probabilities[likeliest(digit.answer)] >= kSurely;
    };
    const bool sure = std::all_of(reading.digits.begin(), reading.digits.end(), is_sure);
    share.surely += !reading.digits.empty() && sure ? 1 : 0;
  }
  share.refused /= static_cast<double>(drawings.size());
  share.surely /= static_cast<double>(drawings.size());
  return share;
}

/// The first `count` drawings of that name, or of that kind, in the set. None was trained on; of
/// kHeldOut, nothing of that name was.
template <typename Is>
std::vector<Drawing> drawn(std::size_t count, NonDigitSet set, const Is& is) {
  std::vector<Drawing> drawings;
  for (std::uint64_t i = 0; drawings.size() < count; ++i) {
    SyntheticNonDigit thing = synthesize_non_digit(41, i, set);
    if (is(thing)) drawings.push_back(std::move(thing.drawing));
  }
  return drawings;
}

template <typename Is>
std::vector<Drawing> held_out(std::size_t count, const Is& is) {
  return drawn(count, NonDigitSet::kHeldOut, is);
}

TEST(ShippedConvnet, BlankPaperAndADotHaveNoDigit) {
  Reader reader = Reader::borrowing(convnet());
  EXPECT_EQ(reader.read({}).text(), "");
  EXPECT_EQ(reader.read({{{100, 100}}}).text(), "");
  FrameOptions options;
  options.brush_width = 15;
  EXPECT_EQ(reader.read({{{100, 100}, {103, 98}, {101, 101}}}, options).text(), "");
}

TEST(ShippedConvnet, RefusesMostLettersThatItNeverMet) {
  const auto is_letter = [](const auto& thing) { return thing.kind == NonDigitKind::kLetter; };
  const Refusals share = refusals_of(held_out(200, is_letter));
  EXPECT_GE(share.refused, 0.6);
  EXPECT_LE(share.surely, 0.2);
}

// Some of the generator's are so crooked that they are a 4 to the eye.
TEST(ShippedConvnet, RefusesTheLetterAInNearlyEveryHand) {
  const auto is_a = [](const auto& thing) { return thing.name.ends_with("A"); };
  const Refusals share = refusals_of(drawn(100, NonDigitSet::kTrain, is_a));
  EXPECT_GE(share.refused, 0.95);
  EXPECT_LE(share.surely, 0.01);
}

/// The letter A in a box of height 1, as wide as `width`, its bar at `bar` and reaching beyond the
/// legs by `overhang`, its top shifted to the right by `slant`.
struct LetterA {
  float width;
  float bar;
  float overhang;
  float slant;

  Point at(float x, float y) const { return {200 * (x * width + slant * (1 - y)), 200 * y}; }
  Point left() const { return at(0, 1); }
  Point top() const { return at(0.5F, 0); }
  Point right() const { return at(1, 1); }
  Point bar_left() const { return at((1 - bar) / 2 - overhang, bar); }
  Point bar_right() const { return at((1 + bar) / 2 + overhang, bar); }

  /// In one, two and three strokes. In three, it is two 1s and a bar to whoever divides it.
  std::vector<Drawing> drawings() const {
    return {{polyline({left(), top(), right(), bar_right(), bar_left()})},
            {polyline({left(), top(), right()}), polyline({bar_left(), bar_right()})},
            {polyline({top(), left()}), polyline({top(), right()}),
             polyline({bar_left(), bar_right()})}};
  }

  static Stroke polyline(const std::vector<Point>& corners) {
    Stroke points;
    for (std::size_t i = 1; i < corners.size(); ++i) {
      const Point from = corners[i - 1];
      const Point to = corners[i];
      for (int step = 0; step <= 12; ++step) {
        const auto share = static_cast<float>(step) / 12;
        points.push_back({from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)});
      }
    }
    return points;
  }
};

TEST(ShippedConvnet, IsNeverSureThatAPlainLetterAIsADigit) {
  std::vector<Drawing> drawings;
  for (const float width : {0.45F, 0.6F, 0.8F, 1.1F}) {
    for (const float bar : {0.5F, 0.6F, 0.75F}) {
      for (const float overhang : {0.0F, 0.06F, 0.12F}) {
        for (const float slant : {-0.15F, 0.0F, 0.15F}) {
          for (Drawing& drawing : LetterA{width, bar, overhang, slant}.drawings()) {
            drawings.push_back(std::move(drawing));
          }
        }
      }
    }
  }
  const Refusals share = refusals_of(drawings);
  EXPECT_EQ(share.surely, 0);
  EXPECT_GE(share.refused, 0.98);
}

TEST(ShippedConvnet, DoesNotTakeLettersAndClosedShapesForTheDigitTheyResemble) {
  for (const char* name : {"H", "T", "h", "heart", "diamond", "pentagon"}) {
    const auto is_it = [&](const auto& thing) { return thing.name == name; };
    const Refusals share = refusals_of(drawn(60, NonDigitSet::kTrain, is_it));
    EXPECT_LE(share.surely, 0.2) << name;
    EXPECT_GE(share.refused, 0.4) << name;
  }
}

TEST(ShippedConvnet, RefusesAHorse) {
  const auto is_horse = [](const auto& thing) { return thing.name == "horse"; };
  const Refusals share = refusals_of(held_out(50, is_horse));
  EXPECT_GE(share.refused, 0.9);
  EXPECT_EQ(share.surely, 0);
}

TEST(ShippedConvnet, RefusesScribbles) {
  const auto is_scribble = [](const auto& thing) { return thing.kind == NonDigitKind::kScribble; };
  const Refusals share = refusals_of(held_out(100, is_scribble));
  EXPECT_GE(share.refused, 0.9);
  EXPECT_EQ(share.surely, 0);
}

/// Expected calibration error over the samples of all rows of a report together.
double calibration_error_of(const nlohmann::json& rows) {
  double error = 0;
  double samples = 0;
  for (std::size_t i = 0; i < 15; ++i) {
    double difference = 0;
    for (const auto& row : rows) {
      const auto& bin = row.at("confidence").at("bins").at(i);
      const double count = bin.at("samples");
      difference += count * (bin.at("confidence").get<double>() - bin.at("accuracy").get<double>());
      samples += count;
    }
    error += std::abs(difference);
  }
  return error / samples;
}

TEST(ShippedConvnet, ItsReportIsCalibrated) {
  const nlohmann::json all = report();
  EXPECT_LE(calibration_error_of(nlohmann::json::array({all.at("test")})), 0.01);
  EXPECT_LE(calibration_error_of(all.at("validation")), 0.01);  // both sets of ink
  EXPECT_DOUBLE_EQ(all.at("calibration").at("sure_probability"),
                   convnet().calibration.sure_probability);
}

double read_exactly(const std::vector<InkSample>& numbers) {
  const NumberFigures figures = read_numbers(convnet(), numbers, serial_for);
  return static_cast<double>(figures.all.exact) / static_cast<double>(figures.all.numbers);
}

TEST(ShippedConvnet, ReadsNumbersOfGeneratedDigits) {
  std::vector<InkSample> numbers;
  for (std::uint64_t i = 0; i < 200; ++i) numbers.push_back(compose_number(NumberLayout{}, 5, i));
  EXPECT_GE(read_exactly(numbers), 0.8);  // each digit in another hand
}

TEST(ShippedConvnet, ReadsNumbersOfWritersItNeverMet) {
  DIGITLAB_NEEDS(pendigits, "ink/pendigits-train.ndjson.gz");
  DIGITLAB_NEEDS(unipen, "ink/unipen-train.ndjson.gz");
  const LoadedData data = load_digits(pendigits + "@held-out," + unipen + "@held-out", serial_for);
  std::vector<InkSample> numbers;
  for (std::uint64_t i = 0; i < 400; ++i) {
    numbers.push_back(compose_number(data.dataset, NumberLayout{}, 1, i));
  }
  EXPECT_GE(read_exactly(numbers), 0.97);
}

}  // namespace
}  // namespace digitlab::tools
