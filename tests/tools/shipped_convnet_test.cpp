// What the page's first network promises: it reads numbers, and does not take anything for a digit.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "data_source.hpp"
#include "digitlab/non_digits.hpp"
#include "digitlab/reader.hpp"
#include "model_source.hpp"
#include "number_composer.hpp"
#include "number_reading.hpp"
#include "program.hpp"

namespace digitlab::tools {
namespace {

constexpr float kSurely = 0.95F;  // from here on the page says so

const Network<float>& convnet() {
  static const LoadedModel model =
      load_trained_model(std::string(DIGITLAB_MODELS) + "/convnet/model.safetensors");
  return model.network;
}

nlohmann::json report() {
  std::ifstream file(std::string(DIGITLAB_MODELS) + "/convnet/report.json");
  return nlohmann::json::parse(file);
}

/// How many drawings are refused, and how many are one digit of which the page would be sure.
struct Refusals {
  double refused = 0;
  double surely = 0;
};

Refusals refusals_of(const std::vector<Drawing>& drawings) {
  Reader reader(convnet());
  Refusals share;
  for (const Drawing& drawing : drawings) {
    const Reading reading = reader.read(drawing);
    const auto is_digit = [](const ReadDigit& digit) { return digit.answer.digit.has_value(); };
    share.refused += std::none_of(reading.digits.begin(), reading.digits.end(), is_digit) ? 1 : 0;
    if (reading.digits.size() != 1) continue;
    const auto& probabilities = reading.digits[0].answer.probabilities;
    const float best = *std::max_element(probabilities.begin(), probabilities.end());
    share.surely += best >= kSurely ? 1 : 0;
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
  Reader reader(convnet());
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

// Some of the generator's are so crooked that they come close to a 4.
TEST(ShippedConvnet, RefusesTheLetterAInNearlyEveryHand) {
  const auto is_a = [](const auto& thing) { return thing.name.ends_with("A"); };
  const Refusals share = refusals_of(drawn(100, NonDigitSet::kTrain, is_a));
  EXPECT_GE(share.refused, 0.95);
  EXPECT_LE(share.surely, 0.01);
}

// As most people write it: stroke by stroke, which makes it two 1s and a bar to whoever divides it.
TEST(ShippedConvnet, RefusesTheLetterAInThreeStrokes) {
  const auto stroke = [](Point from, Point to) {
    Stroke points;
    for (int i = 0; i <= 12; ++i) {
      const auto at = static_cast<float>(i) / 12;
      points.push_back({from.x + at * (to.x - from.x), from.y + at * (to.y - from.y)});
    }
    return points;
  };
  std::vector<Drawing> drawings;
  for (const float width : {0.5F, 0.65F, 0.8F}) {
    for (const float slant : {-0.1F, 0.0F, 0.15F}) {
      for (const float bar : {0.55F, 0.7F}) {
        const auto at = [&](float x, float y) {
          return Point{200 * (x * width + slant * (1 - y)), 200 * y};
        };
        const float half = bar / 2 + 0.03F;
        drawings.push_back({stroke(at(0.0F, 1), at(0.5F, 0)), stroke(at(0.5F, 0), at(1.0F, 1)),
                            stroke(at(0.5F - half, bar), at(0.5F + half, bar))});
      }
    }
  }
  EXPECT_EQ(refusals_of(drawings).refused, 1);
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
                   convnet().calibration().sure_probability);
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
