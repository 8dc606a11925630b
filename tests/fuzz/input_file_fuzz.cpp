// Files, plain or gzipped, as a whole and line by line.
#include <string>

#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.hpp"
#include "sources/ink_lines.hpp"
#include "system/input_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace digitlab::fuzz;
  using namespace digitlab::tools;
  const int file = memfd_create("input", MFD_CLOEXEC);
  require(file >= 0 && write(file, data, size) == static_cast<ssize_t>(size), "no file in memory");
  const std::string path = "/proc/self/fd/" + std::to_string(file);
  answer_or_refuse([&] {
    InputFile input(path, {.may_be_gzip = true, .with_checksum = true});
    const Bytes bytes = read_rest(input, std::size_t{1} << 20U);
    require(bytes.size() <= std::size_t{1} << 20U, "more is read than may be");
  });
  answer_or_refuse([&] {
    InkLines lines(path);
    std::size_t total = 0;
    for (std::string line; lines.next(line) && total < std::size_t{1} << 20U;) {
      total += line.size();
      require(line.find('\n') == std::string::npos, "a line holds two");
    }
  });
  answer_or_refuse([&] { read_ink_file(path); });
  close(file);
  return 0;
}
