/// @file
/// How good a classifier is.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "digitlab/math/matrix.hpp"

namespace digitlab {

/// (K,K): row = true class, column = predicted class; counts of samples.
using Confusion = std::vector<std::vector<Index>>;

/// One class's figures; a ratio over nothing is 0.
struct ClassMetrics {
  Index samples = 0;     ///< with this true label
  double precision = 0;  ///< right among those predicted as this class
  double recall = 0;     ///< right among those that are this class
  double f1 = 0;         ///< harmonic mean of the two
};

/// Figures over a set of samples.
struct Evaluation {
  Index samples = 0;
  double accuracy = 0;                  ///< right / samples, 0 … 1
  double loss = 0;                      ///< mean of the network's own loss, without regularisation
  Confusion confusion;                  ///< (K,K)
  std::vector<ClassMetrics> per_class;  ///< (K)
};

/// @param predicted,labels  N each
/// @param classes           K
/// @throws Error naming the first sample whose label or prediction is not 0 … K - 1
Confusion confusion_matrix(std::span<const std::uint8_t> predicted,
                           std::span<const std::uint8_t> labels, Index classes);

/// (K)
std::vector<ClassMetrics> class_metrics(const Confusion& confusion);

/// Column of the largest entry of each row of `scores` (N,K); the first of equals.
std::vector<std::uint8_t> arg_max(const ConstMatrixRef<float>& scores);

}  // namespace digitlab
