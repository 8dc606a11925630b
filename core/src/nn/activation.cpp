#include "digitlab/nn/activation.hpp"

#include "nn/logistic.hpp"

namespace digitlab {

const char* to_string(Activation activation) {
  return kActivationWords[static_cast<std::size_t>(activation)];
}

template <typename T>
void softmax(MatrixRef<T> logits) {
  for (Index b = 0; b < logits.rows(); ++b) {
    auto row = logits.row(b).array();
    row = (row - row.maxCoeff()).exp();
    row /= row.sum();
  }
}

template <typename T>
void sigmoid(MatrixRef<T> logits) {
  for (Index b = 0; b < logits.rows(); ++b) {
    for (Index k = 0; k < logits.cols(); ++k) logits(b, k) = logistic(logits(b, k));
  }
}

template <typename T>
void activate(Activation activation, MatrixRef<T> z) {
  if (activation == Activation::kRelu) z = z.cwiseMax(T{0});
  if (activation == Activation::kSigmoid) sigmoid<T>(z);
}

template <typename T>
void differentiate(Activation activation, const ConstMatrixRef<T>& y, MatrixRef<T> dy) {
  if (activation == Activation::kRelu) {
    // Plain loops: Eigen's `select` is not vectorised.
    for (Index b = 0; b < y.rows(); ++b) {
      const T* values = y.row(b).data();
      T* gradient = dy.row(b).data();
      for (Index i = 0; i < y.cols(); ++i) gradient[i] = values[i] > T{0} ? gradient[i] : T{0};
    }
  }
  if (activation == Activation::kSigmoid) {
    dy.array() *= y.array() * (T{1} - y.array());
  }
}

#define DIGITLAB_INSTANTIATE(T)                        \
  template void softmax<T>(MatrixRef<T>);              \
  template void sigmoid<T>(MatrixRef<T>);              \
  template void activate<T>(Activation, MatrixRef<T>); \
  template void differentiate<T>(Activation, const ConstMatrixRef<T>&, MatrixRef<T>);
DIGITLAB_INSTANTIATE(float)
DIGITLAB_INSTANTIATE(double)
#undef DIGITLAB_INSTANTIATE

}  // namespace digitlab
