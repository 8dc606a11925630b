// What writing files leaves behind, in a folder and in time.
#include "system/atomic_file.hpp"

#include <csignal>
#include <filesystem>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/program.hpp"
#include "system/input_file.hpp"

namespace digitlab::tools {
namespace {

class AtomicFiles : public FilesTest {
 protected:
  Outcome synth(const std::string& name) const {
    return digitlab({"synth", "--count", "5", "--out", path(name)});
  }
};

TEST_F(AtomicFiles, TheNextRunRemovesWhatAKilledOneLeft) {
  const pid_t writer = fork();
  if (writer == 0) {
    const AtomicFile file(path("digits.mat"));
    raise(SIGKILL);
  }
  ASSERT_GT(writer, 0);
  waitpid(writer, nullptr, 0);
  ASSERT_EQ(files(), std::vector<std::string>{"digits.mat." + std::to_string(writer) + ".tmp"});
  expect_success(synth("other.mat"));  // another target's are not its business
  EXPECT_EQ(files().size(), 2U);
  expect_success(synth("digits.mat"));
  EXPECT_EQ(files(), (std::vector<std::string>{"digits.mat", "other.mat"}));
}

TEST_F(AtomicFiles, OfALivingWriterAreLeftAlone) {
  AtomicFile file(path("digits.mat"));
  expect_success(synth("digits.mat"));
  EXPECT_EQ(files().size(), 2U);
  const Bytes late = {'l', 'a', 't', 'e'};
  file.write(late);
  file.commit();
  EXPECT_EQ(read("digits.mat"), "late");
  EXPECT_EQ(files(), std::vector<std::string>{"digits.mat"});
}

TEST_F(AtomicFiles, WhatOnlyLooksLikeOneStays) {
  const std::vector<std::string> names = {"digits.mat.12x.tmp", "digits.mat..tmp", "digits.mat.tmp",
                                          "my-digits.mat.12.tmp"};
  for (const std::string& name : names) write(name, "mine");
  expect_success(synth("digits.mat"));
  EXPECT_EQ(files().size(), names.size() + 1);
}

TEST_F(AtomicFiles, NamesMayBeAsLongAsTheSystemTakes) {
  for (const std::size_t length : {243U, 244U, 250U, 255U}) {
    const std::string name = std::string(length - 4, 'n') + ".mat";
    expect_success(synth(name));
    expect_success(synth(name));
    EXPECT_EQ(files(), std::vector<std::string>{name});
    expect_success(digitlab({"explore", "--data", path(name), "--out", path("grid.png")}));
    std::filesystem::remove(path(name));
    std::filesystem::remove(path("grid.png"));
  }
  std::string umlauts;
  while (umlauts.size() < 250) umlauts += "\xc3\xa4";
  expect_success(synth(umlauts + ".mat"));
  expect_error(synth(std::string(252, 'n') + ".mat"), 1, {"File name too long"});
}

TEST_F(AtomicFiles, TwoLongNamesThatBeginAlikeDoNotMeet) {
  const std::string begin(240, 'n');
  AtomicFile one(path(begin + "1"));
  AtomicFile two(path(begin + "2"));
  const Bytes first = {'1'};
  const Bytes second = {'2'};
  one.write(first);
  two.write(second);
  one.commit();
  two.commit();
  EXPECT_EQ(read(begin + "1"), "1");
  EXPECT_EQ(read(begin + "2"), "2");
  EXPECT_EQ(files().size(), 2U);
}

TEST_F(AtomicFiles, APipeGetsAllThatIsWritten) {
  const std::string pipe = make_pipe("grid.png");
  std::string received;
  std::thread reader([&] { received = read_whole(pipe); });
  expect_success(digitlab({"explore", "--data", "synthetic:5", "--out", pipe}));
  reader.join();
  EXPECT_EQ(received.substr(1, 3), "PNG");
}

}  // namespace
}  // namespace digitlab::tools
