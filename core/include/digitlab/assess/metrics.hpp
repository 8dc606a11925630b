/// @file
/// How good a classifier is.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "digitlab/data/dataset.hpp"
#include "digitlab/math/matrix.hpp"

namespace digitlab {

/// Row = true digit, column = predicted digit; counts of samples.
using Confusion = std::array<std::array<Index, kClasses>, kClasses>;

/// One digit's figures; a ratio over nothing is 0.
struct ClassMetrics {
  Index samples = 0;     ///< with this true label
  double precision = 0;  ///< right among those predicted as this digit
  double recall = 0;     ///< right among those that are this digit
  double f1 = 0;         ///< harmonic mean of the two
};

/// Figures over a set of samples.
struct Evaluation {
  Index samples = 0;
  double accuracy = 0;  ///< right / samples, 0 … 1
  double loss = 0;      ///< mean of the network's own loss, without regularisation
  Confusion confusion{};
  std::array<ClassMetrics, kClasses> per_class{};
};

/// @param predicted,labels  N digits each, 0 … 9
Confusion confusion_matrix(std::span<const std::uint8_t> predicted,
                           std::span<const std::uint8_t> labels);

std::array<ClassMetrics, kClasses> class_metrics(const Confusion& confusion);

/// Column of the largest entry of each row of `scores` (N,K); the first of equals.
std::vector<std::uint8_t> arg_max(const ConstMatrixRef<float>& scores);

}  // namespace digitlab
