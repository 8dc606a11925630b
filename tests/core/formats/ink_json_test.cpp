#include "digitlab/formats/ink_json.hpp"

#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "digitlab/math/error.hpp"

namespace digitlab {
namespace {

// What parsing `line` complains about, or "" when it does not.
std::string ink_complaint(const std::string& line) {
  try {
    parse_ink_line(line);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(InkJson, ALineIsReadWithItsLabelAndWriter) {
  const InkSample sample =
      parse_ink_line(R"({"word":"8","drawing":[[[1,2.5,-3],[4,5,6e1]],[[7],[8]]],"writer":"w1"})");
  EXPECT_EQ(sample.label(), std::uint8_t{8});
  EXPECT_EQ(sample.writer, "w1");
  EXPECT_EQ(sample.drawing, (Drawing{{{1, 4}, {2.5F, 5}, {-3, 60}}, {{7, 8}}}));
}

TEST(InkJson, TimesAreReadAndNotKept) {
  const InkSample sample = parse_ink_line(R"({"word":"1","drawing":[[[1,2],[3,4],[0,16.5]]]})");
  EXPECT_EQ(sample.drawing, (Drawing{{{1, 3}, {2, 4}}}));
  EXPECT_EQ(sample.writer, "");
}

TEST(InkJson, AWordThatIsNotOneDigitIsNoLabel) {
  for (const char* word : {"horse", "", "10", "x", "\xC2\xB2"}) {
    const std::string line = std::string(R"({"word":")") + word + R"(","drawing":[]})";
    EXPECT_FALSE(parse_ink_line(line).label().has_value()) << word;
  }
  EXPECT_FALSE(parse_ink_line(R"({"drawing":[]})").label().has_value());
}

TEST(InkJson, OtherKeysAreNoConcern) {
  const InkSample sample = parse_ink_line(
      R"({"key_id":"5","countrycode":"DE","recognized":true,"word":"3","drawing":[[[0],[0]]]})");
  EXPECT_EQ(sample.label(), std::uint8_t{3});
}

TEST(InkJson, WhatIsWrittenIsReadBack) {
  InkSample sample;
  sample.drawing = {{{1, 2}, {-3.25F, 4.5F}, {100000, 0.01F}}, {{7, 8}}, {}};
  sample.word = "4";
  sample.writer = "a \"quoted\" writer\n";
  const InkSample copy = parse_ink_line(write_ink_line(sample));
  EXPECT_EQ(copy.drawing, sample.drawing);
  EXPECT_EQ(copy.word, sample.word);
  EXPECT_EQ(copy.writer, sample.writer);

  const InkSample empty = parse_ink_line(write_ink_line({}));
  EXPECT_TRUE(empty.drawing.empty());
  EXPECT_FALSE(empty.label().has_value());
}

TEST(InkJson, CoordinatesKeepTwoDecimals) {
  InkSample sample;
  sample.drawing = {{{1.23456F, -0.005F}, {1e30F, 2.0F}}};
  sample.word = "1";
  const std::string line = write_ink_line(sample);
  EXPECT_EQ(line.rfind(R"({"word":"1","drawing":[[[1.23,)", 0), 0U) << line;
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(parse_ink_line(line).drawing[0][1], (Point{1e30F, 2.0F}));
}

TEST(InkJson, WhatJsonCannotHoldIsLeftOutOrReplaced) {
  InkSample sample;
  sample.drawing = {{{1, 2}, {std::numeric_limits<float>::quiet_NaN(), 3}, {4, 5}}};
  sample.writer = "\xFF";
  const InkSample copy = parse_ink_line(write_ink_line(sample));
  EXPECT_EQ(copy.drawing, (Drawing{{{1, 2}, {4, 5}}}));
  EXPECT_EQ(copy.writer, "\xEF\xBF\xBD");
}

TEST(InkJson, EveryMalformedLineSaysWhatWasFoundAndWhatWasExpected) {
  const struct {
    const char* line;
    const char* complaint;
  } cases[] = {
      {"", "the line is not valid JSON at byte 1"},
      {"{\"word\":", "the line is not valid JSON at byte 9"},
      {"{} {}", "the line is not valid JSON at byte 4"},
      {"{\"word\":\"\xFF\",\"drawing\":[]}", "the line is not valid JSON at byte 10"},
      {R"({"drawing":[[[1e999],[0]]]})", "the line holds a number that is too large at byte 19"},
      {"7", "the line is 7, expected an object"},
      {"[1]", "the line is [1], expected an object"},
      {R"({"word":"7"})", "there is no \"drawing\", expected an array of strokes"},
      {R"({"drawing":{}})", "\"drawing\" is an object, expected an array of strokes"},
      {R"({"word":7,"drawing":[]})", "\"word\" is 7, expected text"},
      {R"({"writer":null,"drawing":[]})", "\"writer\" is null, expected text"},
      {R"({"drawing":["x"]})", "stroke 0 is \"x\", expected [xs, ys] or [xs, ys, milliseconds]"},
      {R"({"drawing":[[[0],[0]],[[1]]]})",
       "stroke 1 is a list of 1, expected [xs, ys] or [xs, ys, milliseconds]"},
      {R"({"drawing":[[[1],[1],[1],[1]]]})",
       "stroke 0 is a list of 4, expected [xs, ys] or [xs, ys, milliseconds]"},
      {R"({"drawing":[[1,2]]})", "stroke 0 holds 1, expected arrays of numbers"},
      {R"({"drawing":[[[1,2],[1]]]})",
       "stroke 0 has 2 x and 1 y coordinates, expected equal counts"},
      {R"({"drawing":[[[1,2],[1,2],[0]]]})",
       "stroke 0 has 2 points and 1 times, expected equal counts"},
      {R"({"drawing":[[[1,true],[1,2]]]})", "stroke 0, x 1 is true, expected a number"},
      {R"({"drawing":[[[1],[null]]]})", "stroke 0, y 0 is null, expected a number"},
      {R"({"drawing":[[[1],[1],["0"]]]})", "stroke 0, time 0 is \"0\", expected a number"},
      {R"({"drawing":[[[1],[-1e300]]]})",
       "stroke 0, y 0 is -1e300, beyond the range of a coordinate"},
  };
  for (const auto& one : cases) EXPECT_EQ(ink_complaint(one.line), one.complaint) << one.line;
}

TEST(InkJson, DeepNestingIsRefusedWithoutHarm) {
  EXPECT_NE(ink_complaint("{\"drawing\":" + std::string(100000, '[')), "");
  EXPECT_NE(
      ink_complaint("{\"drawing\":" + std::string(10000, '[') + std::string(10000, ']') + "}"), "");
}

TEST(InkJson, AnyCutOfALineIsRefused) {
  const std::string line = R"({"word":"8","drawing":[[[1,2.5],[4,5]]],"writer":"w1"})";
  for (std::size_t length = 0; length < line.size(); ++length) {
    EXPECT_NE(ink_complaint(line.substr(0, length)), "") << length;
  }
}

TEST(InkJson, AFileIsItsLinesWithoutTheEmptyOnes) {
  const std::vector<InkSample> samples = parse_ink(
      "{\"word\":\"1\",\"drawing\":[]}\r\n\n  \n{\"word\":\"2\",\"drawing\":[[[0],[0]]]}");
  ASSERT_EQ(samples.size(), 2U);
  EXPECT_EQ(samples[0].label(), std::uint8_t{1});
  EXPECT_EQ(samples[1].label(), std::uint8_t{2});
  EXPECT_TRUE(parse_ink("").empty());
  EXPECT_TRUE(parse_ink("\n\n").empty());
}

TEST(InkJson, AnErrorInAFileBeginsWithItsLine) {
  try {
    parse_ink("{\"drawing\":[]}\n\n{\"drawing\":7}\n");
    FAIL() << "expected an Error";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "line 3: \"drawing\" is 7, expected an array of strokes");
  }
}

}  // namespace
}  // namespace digitlab
