#include "digitlab/reading/reader.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>

#include <gtest/gtest.h>

#include "digitlab/generate/digits.hpp"
#include "digitlab/generate/non_digits.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/reading/shipped_specs.hpp"
#include "digitlab/train/trainer.hpp"
#include "support/people.hpp"

namespace digitlab {
namespace {

// A lab network that has seen some generated digits, and what is none.
const Model& trained() {
  static const Model model = [] {
    Network<float> n(lab_spec());
    n.initialize(1);
    Dataset data(synthesize_images(4000, 1));
    data.add(synthesize_non_digit_images(1500, 1));
    TrainerOptions options;
    options.epochs = 12;
    PlainSamples samples(data);
    Trainer(n, samples, {all_indices(data.size()), {}}, options).run();
    return Model{std::move(n), {}, people()};
  }();
  return model;
}

Drawing moved(Drawing drawing, float x, float y) {
  for (Stroke& stroke : drawing) {
    for (Point& point : stroke) point = {point.x + x, point.y + y};
  }
  return drawing;
}

Drawing together(const std::vector<Drawing>& drawings) {
  Drawing all;
  for (const Drawing& drawing : drawings) all.insert(all.end(), drawing.begin(), drawing.end());
  return all;
}

// A digit of one stroke that the network is sure of, 100 high at the origin.
Drawing sure_digit(std::uint8_t digit) {
  Recognizer recognizer(trained());
  for (std::uint64_t i = digit;; i += 10) {
    Drawing drawing = synthesize_digit(77, i).drawing;
    const Answer answer = recognizer.recognize(drawing);
    if (drawing.size() > 1 || answer.probabilities[digit] < 0.98F) continue;
    const InkBox box = recognizer.frame().box;
    const auto scale = static_cast<float>(100 / (box.bottom - box.top));
    drawing = moved(drawing, static_cast<float>(-box.left), static_cast<float>(-box.top));
    for (Point& point : drawing.front()) point = {scale * point.x, scale * point.y};
    return drawing;
  }
}

TEST(Reader, ReadsOneDigitAsTheRecognizerDoes) {
  Reader reader = Reader::borrowing(trained());
  Recognizer recognizer(trained());
  int whole = 0;
  for (std::uint64_t i = 0; i < 100; ++i) {
    const Drawing drawing = synthesize_digit(5, i).drawing;
    const Reading reading = reader.read(drawing);
    if (reading.digits.size() != 1) continue;
    ++whole;
    EXPECT_EQ(reading.digits[0].answer.probabilities, recognizer.recognize(drawing).probabilities);
    EXPECT_EQ(reading.digits[0].frame.pixels, recognizer.frame().pixels);
    EXPECT_EQ(reading.digits[0].input, recognizer.input_image());
    EXPECT_EQ(reading.digits[0].strokes.size(), drawing.size());
  }
  EXPECT_GE(whole, 85);
}

TEST(Reader, NoInkAndADotAreBlank) {
  Reader reader = Reader::borrowing(trained());
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const Drawing& drawing :
       {Drawing{}, Drawing{{}}, Drawing{{{nan, 1.0F}}}, Drawing{{{5, 5}}}}) {
    EXPECT_TRUE(reader.read(drawing).digits.empty());
    EXPECT_EQ(reader.read(drawing).text(), "");
  }
  // A dab with a brush of 10 is a dot, with a fine one it is a line.
  const Drawing dab = {{{5, 5}, {9, 9}}};
  FrameOptions options;
  options.brush_width = 10;
  EXPECT_TRUE(reader.read(dab, options).digits.empty());
  options.brush_width = 1;
  EXPECT_FALSE(reader.read(dab, options).digits.empty());
}

TEST(Reader, ReadsDigitsSideBySideFromLeftToRight) {
  Reader reader = Reader::borrowing(trained());
  const Drawing number =
      together({moved(sure_digit(6), 300, 0), sure_digit(2), moved(sure_digit(0), 150, 4)});
  const Reading reading = reader.read(number);
  EXPECT_EQ(reading.text(), "206");
  ASSERT_EQ(reading.digits.size(), 3U);
  EXPECT_EQ(reading.digits[0].strokes, std::vector<std::size_t>({1}));
  EXPECT_EQ(reading.digits[2].strokes, std::vector<std::size_t>({0}));
}

TEST(Reader, ReadsLineByLine) {
  Reader reader = Reader::borrowing(trained());
  const Drawing number = together({moved(sure_digit(3), 0, 160), moved(sure_digit(6), 150, 165),
                                   sure_digit(2), moved(sure_digit(0), 155, 5)});
  EXPECT_EQ(reader.read(number).text(), "20\n36");
}

TEST(Reader, WhatItRemembersChangesNothing) {
  Reader patient = Reader::borrowing(trained());
  const Drawing number =
      together({sure_digit(2), moved(sure_digit(3), 150, 0), moved(sure_digit(6), 300, 0)});
  for (std::size_t strokes = 1; strokes <= number.size(); ++strokes) {
    const Drawing so_far(number.begin(), number.begin() + static_cast<std::ptrdiff_t>(strokes));
    const Reading known = patient.read(so_far);
    const Reading fresh = Reader::borrowing(trained()).read(so_far);
    EXPECT_EQ(known.text(), fresh.text());
    ASSERT_EQ(known.digits.size(), fresh.digits.size());
    for (std::size_t i = 0; i < fresh.digits.size(); ++i) {
      EXPECT_EQ(known.digits[i].answer.probabilities, fresh.digits[i].answer.probabilities);
    }
  }
}

Stroke loop(double x, double y, double across, double down) {
  Stroke stroke;
  for (int i = 0; i <= 48; ++i) {
    const double angle = 2 * std::numbers::pi * i / 48;
    stroke.push_back({static_cast<float>(x + across * std::sin(angle)),
                      static_cast<float>(y - down * std::cos(angle))});
  }
  return stroke;
}

// A round loop from the top of the line, and at its right side a stem of the line's height, 100.
// The stem's distance from the loop is negative where it crosses it.
Drawing loop_and_stem(double loop_height, double distance) {
  const double radius = loop_height / 2;
  const auto x = static_cast<float>(0.9 * radius + distance);
  return {loop(0, radius, 0.9 * radius, radius), {{x, 0}, {x, 50}, {x, 100}}};
}

TEST(Reader, ALoopAndAStemThatTouchAreANineOrNotSure) {
  Reader reader = Reader::borrowing(trained());
  int nines = 0;
  for (const double loop_height : {50.0, 55.0, 60.0, 65.0}) {
    for (const double distance : {-5.0, -2.0, 0.0, 1.0}) {
      for (const float scale : {0.3F, 1.0F, 4.0F}) {
        Drawing drawing = moved(loop_and_stem(loop_height, distance), 70, 30);
        for (Stroke& stroke : drawing) {
          for (Point& point : stroke) point = {scale * point.x, scale * point.y};
        }
        const std::string text = reader.read(drawing).text();
        EXPECT_TRUE(text == "9" || text.find('?') != std::string::npos)
            << text << " for a loop of " << loop_height << ", stem at " << distance;
        nines += text == "9" ? 1 : 0;
      }
    }
  }
  EXPECT_GE(nines, 36);  // of 48
}

TEST(Reader, ALoopAndAStemApartAreTwoDigits) {
  Reader reader = Reader::borrowing(trained());
  for (const double distance : {10.0, 20.0, 40.0}) {
    EXPECT_EQ(reader.read(loop_and_stem(98, distance)).text(), "01") << distance;
  }
}

TEST(Reader, SurvivesAnyDrawing) {
  Reader reader = Reader::borrowing(trained());
  const float huge = std::numeric_limits<float>::max();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  Drawing many(500, Stroke{{0, 0}, {50, 80}});
  for (const Drawing& drawing : {Drawing{{{-huge, -huge}, {huge, huge}}, {{0, 0}, {1, 1}}}, many,
                                 Drawing{{{nan, 0}, {1, 1}, {2, 9}}, {{}}, {{3, nan}}, {{4, 4}}}}) {
    const Reading reading = reader.read(drawing);
    EXPECT_LE(reading.digits.size(), drawing.size());
  }
}

// Finite weights, sums of whose products are not.
Network<float> overflowing(const NetworkSpec& spec) {
  Network<float> network(spec);
  network.initialize(3);
  for (float& value : network.parameters()) value *= 1e30F;
  return network;
}

TEST(Reader, GivesNoDigitWhereTheNetworksOutputsAreNoNumbers) {
  NetworkSpec sigmoid = lab_spec();
  sigmoid.layers.back().get_if<DenseSpec>()->activation = Activation::kSigmoid;
  for (const NetworkSpec& spec : {lab_spec(), sigmoid}) {
    // Even one that answers whatever its probability is.
    Reader reader(Model{overflowing(spec), {1, 0, {}}});
    // Strokes side by side, which may be one digit or several.
    Drawing drawing;
    for (int i = 0; i < 12; ++i) {
      const auto x = static_cast<float>(30 * i);
      drawing.push_back({{x, 0}, {x + 15, 50}, {x, 100}});
    }
    const Reading reading = reader.read(drawing);
    ASSERT_FALSE(reading.digits.empty());
    std::size_t strokes = 0;
    for (const ReadDigit& digit : reading.digits) {
      strokes += digit.strokes.size();
      EXPECT_EQ(digit.answer.digit, std::nullopt);
      EXPECT_EQ(digit.answer.refusal, Refusal::kOverflow);
      EXPECT_STREQ(to_string(digit.answer.refusal), "unsure");
      EXPECT_EQ(digit.answer.probabilities, (std::array<float, kClasses>{}));
      EXPECT_TRUE(std::isfinite(log_confidence(digit.answer)));
      EXPECT_THROW(check_no_overflow(digit.answer), Error);
    }
    EXPECT_EQ(strokes, drawing.size());
    EXPECT_EQ(reading.text(), std::string(reading.digits.size(), '?'));
  }
}

TEST(Reader, GivesNoDigitWhereTheUnitForWhatIsNoDigitOverflows) {
  Network<float> network(lab_spec());
  network.initialize(1);
  Calibration calibration;
  calibration.no_digit.kernel.assign(15, std::numeric_limits<float>::infinity());
  calibration.no_digit.bias = -std::numeric_limits<float>::infinity();
  const Reading reading = Reader(Model{std::move(network), calibration})
                              .read({{{0, 0}, {10, 100}}, {{60, 0}, {50, 100}}});
  ASSERT_FALSE(reading.digits.empty());
  EXPECT_EQ(reading.digits[0].answer.refusal, Refusal::kOverflow);
}

TEST(Answer, ProbabilitiesThatAreNoNumbersGiveTheLeastConfidence) {
  Answer answer;
  answer.probabilities.fill(std::numeric_limits<float>::quiet_NaN());
  EXPECT_EQ(log_confidence(answer), std::log(1e-3));
}

}  // namespace
}  // namespace digitlab
