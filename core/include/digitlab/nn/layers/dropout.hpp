#pragma once

#include <string>

#include "digitlab/nn/layer.hpp"
#include "digitlab/nn/settings.hpp"

namespace digitlab {

/// In training sets each value to zero with probability `rate` and divides the others by
/// 1 - rate (Srivastava et al. 2014); otherwise does nothing.
struct DropoutSpec {
  std::string name;
  double rate = 0.5;

  const char* type() const { return "Dropout"; }
  void describe(Settings& settings) { settings.number("rate", rate, 0, 1); }
  template <typename T>
  LayerPointer<T> make(Shape input) const;
};

}  // namespace digitlab
