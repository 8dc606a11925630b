#include "digitlab/nn/loss.hpp"

#include <cassert>
#include <cmath>

#include "nn/logistic.hpp"

namespace digitlab {
namespace {

// log(1 + e^-|z|) + max(z, 0): log(1 + e^z) without overflow.
template <typename T>
T softplus(T z) {
  return std::log1p(std::exp(-std::abs(z))) + std::max(z, T{0});
}

template <typename Row>
bool is_largest(const Row& logits, Index label) {
  Index best = 0;
  logits.maxCoeff(&best);
  return best == label;
}

}  // namespace

template <typename T>
BatchLoss softmax_cross_entropy(const ConstMatrixRef<T>& logits,
                                std::span<const std::uint8_t> labels, double scale,
                                MatrixRef<T>* gradient) {
  assert(logits.rows() == static_cast<Index>(labels.size()));
  const auto classes = static_cast<T>(logits.cols());
  BatchLoss result;
  for (Index b = 0; b < logits.rows(); ++b) {
    const Index label = labels[static_cast<std::size_t>(b)];
    const bool is_labelled = label != kNoClass;
    assert(!is_labelled || label < logits.cols());
    const auto row = logits.row(b).array();
    Index best = 0;
    const T largest = row.maxCoeff(&best);
    // -log softmax[label] = log Σ e^(z - max) - (z[label] - max)
    T sum = 0;
    if (gradient != nullptr) {
      auto g = gradient->row(b).array();
      g = (row - largest).exp();
      sum = g.sum();
      g *= static_cast<T>(scale) / sum;
      if (is_labelled) {
        g(label) -= static_cast<T>(scale);
      } else {
        g -= static_cast<T>(scale) / classes;
      }
    } else {
      sum = (row - largest).exp().sum();
    }
    const T loss = is_labelled ? std::log(sum) - (row(label) - largest)
                               : std::log(sum) - (row.mean() - largest) - std::log(classes);
    result.loss += static_cast<double>(loss);
    result.labelled += is_labelled ? 1 : 0;
    result.correct += is_labelled && best == label ? 1 : 0;
  }
  return result;
}

template <typename T>
BatchLoss sigmoid_cross_entropy(const ConstMatrixRef<T>& logits,
                                std::span<const std::uint8_t> labels, double scale,
                                MatrixRef<T>* gradient) {
  assert(logits.rows() == static_cast<Index>(labels.size()));
  BatchLoss result;
  for (Index b = 0; b < logits.rows(); ++b) {
    const Index label = labels[static_cast<std::size_t>(b)];
    assert(label == kNoClass || label < logits.cols());
    for (Index k = 0; k < logits.cols(); ++k) {
      const T z = logits(b, k);
      const T target = k == label ? T{1} : T{0};
      // -y log σ(z) - (1 - y) log(1 - σ(z)) = log(1 + e^z) - y z
      result.loss += static_cast<double>(softplus(z) - target * z);
      if (gradient != nullptr) {
        (*gradient)(b, k) = static_cast<T>(scale) * (logistic(z) - target);
      }
    }
    result.labelled += label != kNoClass ? 1 : 0;
    result.correct += label != kNoClass && is_largest(logits.row(b), label) ? 1 : 0;
  }
  return result;
}

template <typename T>
BatchLoss output_loss(OutputKind kind, const ConstMatrixRef<T>& logits,
                      std::span<const std::uint8_t> labels, double scale, MatrixRef<T>* gradient) {
  return kind == OutputKind::kSoftmax ? softmax_cross_entropy<T>(logits, labels, scale, gradient)
                                      : sigmoid_cross_entropy<T>(logits, labels, scale, gradient);
}

template <typename T>
void smooth_labels(double smoothing, std::span<const std::uint8_t> labels, double scale,
                   MatrixRef<T> gradient) {
  const double moved = scale * smoothing;
  for (Index b = 0; b < gradient.rows(); ++b) {
    const Index label = labels[static_cast<std::size_t>(b)];
    if (label == kNoClass) continue;
    gradient.row(b).array() -= static_cast<T>(moved / static_cast<double>(gradient.cols()));
    gradient(b, label) += static_cast<T>(moved);
  }
}

template <typename T>
void distill(double weight, double temperature, const ConstMatrixRef<T>& teacher,
             const ConstMatrixRef<T>& logits, double scale, MatrixRef<T> gradient) {
  const T pull = static_cast<T>(weight * temperature * scale);
  gradient *= static_cast<T>(1 - weight);
  for (Index b = 0; b < gradient.rows(); ++b) {
    const auto row =
        (logits.row(b).array() - logits.row(b).maxCoeff()) / static_cast<T>(temperature);
    const T sum = row.exp().sum();
    gradient.row(b).array() += pull * (row.exp() / sum - teacher.row(b).array());
  }
}

#define DIGITLAB_INSTANTIATE(T)                                                                \
  template BatchLoss softmax_cross_entropy<T>(                                                 \
      const ConstMatrixRef<T>&, std::span<const std::uint8_t>, double, MatrixRef<T>*);         \
  template BatchLoss sigmoid_cross_entropy<T>(                                                 \
      const ConstMatrixRef<T>&, std::span<const std::uint8_t>, double, MatrixRef<T>*);         \
  template BatchLoss output_loss<T>(OutputKind, const ConstMatrixRef<T>&,                      \
                                    std::span<const std::uint8_t>, double, MatrixRef<T>*);     \
  template void smooth_labels<T>(double, std::span<const std::uint8_t>, double, MatrixRef<T>); \
  template void distill<T>(double, double, const ConstMatrixRef<T>&, const ConstMatrixRef<T>&, \
                           double, MatrixRef<T>);
DIGITLAB_INSTANTIATE(float)
DIGITLAB_INSTANTIATE(double)
#undef DIGITLAB_INSTANTIATE

}  // namespace digitlab
