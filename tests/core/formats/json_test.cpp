#include "formats/json.hpp"

#include <string>

#include <gtest/gtest.h>

#include "digitlab/math/error.hpp"
#include "formats/json_writing.hpp"

namespace digitlab {
namespace {

std::string json_complaint(const std::string& text, std::size_t most_bytes = kMostJsonBytes) {
  try {
    parse_json(text, "the text", most_bytes);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

std::string repeated(const std::string& part, std::size_t times, const std::string& before = "",
                     const std::string& after = "") {
  std::string text = before;
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text += after;
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(Json, IsReadAsTheLibraryReadsIt) {
  for (const char* text :
       {"null", "true", "-7", "18446744073709551615", "0.1", "-1e-300", R"("\u00e9\n\ud83d\ude00")",
        "[]", "{}", R"([1,[2,{"a":[]},"b"],{},null])",
        R"({"z":1,"a":{"z":{"y":[[],[0]]},"b":false},"":[{"a":1},{"a":2}]})"}) {
    const Json value = to_library(parse_json(text, "the text").root());
    EXPECT_EQ(value, Json::parse(text)) << text;
    EXPECT_EQ(value.dump(), Json::parse(text).dump()) << text;
  }
}

TEST(Json, NestsNoDeeperThanItsCap) {
  EXPECT_EQ(json_complaint(nested(kMostJsonDepth)), "");
  const std::string error = "the text has lists or objects within one another more than 64 deep";
  EXPECT_EQ(json_complaint(nested(kMostJsonDepth + 1)), error);
  EXPECT_EQ(json_complaint(nested(500000)), error);
  EXPECT_EQ(json_complaint(repeated(R"({"a":)", 150000)), error);
  EXPECT_EQ(json_complaint(repeated(R"({"a":[)", 1000)), error);
}

TEST(Json, IsNoLongerAndHoldsNoMoreValuesThanItsCaps) {
  EXPECT_EQ(json_complaint("[1,2]", 5), "");
  EXPECT_EQ(json_complaint("[1,2]", 4), "the text is 5 bytes long, expected at most 4");
  const std::string many = repeated("0,", kMostJsonValues, "[", "0]");
  EXPECT_EQ(json_complaint(many, many.size()), "the text holds more than 1048576 values");
}

TEST(Json, EqualKeysOfOneObjectAreRefused) {
  EXPECT_EQ(json_complaint(R"({"a":{"b":1},"c":{"b":1}})"), "");
  EXPECT_EQ(json_complaint(R"({"a":1,"b":[{"c":1,"d":2,"c":3}]})"), "the text names \"c\" twice");
  EXPECT_EQ(json_complaint(R"({"a":1,"\u0061":2})"), "the text names \"a\" twice");
}

// Of 100,000 keys: a search for each among those before it is some five billion comparisons.
TEST(Json, ManyKeysAreReadInTimeProportionalToTheirNumber) {
  std::string text = "{";
  for (int i = 0; i < 100000; ++i)
    text.append("\"").append(std::to_string(100000 + i)).append("\":0,");
  EXPECT_EQ(parse_json(text + "\"\":1}", "the text", 2 * kMostJsonBytes).root().size(), 100001U);
  EXPECT_EQ(json_complaint(text + "\"100000\":1}", 2 * kMostJsonBytes),
            "the text names \"100000\" twice");
}

TEST(Json, SaysWhereItIsNotValid) {
  EXPECT_EQ(json_complaint(""), "the text is not valid JSON at byte 1");
  EXPECT_EQ(json_complaint("[1,]"), "the text is not valid JSON at byte 4");
  EXPECT_EQ(json_complaint("[1] 2"), "the text is not valid JSON at byte 5");
  EXPECT_EQ(json_complaint("[NaN]"), "the text is not valid JSON at byte 2");
  EXPECT_EQ(json_complaint("[\"\xC3\x28\"]"), "the text is not valid JSON at byte 4");
  EXPECT_EQ(json_complaint("[1e999]"), "the text holds a number that is too large at byte 6");
  EXPECT_EQ(json_complaint(repeated("9", 500000, "[", "]")),
            "the text holds a number that is too large at byte 500001");
}

// The library reads characters as wholes: none of their bytes may be looked for behind the end.
TEST(Json, IsRefusedWhereverItEnds) {
  const std::string whole =
      std::string(100, ' ') +
      "{\"\xC3\xA9\":[\"\xE2\x82\xAC\",\"\xF0\x9F\x98\x80\\u00e9\\n\",-1.5e2,true]}";
  EXPECT_EQ(json_complaint(whole), "");
  for (std::size_t size = 100; size < whole.size(); ++size) {
    EXPECT_EQ(json_complaint(whole.substr(0, size)).find("the text is not valid JSON at byte 1"),
              0U)
        << size;
  }
  for (const std::string end : {"\xC3", "\xE2\x82", "\xF0", "\xF0\x9F", "\xF0\x9F\x98"}) {
    const std::string text = std::string(100, ' ') + "[\"" + end;
    EXPECT_EQ(json_complaint(text),
              "the text is not valid JSON at byte " + std::to_string(text.size() + 1));
  }
}

TEST(Json, ValuesAreFoundByPlaceAndByName) {
  const JsonDocument document =
      parse_json(R"({"a":[1,[-2,2.5],"x"],"b":{"c":true},"d":null})", "the text");
  const JsonValue object = document.root();
  ASSERT_TRUE(object.is_object());
  EXPECT_EQ(object.size(), 3U);
  std::string names;
  for (const auto& [name, value] : object.items()) names += name;
  EXPECT_EQ(names, "abd");
  const JsonValue list = object.member("a");
  ASSERT_TRUE(list.is_list());
  EXPECT_EQ(list.at(0).count(), 1U);
  EXPECT_EQ(list.at(1).at(0).negative(), -2);
  EXPECT_EQ(list.at(1).at(0).number(), -2);
  EXPECT_EQ(list.at(1).at(1).number(), 2.5);
  EXPECT_TRUE(is_text(list.at(2), "x"));
  EXPECT_FALSE(list.at(3).exists());
  EXPECT_TRUE(object.member("b").member("c").is(JsonKind::kTrue));
  EXPECT_TRUE(object.member("d").exists());
  EXPECT_TRUE(object.member("d").is_null());
}

TEST(Json, WhatIsNotThereIsNothing) {
  const JsonDocument document = parse_json(R"({"a":[1]})", "the text");
  const JsonValue nothing = document.root().member("b");
  EXPECT_FALSE(nothing.exists());
  EXPECT_TRUE(nothing.is_null());
  EXPECT_EQ(nothing.size(), 0U);
  EXPECT_FALSE(nothing.member("c").exists());
  EXPECT_FALSE(nothing.at(0).exists());
  EXPECT_FALSE(document.root().member("a").member("0").exists());
}

std::string quoted_json(const std::string& text) {
  return quoted(parse_json(text, "the text").root());
}

TEST(Json, AQuotedValueIsShort) {
  EXPECT_EQ(quoted(JsonValue()), "null");
  for (const char* text : {"null", "-2.5", "-7", "12", "18446744073709551615", "true", "false",
                           R"("tanh\n\"\u0001")", "[]", "[3,4.5]"}) {
    EXPECT_EQ(quoted_json(text), text);
  }
  EXPECT_EQ(quoted_json("[3,[4]]"), "a list of 2");
  EXPECT_EQ(quoted_json(repeated("12345,", 999, "[", "0]")), "a list of 1000");
  EXPECT_EQ(quoted_json(R"({"a":1})"), "an object");
  EXPECT_EQ(quoted_json(repeated("9.", 1, "", std::string(1000, '9'))),
            "9." + std::string(38, '9') + "…");
}

TEST(Json, AQuotedTextIsShort) {
  EXPECT_EQ(quoted_text(std::string(1000, 'x')), repeated("x", 40, "\"", "…\""));
  // Not cut within the two bytes of a letter, and what is no UTF-8 does not stop the message.
  EXPECT_EQ(quoted_text(repeated("é", 100, "x")), repeated("é", 19, "\"x", "…\""));
  EXPECT_EQ(quoted_text("\xFF"), "\"\xEF\xBF\xBD\"");
  EXPECT_EQ(quoted_text("é\xC3"), "\"é\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace digitlab
