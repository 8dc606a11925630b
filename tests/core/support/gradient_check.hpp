// Central differences, to prove gradients with.
#pragma once

namespace digitlab {

// d value / d x at the present x, in double: the error is of order step² and rounding / step.
template <typename Value>
double central_difference(double& x, const Value& value, double step = 1e-5) {
  const double at = x;
  x = at + step;
  const double above = value();
  x = at - step;
  const double below = value();
  x = at;
  return (above - below) / (2 * step);
}

}  // namespace digitlab
