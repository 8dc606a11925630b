// What a folder of a training holds: its checkpoint, and a model's record of its training.
#include "digitlab/formats/safetensors.hpp"
#include "fuzz.hpp"
#include "report/report.hpp"
#include "train/checkpoint.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace digitlab::fuzz;
  using namespace digitlab::tools;
  const Input bytes(data, size);
  answer_or_refuse([&] {
    const Checkpoint checkpoint = parse_checkpoint(bytes);
    const Bytes written = write_checkpoint(checkpoint);
    require(write_checkpoint(parse_checkpoint(written)) == written,
            "a checkpoint changes when written and read");
    check_belongs(checkpoint, checkpoint.identity);
  });
  answer_or_refuse([&] { read_training_metadata(digitlab::parse_safetensors(bytes)); });
  return 0;
}
