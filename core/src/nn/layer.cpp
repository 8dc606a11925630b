#include "digitlab/nn/layer.hpp"

namespace digitlab {

Index LayerParameter::size() const {
  Index product = 1;
  for (const Index extent : shape) product = saturating_product({product, extent});
  return product;
}

template <typename T>
Index Layer<T>::parameter_count() const {
  Index count = 0;
  for (const LayerParameter& parameter : parameters()) count += parameter.size();
  return count;
}

template class Layer<float>;
template class Layer<double>;

}  // namespace digitlab
