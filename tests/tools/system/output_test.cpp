// Output that cannot be written: one line, and what was there before stays.
#include <algorithm>
#include <filesystem>

#include <sys/stat.h>

#include "support/program.hpp"

namespace digitlab::tools {
namespace {

class Output : public FilesTest {
 protected:
  Arguments train(const std::string& out) const {
    return {"train", "--model", "lab", "--data", "synthetic:60", "--epochs", "2", "--out", out};
  }
};

TEST_F(Output, ThatCannotBeMadeIsNamed) {
  write("file", "something");
  expect_error(digitlab({"explore", "--data", "synthetic:5", "--out", path("none/grid.png")}), 1,
               {"none/grid.png", "No such file or directory"});
  expect_error(digitlab({"explore", "--data", "synthetic:5", "--out", path("file/grid.png")}), 1,
               {"Not a directory"});
  expect_error(digitlab({"synth", "--count", "5", "--out", "/proc/none.mat"}), 1,
               {"/proc/none.mat"});
  std::filesystem::create_directory(path("folder.mat"));
  expect_error(digitlab({"synth", "--count", "5", "--out", path("folder.mat")}), 1,
               {"is a folder"});
  expect_error(digitlab(train(path("file"))), 1, {"/file"});
  expect_error(digitlab(train(path("file/run"))), 1, {"/file/run"});
  expect_error(digitlab(train("/proc/run")), 1, {"/proc/run"});
  EXPECT_EQ(files(), std::vector<std::string>{"file"});
  EXPECT_EQ(read("file"), "something");
}

TEST_F(Output, OnAFullDiskLeavesWhatWasThere) {
  const RunOptions full{.file_size_limit = 4096, .stdout_to = ""};
  write("digits.mat", "before");
  expect_error(digitlab({"synth", "--count", "50", "--out", path("digits.mat")}, full), 1,
               {"digits.mat", "cannot write"});
  EXPECT_EQ(read("digits.mat"), "before");
  write("grid.png", "before");
  expect_error(digitlab({"explore", "--data", "synthetic:64", "--out", path("grid.png")}, full), 1,
               {"grid.png", "cannot write"});
  EXPECT_EQ(read("grid.png"), "before");
  EXPECT_EQ(files(), (std::vector<std::string>{"digits.mat", "grid.png"}));

  expect_success(digitlab(train(path("run"))));
  const std::string model = read("run/model.safetensors");
  const std::string report = read("run/report.json");
  Arguments again = train(path("run"));
  again.insert(again.end(), {"--seed", "2", "--json", "--overwrite"});
  // Too small for the checkpoint; then large enough for that but not for the report's pictures.
  expect_error(digitlab(again, full), 1, {"checkpoint.safetensors", "cannot write"});
  again.insert(again.end(), {"--pictures", "synthetic:300"});
  expect_error(digitlab(again, {.file_size_limit = 150'000, .stdout_to = ""}), 1,
               {"report.json", "cannot write"});
  EXPECT_TRUE(model == read("run/model.safetensors"));
  EXPECT_TRUE(report == read("run/report.json"));
  std::replace(again.begin(), again.end(), std::string("--overwrite"), std::string("--resume"));
  expect_success(digitlab(again));
  EXPECT_FALSE(model == read("run/model.safetensors"));
}

TEST_F(Output, ToADeviceIsNotReplacedByAFile) {
  std::filesystem::create_symlink("/dev/full", path("full.mat"));
  expect_error(digitlab({"synth", "--count", "50", "--out", path("full.mat")}), 1,
               {"full.mat", "No space left on device"});
  struct stat status {};
  ASSERT_EQ(stat("/dev/full", &status), 0);
  EXPECT_TRUE(S_ISCHR(status.st_mode));
}

TEST_F(Output, ThroughALinkReplacesTheFileBehindIt) {
  write("real.ndjson", "old");
  std::filesystem::create_symlink(path("real.ndjson"), path("link.ndjson"));
  expect_success(digitlab({"synth", "--count", "3", "--out", path("link.ndjson")}));
  EXPECT_TRUE(std::filesystem::is_symlink(path("link.ndjson")));
  EXPECT_NE(read("real.ndjson"), "old");
}

TEST_F(Output, OfASignalledRunIsGone) {
  RunningProgram program({"synth", "--count", "1000000", "--out", path("many.ndjson")});
  program.send(SIGTERM);
  program.finish();
  EXPECT_TRUE(files().empty());
}

}  // namespace
}  // namespace digitlab::tools
