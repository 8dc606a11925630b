// What the page's first network promises: it reads numbers, and does not take anything for a digit.
#include <algorithm>
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

/// Share of `drawings` that are refused. None may be a digit of which the page would be sure.
double refused(const std::vector<Drawing>& drawings) {
  Reader reader(convnet());
  double refused = 0;
  for (const Drawing& drawing : drawings) {
    const Reading reading = reader.read(drawing);
    const auto is_digit = [](const ReadDigit& digit) { return digit.answer.digit.has_value(); };
    refused += std::none_of(reading.digits.begin(), reading.digits.end(), is_digit) ? 1 : 0;
    if (reading.digits.size() == 1 && is_digit(reading.digits[0])) {
      const auto& probabilities = reading.digits[0].answer.probabilities;
      EXPECT_LT(*std::max_element(probabilities.begin(), probabilities.end()), kSurely);
    }
  }
  return refused / static_cast<double>(drawings.size());
}

/// The first `count` drawings of that name, or of that kind, among those never trained on.
template <typename Is>
std::vector<Drawing> held_out(std::size_t count, const Is& is) {
  std::vector<Drawing> drawings;
  for (std::uint64_t i = 0; drawings.size() < count; ++i) {
    SyntheticNonDigit drawn = synthesize_non_digit(41, i, NonDigitSet::kHeldOut);
    if (is(drawn)) drawings.push_back(std::move(drawn.drawing));
  }
  return drawings;
}

TEST(ShippedConvnet, BlankPaperAndADotHaveNoDigit) {
  Reader reader(convnet());
  EXPECT_EQ(reader.read({}).text(), "");
  EXPECT_EQ(reader.read({{{100, 100}}}).text(), "");
  FrameOptions options;
  options.brush_width = 15;
  EXPECT_EQ(reader.read({{{100, 100}, {103, 98}, {101, 101}}}, options).text(), "");
}

TEST(ShippedConvnet, RefusesTheLetterA) {
  EXPECT_GE(refused(held_out(50, [](const auto& drawn) { return drawn.name == "A"; })), 0.9);
}

TEST(ShippedConvnet, RefusesAHorse) {
  EXPECT_GE(refused(held_out(50, [](const auto& drawn) { return drawn.name == "horse"; })), 0.9);
}

TEST(ShippedConvnet, RefusesScribbles) {
  const auto is_scribble = [](const auto& drawn) { return drawn.kind == NonDigitKind::kScribble; };
  EXPECT_GE(refused(held_out(100, is_scribble)), 0.9);
}

TEST(ShippedConvnet, ItsReportIsCalibrated) {
  const nlohmann::json all = report();
  EXPECT_LE(all.at("test").at("confidence").at("calibration_error"), 0.01);
  for (const auto& row : all.at("validation")) {
    EXPECT_LE(row.at("confidence").at("calibration_error"), 0.01) << row.at("source");
  }
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
  EXPECT_GE(read_exactly(numbers), 0.93);
}

TEST(ShippedConvnet, ReadsNumbersOfWritersItNeverMet) {
  DIGITLAB_NEEDS(pendigits, "ink/pendigits-train.ndjson.gz");
  DIGITLAB_NEEDS(unipen, "ink/unipen-train.ndjson.gz");
  const LoadedData data = load_digits(pendigits + "@held-out," + unipen + "@held-out", serial_for);
  std::vector<InkSample> numbers;
  for (std::uint64_t i = 0; i < 400; ++i) {
    numbers.push_back(compose_number(data.dataset, NumberLayout{}, 1, i));
  }
  EXPECT_GE(read_exactly(numbers), 0.94);
}

}  // namespace
}  // namespace digitlab::tools
