/// @file
/// Losses, taken from logits so that no probability can round to zero.
#pragma once

#include <cstdint>
#include <span>

#include "digitlab/math/matrix.hpp"
#include "digitlab/nn/labels.hpp"

namespace digitlab {

/// What the network makes of its last layer's outputs.
enum class OutputKind {
  kSoftmax,  ///< one of K classes: probabilities sum to one
  kSigmoid,  ///< K independent probabilities (the course's one-vs-all networks)
};

/// Loss summed over the rows, how many of them belong to a class, and how many of those have their
/// largest logit at the label.
struct BatchLoss {
  double loss = 0;
  Index labelled = 0;
  Index correct = 0;
  BatchLoss& operator+=(const BatchLoss& other) {
    loss += other.loss;
    labelled += other.labelled;
    correct += other.correct;
    return *this;
  }
};

/// Σ_b -log softmax(logits_b)[label_b]; of a row of no class, KL(all classes alike ‖ softmax),
/// the outlier exposure of Hendrycks et al. 2019.
/// @param logits    (B,K)
/// @param labels    (B), each 0 … K-1 or `kNoClass`
/// @param scale     factor of the gradient: 1/B of the whole batch for the gradient of the mean
/// @param gradient  (B,K) or null: scale · dLoss/dlogits = scale · (softmax - target)
template <typename T>
BatchLoss softmax_cross_entropy(const ConstMatrixRef<T>& logits,
                                std::span<const std::uint8_t> labels, double scale,
                                MatrixRef<T>* gradient);

/// The course's cost (ex4, without its regularisation): Σ_b Σ_k binary cross-entropy of sigmoid
/// output k against "the label is k", which is true for no k where there is none. Arguments as
/// above.
template <typename T>
BatchLoss sigmoid_cross_entropy(const ConstMatrixRef<T>& logits,
                                std::span<const std::uint8_t> labels, double scale,
                                MatrixRef<T>* gradient);

/// The loss that goes with the network's outputs.
template <typename T>
BatchLoss output_loss(OutputKind kind, const ConstMatrixRef<T>& logits,
                      std::span<const std::uint8_t> labels, double scale, MatrixRef<T>* gradient);

/// Turns a gradient for labels as they are into that for smoothed ones: the target of the true
/// class is 1 - smoothing + smoothing / K, of each other one smoothing / K (Szegedy et al. 2016).
/// Rows of no class stay as they are.
/// @param gradient  (B,K), as the losses above wrote it with the same `scale`
template <typename T>
void smooth_labels(double smoothing, std::span<const std::uint8_t> labels, double scale,
                   MatrixRef<T> gradient);

/// Turns a gradient for labels into that of (1 - weight) · (loss on labels) + weight · T² ·
/// KL(teacher ‖ network), with both softmaxes at temperature T: softmax(z / T) (Hinton, Vinyals,
/// Dean 2015, "Distilling the Knowledge in a Neural Network"; T² keeps the gradient's size).
/// @param teacher   (B,K) probabilities of the teacher, at that temperature
/// @param logits    (B,K) of the network
/// @param gradient  (B,K), as the losses above wrote it with the same `scale`
template <typename T>
void distill(double weight, double temperature, const ConstMatrixRef<T>& teacher,
             const ConstMatrixRef<T>& logits, double scale, MatrixRef<T> gradient);

}  // namespace digitlab
