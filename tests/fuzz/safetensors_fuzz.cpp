// Safetensors: what is read can be written, and reads the same again.
#include "digitlab/formats/safetensors.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace digitlab;
  using namespace digitlab::fuzz;
  answer_or_refuse([&] {
    const TensorFile file = parse_safetensors({data, size});
    const auto bytes = write_safetensors(file);
    const TensorFile again = parse_safetensors(bytes);
    require(again.metadata == file.metadata, "metadata changes when written and read");
    require(again.tensors.size() == file.tensors.size(), "a tensor is lost or made up");
    require(write_safetensors(again) == bytes, "the same tensors are written in two ways");
  });
  return 0;
}
