#include "digitlab/nn/optimizers/adam.hpp"

#include <cmath>

namespace digitlab {

template <typename T>
void Adam::step(const OptimizerStep<T>& step) const {
  using Values = Eigen::Array<T, Eigen::Dynamic, 1>;
  const auto size = static_cast<Index>(step.parameters.size());
  Eigen::Map<Values> theta(step.parameters.data(), size);
  const Eigen::Map<const Values> g(step.gradient.data(), size);
  Eigen::Map<Values> mean(step.slots.data(), size);
  Eigen::Map<Values> square(step.slots.data() + size, size);
  const auto t = static_cast<double>(step.number);
  const double rate =
      step.learning_rate * std::sqrt(1 - std::pow(beta2, t)) / (1 - std::pow(beta1, t));
  const T b1 = static_cast<T>(beta1);
  const T b2 = static_cast<T>(beta2);
  mean = b1 * mean + (T{1} - b1) * g;
  square = b2 * square + (T{1} - b2) * g.square();
  theta -= static_cast<T>(rate) * mean / (square.sqrt() + static_cast<T>(epsilon));
}

template void Adam::step<float>(const OptimizerStep<float>&) const;
template void Adam::step<double>(const OptimizerStep<double>&) const;

}  // namespace digitlab
