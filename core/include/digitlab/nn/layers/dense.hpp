#pragma once

#include <string>

#include "digitlab/nn/activation.hpp"
#include "digitlab/nn/initializer.hpp"
#include "digitlab/nn/layer.hpp"
#include "digitlab/nn/settings.hpp"

namespace digitlab {

/// Fully connected layer: y (B,units) = activation(x (B,I) · kernel (I,units) + bias (units)).
/// An image is read as one row, channel fastest.
struct DenseSpec {
  std::string name;
  Index units = 0;
  Activation activation = Activation::kLinear;
  Initializer kernel_initializer = Initializer::kGlorotUniform;

  const char* type() const { return "Dense"; }
  void describe(Settings& settings) {
    settings.count("units", units, kMostUnits);
    settings.word("activation", activation, kActivationWords);
    settings.word("kernel_initializer", kernel_initializer, kInitializerWords);
  }
  template <typename T>
  LayerPointer<T> make(Shape input) const;
};

}  // namespace digitlab
