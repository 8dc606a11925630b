// The one way in which JSON is read, and what messages quote of it.
#include "formats/json.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace digitlab;
  using namespace digitlab::fuzz;
  answer_or_refuse([&] {
    const JsonDocument document = parse_json(text_of({data, size}), "the text");
    const Json& value = document.root();
    require(quoted(value).size() <= 200, "a quotation is long");
    require(parse_json(value.dump(), "our text").root() == value,
            "JSON changes when written and read");
  });
  return 0;
}
