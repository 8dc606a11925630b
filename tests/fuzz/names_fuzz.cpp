// Names from the command line and from files: sources in a list, and what a terminal gets to see.
#include "fuzz.hpp"
#include "report/training_plan.hpp"
#include "sources/source_list.hpp"
#include "system/printable.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace digitlab::fuzz;
  using namespace digitlab::tools;
  const std::string text(text_of({data, size}));
  for (const char c : printable(text)) {
    require(static_cast<unsigned char>(c) >= ' ' && c != 0x7f,
            "a terminal gets a control character");
  }
  answer_or_refuse([&] {
    for (const std::string& item : split_list(text)) {
      const SourceName source = parse_source(item);
      require(source.text == item, "a name is changed");
      require(source.kind_name().size() <= source.path.size(), "a name is longer than it was");
    }
  });
  command_line({text, text});
  return 0;
}
