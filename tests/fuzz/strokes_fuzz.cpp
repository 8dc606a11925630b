// From strokes to an answer: any drawing, whatever its points are, is read.
#include "digitlab/reading/reader.hpp"
#include "drawing_bytes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace digitlab;
  using namespace digitlab::fuzz;
  static const Model model = small_model();
  Reader reader = Reader::borrowing(model);
  const Drawing drawing = take_drawing({data, size});
  const Reading reading = reader.read(drawing);
  std::vector<int> used(drawing.size(), 0);
  for (const ReadDigit& digit : reading.digits) {
    require(!digit.strokes.empty(), "a digit has no strokes");
    for (const std::size_t stroke : digit.strokes) ++used.at(stroke);
    require(digit.answer.refusal != Refusal::kOverflow, "small weights overflow");
    float sum = 0;
    for (const float p : digit.answer.probabilities) sum += p;
    require(sum > 0.999F && sum < 1.001F, "probabilities do not add up");
  }
  for (const int times : used) require(times <= 1, "a stroke is part of two digits");
  require(reader.read(drawing).text() == reading.text(), "read again, it reads otherwise");
  return 0;
}
