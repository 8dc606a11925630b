/// @file
/// Telling what is no digit from what a trained network makes of it.
#pragma once

#include <functional>
#include <vector>

#include "digitlab/math/matrix.hpp"
#include "digitlab/math/parallel.hpp"

namespace digitlab {

/// A unit beside a network's last layer: from the values that layer reads, a sigmoid of their
/// weighted sum is the probability that there is no digit. It is fitted when the network is trained
/// already, and makes every digit less likely alike: it never makes one digit of another.
struct NoDigitUnit {
  std::vector<float> kernel;  ///< (F), one for each value; empty: there is no unit
  float bias = 0;

  bool exists() const { return !kernel.empty(); }
  bool operator==(const NoDigitUnit&) const = default;
};

/// probabilities ← (1 - p) · probabilities + p / K in each row, where p is the unit's output: what
/// is no digit may be any of them.
/// @param features       (B,F), what the last layer reads
/// @param probabilities  (B,K)
template <typename T>
void spread(const NoDigitUnit& unit, const ConstMatrixRef<T>& features, MatrixRef<T> probabilities);

/// Of what is drawn, how much is taken to be no digit.
inline constexpr double kNoDigitShare = 0.1;

/// Asked after each step of a fit, counted from 1, with the loss so far; false ends it there.
using FitProgress = std::function<bool(int step, double loss)>;

/// Logistic regression by Newton's method, with a little ridge (Bishop 2006, "Pattern Recognition
/// and Machine Learning", 4.3.3). Of many features each step is solved by conjugate gradients only
/// as far as it pays (truncated Newton: Dembo, Steihaug 1983), in time proportional to N·F. Samples
/// weigh as if `kNoDigitShare` of them were no digit, however many there are.
/// @param features  (N,F)
/// @param is_digit  (N)
/// @param go_on     may be null
/// @return          no unit when all are digits, or none, or `go_on` said no
NoDigitUnit fit_no_digit_unit(const ConstMatrixRef<float>& features,
                              const std::vector<bool>& is_digit,
                              const ParallelFor& parallel = serial_for,
                              const FitProgress& go_on = nullptr);

}  // namespace digitlab
