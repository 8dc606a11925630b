/// @file
/// Running the real `digitlab` and looking at what it did.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <sys/types.h>

namespace digitlab::tools {

using Arguments = std::vector<std::string>;

/// What came of a run.
struct Outcome {
  int exit_code = -1;  ///< -1 when a signal ended it
  int signal = 0;
  bool timed_out = false;
  std::string out;
  std::string err;
  double seconds = 0;    ///< of processor time
  long most_memory = 0;  ///< bytes resident at most

  /// The one JSON object that stdout must be.
  nlohmann::json json() const;
};

struct RunOptions {
  long file_size_limit = -1;      ///< bytes that a file may grow to; -1 for no limit
  std::string stdout_to = {};     ///< a file instead of `Outcome::out`
  std::vector<int> ignored = {};  ///< signals that it does not see, as `nohup` starts programs
};

/// Runs `digitlab` with these arguments; it is killed after two minutes.
Outcome digitlab(const Arguments& arguments, const RunOptions& options = {});

/// A run that goes on while the test does.
class RunningProgram {
 public:
  RunningProgram(const Arguments& arguments, const RunOptions& options = {});
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  /// Waits until stdout holds `text`; false when the program ended before or a minute went by.
  bool wait_for(const std::string& text);
  void send(int signal);
  Outcome finish();

 private:
  bool has_ended(bool wait);

  bool owns_out_;
  std::string out_path_;
  std::string err_path_;
  pid_t process_ = -1;
  bool ended_ = false;
  int status_ = 0;
  rusage usage_{};
};

/// Exit code `exit_code`, nothing on stdout, and on stderr exactly one line `digitlab: error: …`
/// that holds each of `parts`.
void expect_error(const Outcome& run, int exit_code, const std::vector<std::string>& parts = {});

/// That with exit code 1, in a second of processor time and 300 MB; sanitizers may take more.
void expect_cheap_error(const Outcome& run, const std::vector<std::string>& parts = {});

/// Exit code 0 and nothing on stderr.
void expect_success(const Outcome& run);

/// A folder of its own for each test, removed afterwards.
class FilesTest : public testing::Test {
 protected:
  FilesTest();
  ~FilesTest() override;

  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::string write(const std::string& name, const std::string& bytes) const;
  /// A pipe that has a name.
  std::string make_pipe(const std::string& name) const;
  std::string read(const std::string& name) const;
  bool exists(const std::string& name) const;
  std::vector<std::string> files() const;

 private:
  std::string folder_;
};

std::string read_whole(const std::string& path);
void write_whole(const std::string& path, const std::string& bytes);

/// Path of a file of the real data sets, or empty when it is not on this machine.
std::string real_data(const std::string& name);

/// Path of a drawing or picture that was once misread, or empty when it is not on this machine.
std::string hard_case(const std::string& name);

/// Skips the test, loudly, when such a file is not there.
#define DIGITLAB_NEEDS_CASE(variable, name)                                                  \
  const std::string variable = ::digitlab::tools::hard_case(name);                           \
  if (variable.empty())                                                                      \
  GTEST_SKIP() << "\n*** NOT TESTED: " << (name) << " is not here; set DIGITLAB_CASES to a " \
               << "folder of hard cases ***\n"

/// Skips the test, loudly, when a real data set is not there.
#define DIGITLAB_NEEDS(variable, name)                                                      \
  const std::string variable = ::digitlab::tools::real_data(name);                          \
  if (variable.empty())                                                                     \
  GTEST_SKIP() << "\n*** NOT TESTED: " << (name) << " is not here; set DIGITLAB_DATA to a " \
               << "folder of the real data sets ***\n"

}  // namespace digitlab::tools
