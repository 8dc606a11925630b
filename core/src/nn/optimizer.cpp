#include "digitlab/nn/optimizer.hpp"

#include <algorithm>
#include <cassert>
#include <string>

#include "digitlab/math/error.hpp"

namespace digitlab {

// The table of optimizers: a new one is a file of its own and a line here.
const std::vector<OptimizerSpec>& optimizer_kinds() {
  static const std::vector<OptimizerSpec> kinds = {Adam{}, Sgd{}};
  return kinds;
}

template <typename T>
Optimizer<T>::Optimizer(OptimizerSpec spec, Index parameter_count)
    : spec_(std::move(spec)), slots_(static_cast<std::size_t>(parameter_count * spec_.slots())) {}

template <typename T>
void Optimizer<T>::step(std::span<T> parameters, std::span<const T> gradient,
                        double learning_rate) {
  assert(parameters.size() == gradient.size());
  ++steps_;
  spec_.step(OptimizerStep<T>{steps_, learning_rate, parameters, gradient, slots_});
}

template <typename T>
void Optimizer<T>::restore(std::int64_t steps, std::span<const T> slots) {
  if (slots.size() != slots_.size()) {
    throw Error("optimizer state of " + std::to_string(slots.size()) + " values, expected " +
                std::to_string(slots_.size()));
  }
  steps_ = steps;
  std::copy(slots.begin(), slots.end(), slots_.begin());
}

template class Optimizer<float>;
template class Optimizer<double>;

}  // namespace digitlab
