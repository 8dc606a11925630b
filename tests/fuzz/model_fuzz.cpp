// A model file: loads, and reads a drawing, or is refused.
#include "digitlab/formats/model_file.hpp"
#include "digitlab/generate/digits.hpp"
#include "digitlab/reading/reader.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace digitlab;
  using namespace digitlab::fuzz;
  static const Drawing drawing = synthesize_digit(1, 4).drawing;
  answer_or_refuse([&] {
    Reader reader(load_model({data, size}));
    for (const ReadDigit& digit : reader.read(drawing).digits) {
      for (const float p : digit.answer.probabilities) {
        require(p >= 0 && p <= 1.0001F, "a probability is none");
      }
    }
    const auto bytes = write_safetensors(to_tensor_file(reader.model(), "{}"));
    require(write_safetensors(to_tensor_file(load_model(bytes), "{}")) == bytes,
            "a model changes when written and read");
  });
  return 0;
}
