#include "digitlab/data/sample_source.hpp"

#include <string>

#include "digitlab/math/error.hpp"

namespace digitlab {
namespace {

struct AugmentedScratch final : SampleSource::Scratch {
  AugmentScratch scratch;
};

}  // namespace

void PlainSamples::fill(std::span<const Index> indices, const InputFormat& format, int /*epoch*/,
                        Scratch* /*scratch*/, MatrixRef<float> inputs) const {
  fill_batch<float>(data(), indices, format, inputs);
}

AugmentedSamples::AugmentedSamples(const Dataset& data, const Augmentation& augmentation,
                                   std::uint64_t seed, int variations)
    : SampleSource(data),
      augmentation_(augmentation),
      seed_(variations > 0 ? 0 : seed),
      variations_(variations) {
  augmentation_.check();
  if (variations < 0) {
    throw Error("variations is " + std::to_string(variations) + ", expected 0 or more");
  }
}

std::unique_ptr<SampleSource::Scratch> AugmentedSamples::make_scratch(Index /*rows*/) const {
  return std::make_unique<AugmentedScratch>();
}

void AugmentedSamples::fill(std::span<const Index> indices, const InputFormat& format, int epoch,
                            Scratch* scratch, MatrixRef<float> inputs) const {
  fill_augmented_batch(data(), indices, format, augmentation_, seed_, variation(epoch),
                       static_cast<AugmentedScratch*>(scratch)->scratch, inputs);
}

}  // namespace digitlab
