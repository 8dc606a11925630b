/// @file
/// Random numbers that are equal on every target.
#pragma once

#include <cstdint>
#include <span>
#include <utility>

namespace digitlab {

/// PCG32, XSH RR 64/32 (O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient Statistically
/// Good Algorithms for Random Number Generation", HMC-CS-2014-0905).
///
/// The `std::` distributions and `std::shuffle` give different values under libstdc++ and libc++;
/// these use integer arithmetic and exactly rounded floating-point operations only, so a seed means
/// the same sequence natively and in WebAssembly.
class Random {
 public:
  /// Generators with the same seed and different streams are independent: one stream for each
  /// purpose (initialisation, the shuffle of epoch e, sample i of a generator) keeps them so.
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0);

  /// Uniform in 0 … 2^32 - 1.
  std::uint32_t next();

  /// Uniform in 0 … bound - 1, without bias. `bound` must be positive.
  std::uint32_t below(std::uint32_t bound);

  /// Uniform in [0, 1), a multiple of 2^-32.
  double uniform();

  /// Uniform in [low, high).
  double uniform(double low, double high);

  /// Mean 0, standard deviation 1, within ±6: the sum of twelve uniforms less 6 (Irwin–Hall).
  /// Additions only, where the exact methods need a logarithm that differs between C libraries.
  double normal();

  /// True with the given probability.
  bool chance(double probability);

  /// Fisher–Yates shuffle, in place.
  template <typename T>
  void shuffle(std::span<T> values) {
    for (std::size_t i = values.size(); i > 1; --i) {
      std::swap(values[i - 1], values[below(static_cast<std::uint32_t>(i))]);
    }
  }

 private:
  std::uint64_t state_;
  std::uint64_t increment_;
};

}  // namespace digitlab
