#include "digitlab/math/random.hpp"

#include <cassert>

namespace digitlab {
namespace {

// SplitMix64 (Steele, Lea, Flood 2014): spreads seeds that differ in one bit over the whole state.
std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream)
    : state_(mix(seed ^ mix(stream))), increment_((mix(stream) << 1U) | 1U) {
  next();
}

std::uint32_t Random::next() {
  const std::uint64_t old = state_;
  state_ = old * 6364136223846793005ULL + increment_;
  const auto shifted = static_cast<std::uint32_t>(((old >> 18U) ^ old) >> 27U);
  const auto rotation = static_cast<std::uint32_t>(old >> 59U);
  return (shifted >> rotation) | (shifted << ((32U - rotation) & 31U));
}

std::uint32_t Random::below(std::uint32_t bound) {
  assert(bound > 0);
  // Values below 2^32 mod bound would favour small results: draw again.
  const std::uint32_t threshold = (0U - bound) % bound;
  std::uint32_t value = next();
  while (value < threshold) value = next();
  return value % bound;
}

double Random::uniform() { return next() * 0x1p-32; }

double Random::uniform(double low, double high) { return low + (high - low) * uniform(); }

double Random::normal() {
  double sum = -6.0;
  for (int i = 0; i < 12; ++i) sum += uniform();
  return sum;
}

bool Random::chance(double probability) { return uniform() < probability; }

}  // namespace digitlab
