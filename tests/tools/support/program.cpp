#include "support/program.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace digitlab::tools {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kPoll(2);

std::string temporary_name(const char* kind) {
  static int number = 0;
  return (fs::temp_directory_path() / ("digitlab-test-" + std::to_string(getpid()) + "-" +
                                       std::to_string(number++) + "-" + kind))
      .string();
}

void redirect(const std::string& path, int descriptor) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  dup2(file, descriptor);
  close(file);
}

/// The file in the folder that the variable names, or else in `folder`; empty when not there.
std::string where_present(const char* variable, const char* folder, const std::string& name) {
  const char* named = std::getenv(variable);
  const fs::path file = fs::path(named != nullptr ? named : folder) / name;
  return fs::exists(file) ? file.lexically_normal().string() : "";
}

}  // namespace

nlohmann::json Outcome::json() const {
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 1) << out;
  nlohmann::json value = nlohmann::json::parse(out, nullptr, false);
  EXPECT_TRUE(value.is_object()) << out;
  return value;
}

RunningProgram::RunningProgram(const Arguments& arguments, const RunOptions& options)
    : owns_out_(options.stdout_to.empty()),
      out_path_(owns_out_ ? temporary_name("out") : options.stdout_to),
      err_path_(temporary_name("err")) {
  std::vector<char*> argv;
  static std::string program = DIGITLAB_PROGRAM;
  argv.push_back(program.data());
  std::vector<std::string> copies(arguments);
  for (std::string& argument : copies) argv.push_back(argument.data());
  argv.push_back(nullptr);
  process_ = fork();
  if (process_ != 0) return;
  redirect(out_path_, STDOUT_FILENO);
  redirect(err_path_, STDERR_FILENO);
  if (options.file_size_limit >= 0) {
    const auto bytes = static_cast<rlim_t>(options.file_size_limit);
    const rlimit limit{bytes, bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    setenv("LLVM_PROFILE_FILE", "/dev/null", 1);  // the counts of lines are larger
  }
  // Whatever the tests themselves were started with.
  std::signal(SIGHUP, SIG_DFL);
  for (const int number : options.ignored) std::signal(number, SIG_IGN);
  execv(program.c_str(), argv.data());
  _exit(127);
}

RunningProgram::~RunningProgram() {
  if (!ended_) {
    kill(process_, SIGKILL);
    has_ended(true);
  }
  if (owns_out_) fs::remove(out_path_);
  fs::remove(err_path_);
}

bool RunningProgram::has_ended(bool wait) {
  if (!ended_) ended_ = wait4(process_, &status_, wait ? 0 : WNOHANG, &usage_) == process_;
  return ended_;
}

bool RunningProgram::wait_for(const std::string& text) {
  const Clock::time_point end = Clock::now() + std::chrono::minutes(1);
  while (Clock::now() < end) {
    if (read_whole(out_path_).find(text) != std::string::npos) return true;
    if (has_ended(false)) return read_whole(out_path_).find(text) != std::string::npos;
    std::this_thread::sleep_for(kPoll);
  }
  return false;
}

void RunningProgram::send(int signal) {
  if (!ended_) kill(process_, signal);
}

Outcome RunningProgram::finish() {
  Outcome run;
  const Clock::time_point end = Clock::now() + std::chrono::minutes(2);
  while (!has_ended(false)) {
    if (Clock::now() > end && !run.timed_out) {
      run.timed_out = true;
      kill(process_, SIGKILL);
    }
    std::this_thread::sleep_for(kPoll);
  }
  if (WIFEXITED(status_)) run.exit_code = WEXITSTATUS(status_);
  if (WIFSIGNALED(status_)) run.signal = WTERMSIG(status_);
  if (owns_out_) run.out = read_whole(out_path_);
  run.err = read_whole(err_path_);
  run.seconds = static_cast<double>(usage_.ru_utime.tv_sec + usage_.ru_stime.tv_sec) +
                static_cast<double>(usage_.ru_utime.tv_usec + usage_.ru_stime.tv_usec) / 1e6;
  run.most_memory = usage_.ru_maxrss * 1024;
  return run;
}

Outcome digitlab(const Arguments& arguments, const RunOptions& options) {
  return RunningProgram(arguments, options).finish();
}

void expect_error(const Outcome& run, int exit_code, const std::vector<std::string>& parts) {
  EXPECT_FALSE(run.timed_out);
  EXPECT_EQ(run.exit_code, exit_code) << "signal " << run.signal << "\n" << run.err;
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(run.err.rfind("digitlab: error: ", 0), 0U) << run.err;
  EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
  for (const std::string& part : parts) {
    EXPECT_NE(run.err.find(part), std::string::npos)
        << "expected \"" << part << "\" in " << run.err;
  }
}

void expect_cheap_error(const Outcome& run, const std::vector<std::string>& parts) {
  expect_error(run, 1, parts);
#ifndef DIGITLAB_SANITIZED
  EXPECT_LE(run.seconds, 1.0) << run.err;
  EXPECT_LE(run.most_memory, 300L << 20U) << run.err;
#endif
}

void expect_success(const Outcome& run) {
  EXPECT_FALSE(run.timed_out);
  EXPECT_EQ(run.exit_code, 0) << "signal " << run.signal;
  EXPECT_EQ(run.err, "");
}

FilesTest::FilesTest() : folder_(temporary_name("files")) { fs::create_directories(folder_); }
FilesTest::~FilesTest() { fs::remove_all(folder_); }

std::string FilesTest::write(const std::string& name, const std::string& bytes) const {
  write_whole(path(name), bytes);
  return path(name);
}
std::string FilesTest::make_pipe(const std::string& name) const {
  EXPECT_EQ(mkfifo(path(name).c_str(), 0600), 0);
  return path(name);
}
std::string FilesTest::read(const std::string& name) const { return read_whole(path(name)); }
bool FilesTest::exists(const std::string& name) const { return fs::exists(path(name)); }

std::vector<std::string> FilesTest::files() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
    if (entry.is_regular_file()) names.push_back(fs::relative(entry.path(), folder_).string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string read_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void write_whole(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string real_data(const std::string& name) {
  return where_present("DIGITLAB_DATA", DIGITLAB_DEFAULT_DATA, name);
}

std::string hard_case(const std::string& name) {
  return where_present("DIGITLAB_CASES", DIGITLAB_DEFAULT_CASES, name);
}

}  // namespace digitlab::tools
