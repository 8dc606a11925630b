// Names of sources: commas, at signs, endings in either case.
#include <filesystem>

#include "sources/source_list.hpp"
#include "support/program.hpp"
#include "support/sample_files.hpp"

namespace digitlab::tools {
namespace {

TEST(SourceList, DividesAtCommasThatAreNotEscaped) {
  using List = std::vector<std::string>;
  EXPECT_EQ(split_list("a,b"), (List{"a", "b"}));
  EXPECT_EQ(split_list("a\\,b,c"), (List{"a\\,b", "c"}));
  EXPECT_EQ(split_list("a\\\\,b"), (List{"a\\\\", "b"}));
  EXPECT_EQ(split_list(""), List{""});
  EXPECT_EQ(split_list("a,"), (List{"a", ""}));
}

TEST(SourceList, EscapesStandForOneCharacter) {
  EXPECT_EQ(unescape("a\\,b\\\\c\\@d"), "a,b\\c@d");
  EXPECT_EQ(unescape("a\\b\\"), "a\\b\\");
}

TEST(SourceList, AnEscapedSelectionBelongsToTheName) {
  EXPECT_EQ(parse_source("a.ndjson@train").path, "a.ndjson");
  EXPECT_EQ(parse_source("a.ndjson@train").selection, Selection::kTrain);
  EXPECT_EQ(parse_source("a.ndjson\\@train").path, "a.ndjson@train");
  EXPECT_EQ(parse_source("a.ndjson\\@train").selection, Selection::kAll);
  EXPECT_EQ(parse_source("a.ndjson\\@train").kind_name(), "a.ndjson");
  // The backslash is escaped here, not the at sign.
  EXPECT_EQ(parse_source("a\\\\@held-out").path, "a\\");
  EXPECT_EQ(parse_source("a\\\\@held-out").selection, Selection::kHeldOut);
}

class SourceNames : public FilesTest {
 protected:
  Outcome explore(const std::string& source) const {
    return digitlab({"explore", "--data", source, "--out", path("grid.png"), "--json"});
  }
};

TEST_F(SourceNames, ACommaIsWrittenWithABackslash) {
  std::filesystem::create_directory(path("Digits, May 2024"));
  write("Digits, May 2024/a,b.ndjson", ink_lines(10, 1));
  const auto parts = explore(path("Digits\\, May 2024/a\\,b.ndjson") + "," +
                             path("Digits\\, May 2024/a\\,b.ndjson"))
                         .json()
                         .at("parts");
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts.at(1).at("source"), "a,b.ndjson");
  expect_error(explore(path("Digits, May 2024/a\\,b.ndjson")), 2, {"\\,"});
}

TEST_F(SourceNames, ABackslashIsWrittenTwice) {
  write("a\\,.ndjson", ink_lines(10, 1));
  EXPECT_EQ(explore(path("a\\\\\\,.ndjson")).json().at("samples"), 10);
}

TEST_F(SourceNames, MayEndInWhatSelectsWriters) {
  write("ink.ndjson@held-out", ink_lines(50, 5));
  const std::string name = path("ink.ndjson\\@held-out");
  EXPECT_EQ(explore(name).json().at("samples"), 50);
  EXPECT_EQ(explore(name + "@held-out").json().at("samples"), 10);
  EXPECT_EQ(explore(name + "@train").json().at("samples"), 40);
  expect_error(explore(path("ink.ndjson@held-out")), 1, {"ink.ndjson: No such file"});
  write("a-images-idx3-ubyte@train", idx_images(10));
  write("a-labels-idx1-ubyte@train", idx_labels(10));
  EXPECT_EQ(explore(path("a-images-idx3-ubyte\\@train")).json().at("samples"), 10);
}

TEST_F(SourceNames, EndingsMayBeInEitherCase) {
  write_with_matio(path("DIGITS.MAT"), course_variables(10));
  write("INK.NDJSON", ink_lines(10, 1));
  write("Ink.NdJson.GZ", gzip(ink_lines(10, 1)));
  write("TRAIN-IMAGES-IDX3-UBYTE", idx_images(10));
  write("TRAIN-LABELS-IDX1-UBYTE.GZ", gzip(idx_labels(10)));
  for (const char* name :
       {"DIGITS.MAT", "INK.NDJSON", "Ink.NdJson.GZ", "TRAIN-IMAGES-IDX3-UBYTE"}) {
    const Outcome run = explore(path(name));
    expect_success(run);
    EXPECT_EQ(run.json().at("samples"), 10);
  }
  expect_success(digitlab({"synth", "--count", "10", "--out", path("OUT.MAT")}));
  EXPECT_EQ(explore(path("OUT.MAT")).json().at("samples"), 10);
  write("SPEC.JSON", R"({"layers":[{"type":"Input","shape":[400]},{"type":"Dense","units":10}]})");
  expect_success(digitlab({"train", "--model", path("SPEC.JSON"), "--data", "synthetic:50",
                           "--epochs", "1", "--out", path("run")}));
  std::filesystem::rename(path("run/model.safetensors"), path("MODEL.SafeTensors"));
  expect_success(digitlab({"summary", "--model", path("MODEL.SafeTensors")}));
}

TEST_F(SourceNames, TeachersTakeTheSameEscapes) {
  std::filesystem::create_directory(path("one, two"));
  expect_success(digitlab({"train", "--model", "lab", "--data", "synthetic:50", "--epochs", "1",
                           "--out", path("one, two/run")}));
  const std::string teacher = path("one\\, two/run/model.safetensors");
  expect_success(digitlab({"train", "--model", "lab", "--data", "synthetic:50", "--epochs", "1",
                           "--teacher", teacher + "," + teacher, "--out", path("run")}));
}

TEST_F(SourceNames, ASourceThatDoesNotFitTheModelIsNamedByEveryCommand) {
  write("a-images-idx3-ubyte", idx_bytes({10, 10, 10}, std::string(1000, 'x')));
  write("a-labels-idx1-ubyte", idx_labels(10));
  expect_success(digitlab({"train", "--model", "lab", "--data", "synthetic:50", "--epochs", "1",
                           "--out", path("run")}));
  const std::string model = path("run/model.safetensors");
  const std::string images = path("a-images-idx3-ubyte");
  const std::string both = "synthetic:50," + images;
  const std::vector<std::string> parts = {images, "10×10"};
  expect_error(digitlab({"evaluate", "--model", model, "--data", both}), 1, parts);
  expect_error(digitlab({"predict", "--model", model, "--data", both, "--index", "3"}), 1, parts);
  expect_error(digitlab({"calibrate", "--run", path("run"), "--data", both}), 1, parts);
  for (const char* option : {"--test", "--validation", "--pictures"}) {
    expect_error(digitlab({"train", "--model", "lab", "--data", "synthetic:50", option, both,
                           "--out", path("new")}),
                 1, parts);
  }
  expect_error(digitlab({"train", "--model", "lab", "--data", both, "--out", path("new")}), 1,
               parts);
  EXPECT_FALSE(exists("new"));
}

}  // namespace
}  // namespace digitlab::tools
