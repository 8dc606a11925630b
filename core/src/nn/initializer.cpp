#include "digitlab/nn/initializer.hpp"

#include <cmath>

namespace digitlab {

template <typename T>
void initialize_kernel(Initializer initializer, Index fan_in, Index fan_out, std::span<T> kernel,
                       Random& random) {
  const auto n = static_cast<double>(fan_in);
  const auto m = static_cast<double>(fan_out);
  const double limit =
      initializer == Initializer::kGlorotUniform ? std::sqrt(6.0 / (n + m)) : std::sqrt(6.0 / n);
  for (T& value : kernel) value = static_cast<T>(random.uniform(-limit, limit));
}

template void initialize_kernel<float>(Initializer, Index, Index, std::span<float>, Random&);
template void initialize_kernel<double>(Initializer, Index, Index, std::span<double>, Random&);

}  // namespace digitlab
