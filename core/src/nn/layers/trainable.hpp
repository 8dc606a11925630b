// The training half of a layer: what a program that only recognizes does not link.
#pragma once

#include <cassert>

#include "digitlab/nn/layer.hpp"

namespace digitlab {

// What the layers of one specification do in training only: null until training is allowed. Named
// by the specification, which other files know: of a pointer that is set in one place and seen in
// no other, the compiler would conclude what it points to.
template <typename Spec, typename T>
struct TrainingHalf {
  static inline void (*initialize)(const Layer<T>& layer, std::span<T> parameters,
                                   Random& random) = nullptr;
  static inline void (*observe)(const Layer<T>& layer, const ConstMatrixRef<T>& x,
                                const Pass<T>& pass) = nullptr;
  static inline void (*backward)(const Layer<T>& layer, std::span<const T> parameters,
                                 const ConstMatrixRef<T>& x, const ConstMatrixRef<T>& y,
                                 MatrixRef<T> dy, std::span<T> gradient, MatrixRef<T>* dx,
                                 const Pass<T>& pass) = nullptr;
};

// A layer whose first values and gradients are reached by those pointers. Virtual functions would
// be linked wherever the layer is: a fifth of what the page's first screen waits for. `Derived` has
//   start(parameters, random)        for `initialize`,
//   gather_statistics(x, pass)       for `observe`,
//   add_gradient(parameters, x, …)   for `backward`.
template <typename Derived, typename Spec, typename T>
class Trainable : public Layer<T> {
 public:
  using Layer<T>::Layer;

  void initialize(std::span<T> parameters, Random& random) const final {
    assert(Half::initialize != nullptr);
    Half::initialize(*this, parameters, random);
  }
  void observe(const ConstMatrixRef<T>& x, const Pass<T>& pass) const final {
    assert(Half::observe != nullptr);
    Half::observe(*this, x, pass);
  }
  void backward(std::span<const T> parameters, const ConstMatrixRef<T>& x,
                const ConstMatrixRef<T>& y, MatrixRef<T> dy, std::span<T> gradient,
                MatrixRef<T>* dx, const Pass<T>& pass) const final {
    assert(Half::backward != nullptr);
    Half::backward(*this, parameters, x, y, dy, gradient, dx, pass);
  }

  static void allow_training() {
    Half::initialize = [](const Layer<T>& layer, std::span<T> parameters, Random& random) {
      derived(layer).start(parameters, random);
    };
    Half::observe = [](const Layer<T>& layer, const ConstMatrixRef<T>& x, const Pass<T>& pass) {
      derived(layer).gather_statistics(x, pass);
    };
    Half::backward = [](const Layer<T>& layer, std::span<const T> parameters,
                        const ConstMatrixRef<T>& x, const ConstMatrixRef<T>& y, MatrixRef<T> dy,
                        std::span<T> gradient, MatrixRef<T>* dx, const Pass<T>& pass) {
      derived(layer).add_gradient(parameters, x, y, dy, gradient, dx, pass);
    };
  }

  // Of layers without parameters, and of those that take no statistics.
  void start(std::span<T> /*parameters*/, Random& /*random*/) const {}
  void gather_statistics(const ConstMatrixRef<T>& /*x*/, const Pass<T>& /*pass*/) const {}

 private:
  using Half = TrainingHalf<Spec, T>;

  static const Derived& derived(const Layer<T>& layer) {
    return static_cast<const Derived&>(layer);
  }
};

// For all layers that a specification makes, of numbers T; defined with the layers.
template <typename Spec, typename T>
void allow_training_of();

}  // namespace digitlab
