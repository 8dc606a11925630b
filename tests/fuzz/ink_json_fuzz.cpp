// Ink as text: one line, and a file of lines.
#include "digitlab/formats/ink_json.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace digitlab;
  using namespace digitlab::fuzz;
  const std::string_view text = text_of({data, size});
  answer_or_refuse([&] {
    const InkSample sample = parse_ink_line(text);
    const std::string line = write_ink_line(sample);
    const InkSample again = parse_ink_line(line);
    require(again.word == sample.word && again.writer == sample.writer, "words change");
    require(again.drawing.size() == sample.drawing.size(), "a stroke is lost or made up");
    require(write_ink_line(again) == line, "the same ink is written in two ways");
  });
  answer_or_refuse([&] { parse_ink(text); });
  return 0;
}
