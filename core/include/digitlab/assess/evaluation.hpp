/// @file
/// Running a network over a dataset.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "digitlab/assess/metrics.hpp"
#include "digitlab/assess/model.hpp"
#include "digitlab/data/dataset.hpp"
#include "digitlab/math/matrix.hpp"
#include "digitlab/math/parallel.hpp"
#include "digitlab/nn/network.hpp"

namespace digitlab {

/// What a network answers.
struct Predictions {
  Matrix<float> logits;         ///< (N,K)
  Matrix<float> probabilities;  ///< (N,K), as `answer_probabilities` makes them
};

/// Of the samples `indices`, in that order.
/// @throws Error when an image does not fit the network, or its outputs are no finite numbers
Predictions predict(const Model& model, const Dataset& data, std::span<const Index> indices,
                    const ParallelFor& parallel = serial_for);

/// The logits (N,K) alone.
/// @throws Error as above
Matrix<float> predict_logits(const Network<float>& network, const Dataset& data,
                             std::span<const Index> indices,
                             const ParallelFor& parallel = serial_for);

/// A unit that tells the digits among the samples `indices` from what is no digit among them; see
/// `fit_no_digit_unit`.
/// @throws Error when an image does not fit the network, or its outputs are no finite numbers
NoDigitUnit fit_no_digit_unit(const Network<float>& network, const Dataset& data,
                              std::span<const Index> indices,
                              const ParallelFor& parallel = serial_for,
                              const FitProgress& go_on = nullptr);

/// Figures of logits (N,K) against labels (N).
/// @throws Error when the loss is no finite number
Evaluation evaluate_logits(OutputKind kind, const Matrix<float>& logits,
                           std::span<const std::uint8_t> labels);

/// Figures of a network on the digits among the samples `indices`.
/// @throws Error when an image does not fit the network, or its outputs are no finite numbers
Evaluation evaluate(const Network<float>& network, const Dataset& data,
                    std::span<const Index> indices, const ParallelFor& parallel = serial_for);

/// The same a slice at a time, so that the caller can be somewhere else in between. The network and
/// the data must outlive it, and stay as they are until it is done.
class SlicedEvaluation {
 public:
  /// @throws Error when an image does not fit the network
  SlicedEvaluation(const Network<float>& network, const Dataset& data,
                   std::span<const Index> indices);

  bool done() const { return next_ == static_cast<Index>(digits_.size()); }
  /// Answers up to `samples` more.
  void advance(Index samples, const ParallelFor& parallel = serial_for);
  /// Once done.
  Evaluation result() const;

 private:
  const Network<float>& network_;
  const Dataset& data_;
  std::vector<Index> digits_;
  Matrix<float> logits_;
  Index next_ = 0;
};

}  // namespace digitlab
