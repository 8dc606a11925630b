// What varying a training sample costs, on one thread.
//   tools/build.sh release augment_bench
//   build/release/bench/augment_bench SRC [28|20]
// SRC as for `digitlab explore --data`; 28×28 network input, or the lab's 20×20.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "digitlab/data/augmentation.hpp"
#include "digitlab/data/preprocessing.hpp"
#include "sources/data_source.hpp"

namespace digitlab {
namespace {

constexpr Index kBatch = 32;
constexpr int kEpochs = 5;  // the fastest counts

// Microseconds of processor time for a sample, of `fill(indices, epoch)` over all samples in
// batches.
double time_per_sample(Index samples,
                       const std::function<void(std::span<const Index>, int)>& fill) {
  const std::vector<Index> indices = all_indices(samples);
  double fastest = 1e30;
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    const std::clock_t begin = std::clock();
    for (Index first = 0; first < samples; first += kBatch) {
      fill(std::span(indices).subspan(static_cast<std::size_t>(first),
                                      static_cast<std::size_t>(std::min(kBatch, samples - first))),
           epoch);
    }
    const double passed = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    fastest = std::min(fastest, 1e6 * passed / static_cast<double>(samples));
  }
  return fastest;
}

void run(const std::string& source, Index side) {
  const Dataset data = tools::load_data(source, serial_for).dataset;
  const InputFormat format{side, side,
                           side == 28 ? PixelOrder::kRowMajor : PixelOrder::kColumnMajor};
  check_fits(format, data);
  Matrix<float> inputs(kBatch, format.size());
  AugmentScratch scratch;
  const Augmentation augmentation = default_augmentation();
  const double plain = time_per_sample(data.size(), [&](std::span<const Index> rows, int) {
    fill_batch<float>(data, rows, format, inputs.topRows(static_cast<Index>(rows.size())));
  });
  const double varied = time_per_sample(data.size(), [&](std::span<const Index> rows, int epoch) {
    fill_augmented_batch(data, rows, format, augmentation, 1, epoch, scratch,
                         inputs.topRows(static_cast<Index>(rows.size())));
  });
  std::printf("%s, %lld samples to %lldx%lld: %.2f us a sample plain, %.2f us varied\n",
              source.c_str(), static_cast<long long>(data.size()), static_cast<long long>(side),
              static_cast<long long>(side), plain, varied);
}

}  // namespace
}  // namespace digitlab

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::fprintf(stderr, "usage: augment_bench SRC [28|20]\n");
    return 2;
  }
  try {
    digitlab::run(argv[1], argc == 3 && std::string(argv[2]) == "20" ? 20 : 28);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "augment_bench: error: %s\n", error.what());
    return 1;
  }
  return 0;
}
