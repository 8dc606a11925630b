// Files cut off and with flipped bits, many of each: the program must give a result or one line.
#include <cmath>

#include "digitlab/math/random.hpp"
#include "support/program.hpp"
#include "support/sample_files.hpp"

namespace digitlab::tools {
namespace {

/// What a reader may do with a damaged file.
enum class Tolerance {
  kNone,       ///< any change must be noticed: the format has a checksum over everything
  kUnnoticed,  ///< a flipped bit may just give other values
};

class Damage : public FilesTest {
 protected:
  /// Runs `arguments` on versions of `name` cut off at many places; each must be an error.
  void expect_cuts_noticed(const std::string& name, const Arguments& arguments) {
    const std::string whole = read(name);
    Random random(1);
    for (int i = 0; i < kCuts; ++i) {
      const std::size_t length = i < 8 ? static_cast<std::size_t>(i) * 9
                                       : random.below(static_cast<std::uint32_t>(whole.size()));
      if (length >= whole.size()) continue;
      SCOPED_TRACE(name + " cut off at byte " + std::to_string(length));
      write(name, whole.substr(0, length));
      expect_error(digitlab(arguments), 1, {name});
    }
    write(name, whole);
    expect_success(digitlab(arguments));
  }

  /// The same with one bit flipped.
  void expect_flips_survived(const std::string& name, const Arguments& arguments,
                             Tolerance tolerance) {
    const std::string whole = read(name);
    Random random(2);
    for (int i = 0; i < kFlips; ++i) {
      // Half of them in the first bytes, where headers are.
      const std::size_t range =
          i % 2 == 0 ? std::min<std::size_t>(whole.size(), 256) : whole.size();
      const std::size_t at = random.below(static_cast<std::uint32_t>(range));
      const unsigned bit = random.below(8);
      SCOPED_TRACE(name + " with bit " + std::to_string(bit) + " of byte " + std::to_string(at) +
                   " flipped");
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ static_cast<char>(1U << bit));
      write(name, damaged);
      const Outcome outcome = digitlab(arguments);
      if (tolerance == Tolerance::kUnnoticed && outcome.exit_code == 0) {
        expect_success(outcome);
      } else {
        expect_error(outcome, 1, {name});
      }
    }
    write(name, whole);
  }

  Arguments explore(const std::string& name) const {
    return {"explore", "--data", path(name), "--count", "4", "--out", path("grid.png")};
  }

  void train_small(const std::string& folder) const {
    expect_success(digitlab({"train", "--model", "lab", "--data", "synthetic:60", "--epochs", "2",
                             "--out", path(folder)}));
  }

