// Trains the course's network on generated digits and saves it: train_and_save MODEL.safetensors
#include <fstream>
#include <iostream>
#include <utility>

#include <digitlab/digitlab.hpp>

int main(int argc, char** argv) {
  const digitlab::Dataset digits(digitlab::synthesize_images(5000, /*seed=*/1));
  digitlab::PlainSamples samples(digits);
  digitlab::Network<float> network(digitlab::lab_spec());
  network.initialize(/*seed=*/1);
  digitlab::TrainerOptions options;
  options.epochs = 10;
  digitlab::Trainer trainer(network, samples, digitlab::split_dataset(5000, 0.1, 1), options);
  while (!trainer.finished()) {
    const digitlab::EpochReport& epoch = trainer.advance_epoch();
    std::cout << "epoch " << epoch.epoch << ": loss " << epoch.loss << ", of digits it never saw "
              << 100 * *epoch.val_accuracy << " % right\n";
  }
  const auto bytes = write_safetensors(to_tensor_file(digitlab::Model{std::move(network)}, ""));
  std::ofstream file(argc > 1 ? argv[1] : "model.safetensors", std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes));
  return file.flush() ? 0 : 1;
}
