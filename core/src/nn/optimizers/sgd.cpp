#include "digitlab/nn/optimizers/sgd.hpp"

namespace digitlab {

template <typename T>
void Sgd::step(const OptimizerStep<T>& step) const {
  using Values = Eigen::Array<T, Eigen::Dynamic, 1>;
  const auto size = static_cast<Index>(step.parameters.size());
  Eigen::Map<Values> theta(step.parameters.data(), size);
  const Eigen::Map<const Values> g(step.gradient.data(), size);
  Eigen::Map<Values> velocity(step.slots.data(), size);
  velocity = static_cast<T>(momentum) * velocity - static_cast<T>(step.learning_rate) * g;
  theta += velocity;
}

template void Sgd::step<float>(const OptimizerStep<float>&) const;
template void Sgd::step<double>(const OptimizerStep<double>&) const;

}  // namespace digitlab
