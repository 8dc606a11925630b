// The one way in which JSON is read, and what messages quote of it.
#include "formats/json.hpp"
#include "formats/json_writing.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace digitlab;
  using namespace digitlab::fuzz;
  answer_or_refuse([&] {
    const JsonDocument document = parse_json(text_of({data, size}), "the text");
    const Json value = to_library(document.root());
    require(quoted(document.root()).size() <= 200, "a quotation is long");
    require(to_library(parse_json(value.dump(), "our text").root()) == value,
            "JSON changes when written and read");
  });
  return 0;
}