  static constexpr int kCuts = 12;
  static constexpr int kFlips = 20;
};

TEST_F(Damage, OfMatFilesIsSurvived) {
  write_with_matio(path("plain.mat"), course_variables(5), MAT_FT_MAT5, MAT_COMPRESSION_NONE);
  expect_cuts_noticed("plain.mat", explore("plain.mat"));
  expect_flips_survived("plain.mat", explore("plain.mat"), Tolerance::kUnnoticed);
}

TEST_F(Damage, OfCompressedMatFilesIsSurvived) {
  write_with_matio(path("packed.mat"), course_variables(5), MAT_FT_MAT5, MAT_COMPRESSION_ZLIB);
  expect_cuts_noticed("packed.mat", explore("packed.mat"));
  expect_flips_survived("packed.mat", explore("packed.mat"), Tolerance::kUnnoticed);
}

TEST_F(Damage, OfVersion73MatFilesIsSurvived) {
  write_with_matio(path("new.mat"), course_variables(5), MAT_FT_MAT73, MAT_COMPRESSION_NONE);
  expect_cuts_noticed("new.mat", explore("new.mat"));
  expect_flips_survived("new.mat", explore("new.mat"), Tolerance::kUnnoticed);
}

TEST_F(Damage, OfMnistFilesIsSurvived) {
  write("a-images-idx3-ubyte", idx_images(10));
  write("a-labels-idx1-ubyte", idx_labels(10));
  expect_cuts_noticed("a-images-idx3-ubyte", explore("a-images-idx3-ubyte"));
  expect_flips_survived("a-images-idx3-ubyte", explore("a-images-idx3-ubyte"),
                        Tolerance::kUnnoticed);
  expect_cuts_noticed("a-labels-idx1-ubyte", explore("a-images-idx3-ubyte"));
}

TEST_F(Damage, OfGzipIsNoticed) {
  write("a-images-idx3-ubyte.gz", gzip(idx_images(10)));
  write("a-labels-idx1-ubyte.gz", gzip(idx_labels(10)));
  expect_cuts_noticed("a-images-idx3-ubyte.gz", explore("a-images-idx3-ubyte.gz"));
  // Time, system and flags of the header are covered by no checksum.
  expect_flips_survived("a-images-idx3-ubyte.gz", explore("a-images-idx3-ubyte.gz"),
                        Tolerance::kUnnoticed);
}

TEST_F(Damage, OfInkIsSurvived) {
  expect_success(digitlab({"synth", "--count", "3", "--out", path("ink.ndjson")}));
  const std::string whole = read("ink.ndjson");
  Random random(3);
  for (int i = 0; i < kCuts; ++i) {
    const std::size_t length = random.below(static_cast<std::uint32_t>(whole.size() - 1));
    write("ink.ndjson", whole.substr(0, length));
    const Outcome outcome = digitlab(explore("ink.ndjson"));
    // A cut between two lines leaves a whole file.
    if (length == 0 || whole[length] != '\n') {
      if (length > 0 && whole[length - 1] == '\n') continue;
      expect_error(outcome, 1, {"ink.ndjson"});
    }
  }
  write("ink.ndjson", whole);
  expect_flips_survived("ink.ndjson", explore("ink.ndjson"), Tolerance::kUnnoticed);
}

TEST_F(Damage, OfModelsIsSurvived) {
  train_small("run");
  const Arguments evaluate = {"evaluate", "--model", path("run/model.safetensors"), "--data",
                              "synthetic:10"};
  expect_cuts_noticed("run/model.safetensors", evaluate);
  expect_flips_survived("run/model.safetensors", evaluate, Tolerance::kUnnoticed);
}

TEST_F(Damage, OfCourseWeightsIsSurvived) {
  std::vector<MatVariable> thetas = {{"Theta1", 25, 401, {}, MAT_C_DOUBLE},
                                     {"Theta2", 10, 26, {}, MAT_C_DOUBLE}};
  for (MatVariable& theta : thetas) theta.values.assign(theta.rows * theta.columns, 0.01);
  write_with_matio(path("weights.mat"), thetas);
  const Arguments evaluate = {"evaluate", "--model", path("weights.mat"), "--data", "synthetic:10"};
  expect_cuts_noticed("weights.mat", evaluate);
  expect_flips_survived("weights.mat", evaluate, Tolerance::kUnnoticed);
}

TEST_F(Damage, OfPicturesIsSurvived) {
  train_small("run");
  expect_success(digitlab({"explore", "--data", "synthetic:1", "--out", path("scan.png")}));
  const Arguments predict = {"predict", "--model", path("run/model.safetensors"), "--image",
                             path("scan.png")};
  expect_flips_survived("scan.png", predict, Tolerance::kNone);
  expect_cuts_noticed("scan.png", predict);
}

TEST_F(Damage, OfCheckpointsIsSurvived) {
  const Arguments train = {"train",        "--model",  "lab",    "--data",
                           "synthetic:60", "--epochs", "100000", "--out",
                           path("run"),    "--seed",   "5"};
  RunningProgram program(train);
  ASSERT_TRUE(program.wait_for("epoch      2/"));
  program.send(SIGKILL);
  program.finish();
  const std::string whole = read("run/checkpoint.safetensors");
  ASSERT_FALSE(whole.empty());
  Arguments resume = train;
  resume.push_back("--resume");
  for (std::size_t length = 0; length < whole.size(); length += whole.size() / 12) {
    write("run/checkpoint.safetensors", whole.substr(0, length));
    expect_error(digitlab(resume), 1, {"checkpoint.safetensors"});
  }
  write("run/checkpoint.safetensors", whole);
  EXPECT_FALSE(exists("run/model.safetensors"));
}

TEST(CourseWeights, OfWrongShapeAreRefused) {
  const auto evaluate = [](const std::string& file) {
    return digitlab({"evaluate", "--model", file, "--data", "synthetic:10"});
  };
  const std::string file = testing::TempDir() + "digitlab-weights.mat";
  const auto theta = [](const char* name, std::size_t rows, std::size_t columns) {
    return MatVariable{name, rows, columns, std::vector<double>(rows * columns, 0.1), MAT_C_DOUBLE};
  };
  write_with_matio(file, {theta("Theta1", 25, 400), theta("Theta2", 10, 26)});
  expect_error(evaluate(file), 1, {"Theta1 25×400", "401 or 785"});
  write_with_matio(file, {theta("Theta1", 25, 401), theta("Theta2", 10, 25)});
  expect_error(evaluate(file), 1, {"Theta2 10×25", "26 columns"});
  write_with_matio(file, {theta("Theta1", 25, 401), theta("Theta2", 9, 26)});
  expect_error(evaluate(file), 1, {"Theta2 9×26", "10 rows"});
  write_with_matio(file, {theta("Theta2", 10, 26)});
  expect_error(evaluate(file), 1, {"no variable Theta1"});
  MatVariable holed = theta("Theta1", 10, 401);
  holed.values[5] = std::nan("");
  write_with_matio(file, {holed});
  expect_error(evaluate(file), 1, {"Theta1", "not finite"});
  std::remove(file.c_str());
}

}  // namespace
}  // namespace digitlab::tools
