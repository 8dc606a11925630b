#pragma once

#include <string>

#include "digitlab/nn/activation.hpp"
#include "digitlab/nn/layer.hpp"
#include "digitlab/nn/settings.hpp"

namespace digitlab {

/// Batch normalization over each channel (Ioffe, Szegedy 2015):
/// y = activation(gamma · (x - mean) / √(variance + epsilon) + beta). In training mean and variance
/// are those of the rows that are normalized together (`TrainerOptions::normalization_rows`),
/// otherwise the moving ones, which every batch carries on:
/// moving ← momentum · moving + (1 - momentum) · batch. Variances are the biased ones, as in Keras.
struct BatchNormalizationSpec {
  std::string name;
  double momentum = 0.99;
  double epsilon = 1e-3;
  Activation activation = Activation::kLinear;

  const char* type() const { return "BatchNormalization"; }
  void describe(Settings& settings) {
    settings.number("momentum", momentum, 0, 1);
    settings.number("epsilon", epsilon, 1e-12, 1);
    settings.word("activation", activation, kActivationWords);
  }
  template <typename T>
  LayerPointer<T> make(Shape input) const;
};

}  // namespace digitlab
