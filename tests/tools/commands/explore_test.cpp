// `explore --augment`: a sheet of what augmentation makes of samples.
#include <cmath>
#include <filesystem>

#include "digitlab/data/augmentation.hpp"
#include "pictures/png_file.hpp"
#include "support/program.hpp"
#include "support/sample_files.hpp"

namespace digitlab::tools {
namespace {

// Cells of a picture and the paper around them, as `DigitGrid` lays them out.
constexpr Index kPicture = 84;
constexpr Index kCellWidth = 94;
constexpr Index kCellHeight = 110;
constexpr Index kMargin = 10;

class Explore : public FilesTest {
 protected:
  Arguments sheet(const std::string& source, const Arguments& more = {}) const {
    Arguments arguments = {"explore", "--augment", "--data", source, "--out", path("sheet.png")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  GrayPicture picture() const {
    const std::string bytes = read("sheet.png");
    return parse_png({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  }

  // One picture of the sheet, row-major.
  static std::vector<std::uint8_t> cell(const GrayPicture& sheet, Index row, Index column) {
    std::vector<std::uint8_t> pixels;
    for (Index y = 0; y < kPicture; ++y) {
      const auto begin = sheet.pixels.begin() + (kMargin + row * kCellHeight + y) * sheet.width +
                         kMargin + column * kCellWidth;
      pixels.insert(pixels.end(), begin, begin + kPicture);
    }
    return pixels;
  }

  std::string ink_file() const {
    return write("ink.ndjson",
                 "{\"word\":\"7\",\"drawing\":[[[0,60,20],[0,0,90]],[[20,50],[40,45]]]}\n"
                 "{\"word\":\"1\",\"drawing\":[[[0,0],[0,90]]]}\n");
  }
};

TEST_F(Explore, TheSheetHasARowForEachSampleTheSampleFirst) {
  const Outcome run = digitlab(sheet("synthetic:30", {"--count", "3", "--variations", "4"}));
  expect_success(run);
  EXPECT_NE(run.out.find("with 4 variations"), std::string::npos) << run.out;
  const GrayPicture varied = picture();
  EXPECT_EQ(varied.width, kMargin + 5 * kCellWidth);
  EXPECT_EQ(varied.height, kMargin + 3 * kCellHeight);
  EXPECT_NE(cell(varied, 0, 1), cell(varied, 0, 2));

  expect_success(
      digitlab(sheet("synthetic:30", {"--count", "3", "--variations", "4", "--strength", "0"})));
  const GrayPicture same = picture();
  for (Index row = 0; row < 3; ++row) {
    EXPECT_EQ(cell(varied, row, 0), cell(same, row, 0));
    for (Index column = 1; column < 5; ++column) {
      EXPECT_EQ(cell(same, row, column), cell(same, row, 0));
      EXPECT_NE(cell(varied, row, column), cell(same, row, 0));
    }
  }
}

TEST_F(Explore, TheSheetIsThatOfItsSeed) {
  const auto bytes_of = [&](const std::string& seed) {
    expect_success(digitlab(sheet(ink_file(), {"--seed", seed})));
    return read("sheet.png");
  };
  const std::string first = bytes_of("4");
  EXPECT_TRUE(first == bytes_of("4"));
  EXPECT_FALSE(first == bytes_of("5"));
}

TEST_F(Explore, InkIsVariedAsStrokes) {
  expect_success(digitlab(sheet(ink_file(), {"--variations", "8"})));
  const GrayPicture varied = picture();
  // Framed anew, a digit fills its box whatever was done to it: no variation is only a shifted or
  // smaller one. An image's ink would vary in height by a fifth and more.
  for (Index row = 0; row < 2; ++row) {
    for (Index column = 0; column < 9; ++column) {
      const std::vector<std::uint8_t> pixels = cell(varied, row, column);
      Index top = kPicture;
      Index bottom = 0;
      for (std::size_t i = 0; i < pixels.size(); ++i) {
        if (pixels[i] > 128) continue;
        top = std::min(top, static_cast<Index>(i) / kPicture);
        bottom = static_cast<Index>(i) / kPicture;
      }
      EXPECT_NEAR(static_cast<double>(bottom - top), 60, 15) << row << ' ' << column;
    }
  }
}

TEST_F(Explore, TheSheetTellsWhatItShowsAsJson) {
  const auto json =
      digitlab(sheet("synthetic:30", {"--variations", "2", "--strength", "0.5", "--json"})).json();
  EXPECT_EQ(json.at("pictures"), 12);
  EXPECT_EQ(json.at("variations"), 2);
  EXPECT_EQ(json.at("strength"), 0.5);
}

TEST_F(Explore, SheetsOfImagesOfTheCoursesSizeAreVariedAtThatSize) {
  write_with_matio(path("course.mat"), course_variables(10));
  expect_success(digitlab(sheet(path("course.mat"), {"--count", "2"})));
  EXPECT_EQ(picture().height, kMargin + 2 * kCellHeight);
}

TEST_F(Explore, RefusesSheetsThatMakeNoSense) {
  expect_error(digitlab(sheet("synthetic:5", {"--strength", "2.5"})), 2, {"--strength"});
  expect_error(digitlab(sheet("synthetic:5", {"--strength", "nan"})), 2, {"--strength"});
  expect_error(digitlab(sheet("synthetic:5", {"--variations", "0"})), 2, {"--variations"});
  expect_error(digitlab(sheet("synthetic:5", {"--count", "900", "--variations", "100"})), 2,
               {"90900 pictures", "at most 10000"});
  expect_error(
      digitlab({"explore", "--data", "synthetic:5", "--out", path("a.png"), "--strength", "1"}), 2,
      {"--strength", "--augment"});
  EXPECT_TRUE(files().empty());
}

TEST(Augmentation, TheStrongestSheetIsWithinTheRanges) {
  EXPECT_NO_THROW(default_augmentation().scaled(2).check());
}

TEST_F(Explore, CountsStrokesOfInkAndOfNothingElse) {
  const Outcome run = digitlab({"explore", "--data", ink_file(), "--out", path("grid.png")});
  expect_success(run);
  EXPECT_NE(run.out.find("  1 stroke        0      1      0"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("  2 strokes       0      0      0      0      0      0      0      1"),
            std::string::npos)
      << run.out;
  const auto strokes =
      digitlab({"explore", "--data", ink_file(), "--out", path("grid.png"), "--json"})
          .json()
          .at("parts")
          .at(0)
          .at("per_strokes");
  EXPECT_EQ(strokes.at(1).at(7), 1);
  EXPECT_EQ(strokes.at(2), std::vector<int>(10, 0));
}

}  // namespace
}  // namespace digitlab::tools
