// IDX files, of bytes and of integers.
#include <algorithm>

#include "digitlab/formats/idx.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace digitlab;
  using namespace digitlab::fuzz;
  answer_or_refuse([&] {
    const IdxArray array = parse_idx({data, size});
    const auto bytes = write_idx(array);
    require(std::equal(bytes.begin(), bytes.end(), data, data + size),
            "an IDX file changes when read and written");
  });
  answer_or_refuse([&] {
    const IdxIntArray array = parse_idx_int({data, size});
    require(array.values.size() <= size / 4, "an IDX file holds more than it is long");
  });
  return 0;
}
