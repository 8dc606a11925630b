#include "digitlab/nn/optimizer.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>

#include "digitlab/math/error.hpp"

namespace digitlab {

template <typename T>
Optimizer<T>::Optimizer(const OptimizerOptions& options, Index parameter_count)
    : options_(options),
      slots_(static_cast<std::size_t>(parameter_count) *
             (options.kind == OptimizerKind::kAdam ? 2U : 1U)) {}

template <typename T>
void Optimizer<T>::step(std::span<T> parameters, std::span<const T> gradient,
                        double learning_rate) {
  assert(parameters.size() == gradient.size());
  ++steps_;
  const auto size = static_cast<Index>(parameters.size());
  Eigen::Map<Eigen::Array<T, Eigen::Dynamic, 1>> theta(parameters.data(), size);
  const Eigen::Map<const Eigen::Array<T, Eigen::Dynamic, 1>> g(gradient.data(), size);
  if (options_.kind == OptimizerKind::kSgd) {
    Eigen::Map<Eigen::Array<T, Eigen::Dynamic, 1>> velocity(slots_.data(), size);
    velocity = static_cast<T>(options_.momentum) * velocity - static_cast<T>(learning_rate) * g;
    theta += velocity;
    return;
  }
  Eigen::Map<Eigen::Array<T, Eigen::Dynamic, 1>> mean(slots_.data(), size);
  Eigen::Map<Eigen::Array<T, Eigen::Dynamic, 1>> square(slots_.data() + size, size);
  const double t = static_cast<double>(steps_);
  const double rate = learning_rate * std::sqrt(1 - std::pow(options_.beta2, t)) /
                      (1 - std::pow(options_.beta1, t));
  const T beta1 = static_cast<T>(options_.beta1);
  const T beta2 = static_cast<T>(options_.beta2);
  mean = beta1 * mean + (T{1} - beta1) * g;
  square = beta2 * square + (T{1} - beta2) * g.square();
  theta -= static_cast<T>(rate) * mean / (square.sqrt() + static_cast<T>(options_.epsilon));
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
