// What strangers wrote, on its way to a terminal.
#include "system/printable.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "report/figures.hpp"
#include "support/program.hpp"

namespace digitlab::tools {
namespace {

// Escape, C1's control sequence introducer, right-to-left override, isolate, mark; a bare byte that
// is C1 on terminals of eight bits.
const std::string kNasty = "a\x1b[31m\xc2\x9b\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8f\x9b";

/// Whether a terminal could be led astray by it.
bool is_safe(const std::string& text) {
  for (const char* part :
       {"\x1b", "\xc2\x9b", "\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x80\x8f", "\x7f"}) {
    if (text.find(part) != std::string::npos) return false;
  }
  // What is left of the bare byte.
  return text.find('\x9b') == std::string::npos;
}

TEST(Printable, WhatCanBeSeenStaysAsItIs) {
  for (const std::string text :
       {"plain", "\xc3\xa9t\xc3\xa9 \xe2\x80\xa6 \xe6\x95\xb0", "\xf0\x9f\x99\x82", "", "a\\b"}) {
    EXPECT_EQ(printable(text), text);
    EXPECT_EQ(printable_json(text), text);
  }
}

TEST(Printable, WhatActsOnATerminalIsWrittenOut) {
  EXPECT_EQ(printable(kNasty), "a\\u001b[31m\\u009b\\u202e\\u2066\\u200f\\x9b");
  EXPECT_EQ(printable("one\ntwo\tthree\r"), "one\\ntwo\\tthree\\r");
  EXPECT_EQ(printable(std::string("\0\x7f", 2)), "\\u0000\\u007f");
  EXPECT_EQ(printable("\xf3\xa0\x80\x81"), "\\udb40\\udc01");
  // Overlong, a surrogate, beyond the last code point, cut off.
  EXPECT_EQ(printable("\xc0\x9b|\xed\xa0\x80|\xf4\x90\x80\x80|\xe2\x80"),
            "\\xc0\\x9b|\\xed\\xa0\\x80|\\xf4\\x90\\x80\\x80|\\xe2\\x80");
}

TEST(Printable, JsonMeansWhatItMeant) {
  const std::string nasty = "\x7f\xc2\x9b\xe2\x80\xae\xf3\xa0\x80\x81\n";
  const std::string text = json_text({{nasty, nasty}});
  EXPECT_TRUE(is_safe(text)) << text;
  EXPECT_EQ(nlohmann::json::parse(text), nlohmann::json({{nasty, nasty}}));
}

class NastyNames : public FilesTest {};

TEST_F(NastyNames, DoNotReachTheTerminalFromAnyCommand) {
  const std::string ink = path(kNasty + ".ndjson");
  const std::string run = path(kNasty);
  const std::string model = run + "/model.safetensors";
  std::string out;
  const auto add = [&](const Arguments& arguments) {
    const Outcome outcome = digitlab(arguments);
    EXPECT_EQ(outcome.signal, 0);
    out += outcome.out + outcome.err;
    return outcome.exit_code;
  };
  EXPECT_EQ(add({"synth", "--count", "40", "--out", ink}), 0);
  EXPECT_EQ(add({"explore", "--data", ink, "--out", path(kNasty + ".png")}), 0);
  const Arguments train = {"train",    "--model", "lab",
                           "--data",   ink,       "--validation",
                           ink,        "--test",  ink + ",synthetic:9",
                           "--epochs", "1",       "--out",
                           run};
  EXPECT_EQ(add(train), 0);
  EXPECT_EQ(add(train), 1);
  EXPECT_EQ(add({"evaluate", "--model", model, "--data", ink + "," + ink}), 0);
  EXPECT_EQ(add({"evaluate", "--json", "--model", model, "--data", ink + "," + ink}), 0);
  EXPECT_EQ(add({"calibrate", "--run", run, "--data", ink}), 1);
  EXPECT_EQ(add({"card", "--run", run}), 0);
  EXPECT_EQ(add({"summary", "--model", path(kNasty + ".safetensors")}), 1);
  EXPECT_EQ(add({kNasty}), 2);
  write("spec.json",
        "{\"name\":\"\xe2\x80\xae\",\"layers\":[{\"type\":\"Input\",\"shape\":[400]},"
        "{\"type\":\"Dense\",\"name\":\"\xc2\x9b\",\"units\":10}]}");
  EXPECT_EQ(add({"summary", "--model", path("spec.json")}), 0);
  EXPECT_EQ(add({"summary", "--json", "--model", path("spec.json")}), 0);
  write("words.ndjson", "{\"word\":\"\xe2\x80\xae\xc2\x9b\",\"drawing\":[[[5,5,6],[0,10,20]]]}\n");
  EXPECT_EQ(add({"predict", "--model", model, "--ink", path("words.ndjson")}), 0);
  EXPECT_EQ(add({"predict", "--json", "--model", model, "--ink", path("words.ndjson")}), 0);
  EXPECT_EQ(add({"evaluate", "--model", model, "--numbers", path("words.ndjson")}), 0);
  EXPECT_TRUE(is_safe(out)) << out;
  EXPECT_NE(out.find("\\u202e"), std::string::npos);
  EXPECT_TRUE(is_safe(read(kNasty + "/report.json")));
}

}  // namespace
}  // namespace digitlab::tools
