// A training under way: is taken up and goes on for a batch, or is refused.
#include "digitlab/formats/training_state.hpp"
#include "small_training.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace digitlab;
  using namespace digitlab::fuzz;
  static const Dataset digits(synthesize_images(8, 1));
  answer_or_refuse([&] {
    const TrainerState state = parse_training_state(parse_safetensors({data, size}));
    SmallTraining training(digits);
    Trainer& trainer = training.trainer;
    answer_or_refuse([&] { trainer.restore(state); });
    if (!trainer.finished()) trainer.advance_batch();
    parse_training_state(to_tensor_file(trainer.state()));
  });
  return 0;
}
