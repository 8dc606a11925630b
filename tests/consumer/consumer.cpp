// What somebody else's program does with core, compiled with flags of its own: it trains and reads,
// and each side gives back memory that the other has taken.
#ifdef CONSUMER_EIGEN_FIRST
#include <Eigen/Dense>
#endif
#include <cstdint>
#include <iostream>
#include <optional>
#include <utility>
#include <vector>

#include <digitlab/digitlab.hpp>
#ifdef CONSUMER_LAYOUT
#include "layout.hpp"
#endif

namespace {

using namespace digitlab;

// How many of core's types do not lie here as they lie there; none are compared in a build that is
// all of one piece.
int differing_types() {
  int differing = 0;
#ifdef CONSUMER_LAYOUT
  const std::vector<Layout> there = library_layout();
  const std::vector<Layout> here = layout_here();
  for (std::size_t i = 0; i < here.size(); ++i) {
    if (here[i].size == there[i].size && here[i].alignment == there[i].alignment) continue;
    std::cout << here[i].type << ": " << here[i].size << " bytes at multiples of "
              << here[i].alignment << ", in the library " << there[i].size << " at "
              << there[i].alignment << '\n';
    ++differing;
  }
  std::cout << here.size() << " types compared, ";
  if (here.size() < 80 || here.size() != there.size()) ++differing;
#endif
  return differing;
}

// Trains on generated digits and, for a goal beside the labels, on advice that was allocated here
// and lives on in the library.
Network<float> train(const Dataset& digits) {
  Network<float> network(lab_spec());
  network.initialize(1);
  const AugmentedSamples varied(digits, default_augmentation(), 1, 1);
  Distillation distillation{.teachers = {&network},
                            .weight = 0.1,
                            .temperature = 2,
                            .recall = [&](int) -> std::optional<Matrix<float>> {
                              return Matrix<float>::Constant(digits.size(), 10, 0.1F);
                            },
                            .keep = nullptr};
  TaughtSamples samples(varied, distillation);
  TrainerOptions options;
  options.epochs = 8;
  options.average_decay = 0.9;
  Trainer trainer(network, samples, split_dataset(digits.size(), 0.1, 1), options);
  const TrainerState begun = (trainer.advance_epoch(), trainer.state());
  trainer.restore(begun);
  trainer.run();
  return network;
}

// Matrices that one side makes, and the other changes in size or gives back. Products of our own
// want more alignment, with wider vectors, than the library knows of.
bool exchange(const Network<float>& network, const Dataset& digits) {
  const std::vector<Index> all = all_indices(digits.size());
  Matrix<float> logits = predict_logits(network, digits, all);
  const float first = logits(0, 0);
  const Matrix<float> square = logits * logits.transpose();
  Eigen::MatrixXd wide = Eigen::MatrixXd::Ones(300, 300);
  wide = wide * wide.transpose();
  logits.resize(3, 5);

  Workspace<float> workspace = network.make_workspace(2);
  workspace.input = Matrix<float>::Zero(64, network.input_size());
  workspace = network.make_workspace(64);
  PlainSamples(digits).fill(std::span(all).first(64), network.spec().input, 0, nullptr,
                            workspace.input);
  const float again = network.forward(64, workspace)(0, 0);
  std::vector<Matrix<float>> outputs = layer_outputs<float>(network, workspace.input);
  outputs.front() = square;
  return wide(299, 299) == 300 && again == first && outputs.front().rows() == digits.size();
}

// FNV-1a (Fowler, Noll, Vo).
std::uint64_t hash(const std::vector<std::uint8_t>& bytes) {
  std::uint64_t value = 14695981039346656037U;
  for (const std::uint8_t byte : bytes) value = (value ^ byte) * 1099511628211U;
  return value;
}

}  // namespace

int main() {
  const int differing = differing_types();
  const Dataset digits(synthesize_images(1500, 1));
  Network<float> network = train(digits);
  const bool exchanged = exchange(network, digits);

  const std::vector<std::uint8_t> bytes =
      write_safetensors(to_tensor_file({std::move(network)}, ""));
  Reader reader(load_model(bytes));
  int right = 0;
  for (std::uint64_t i = 0; i < 50; ++i) {
    const SyntheticDigit digit = synthesize_digit(2, i);
    const Reading reading = reader.read(digit.drawing);
    right += static_cast<int>(reading.text() == std::to_string(digit.label));
  }
  std::cout << right << " of 50 digits read, weights " << std::hex << hash(bytes) << '\n';
  return differing == 0 && exchanged && right >= 15 ? 0 : 1;
}
