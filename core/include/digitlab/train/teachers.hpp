/// @file
/// Learning from other networks.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "digitlab/data/sample_source.hpp"
#include "digitlab/nn/network.hpp"

namespace digitlab {

/// A second goal beside the labels: to answer as other networks do on average. See `distill`. They
/// see what the network sees, varied alike (Beyer et al. 2022, "Knowledge Distillation: A Good
/// Teacher Is Patient and Consistent").
struct Distillation {
  /// Each reads every sample as it was varied, in its own input format. At least one; they must
  /// outlive the source.
  std::vector<const Network<float>*> teachers;
  double weight = 0.9;     ///< of this goal, in [0, 1]; the labels have the rest
  double temperature = 2;  ///< > 0
  /// With recurring variations, so that several trainings ask once: what teachers said of a
  /// variation (N,K), if it is known, and a listener for what they say. N counts all samples of the
  /// dataset; rows of those that are not trained on mean nothing. Both may be null.
  std::function<std::optional<Matrix<float>>(int variation)> recall = nullptr;
  std::function<void(int variation, const Matrix<float>& advice)> keep = nullptr;

  /// @throws Error naming the option, its value and its range
  void check() const;
};

/// The samples of another source, with the mean answers of teachers beside the labels. Where the
/// variations recur, teachers are asked about each once, before its first epoch; otherwise with
/// each batch.
class TaughtSamples final : public SampleSource {
 public:
  /// @param samples  must outlive this source
  /// @throws Error when an option is out of range, the data does not fit a teacher, or teachers
  ///         have different numbers of classes
  TaughtSamples(const AugmentedSamples& samples, Distillation distillation);

  std::unique_ptr<Scratch> make_scratch(Index rows) const override;
  bool prepare(int epoch, std::span<const Index> samples, const ParallelFor& parallel) override;
  void fill(std::span<const Index> indices, const InputFormat& format, int epoch, Scratch* scratch,
            MatrixRef<float> inputs) const override;
  void refine(std::span<const Index> indices, int epoch, Scratch* scratch,
              const ConstMatrixRef<float>& logits, double scale,
              MatrixRef<float> gradient) const override;

 private:
  Index classes() const { return distillation_.teachers.front()->classes(); }
  bool is_known(int variation) const {
    return advice_[static_cast<std::size_t>(variation)].size() > 0;
  }
  void recall(int variation);

  const AugmentedSamples& samples_;
  Distillation distillation_;
  std::vector<Matrix<float>> advice_;  // [variation] (N,K), empty until it is complete
  Matrix<float> taken_;                // of the variation that teachers are being asked about
  int asking_ = -1;                    // its number
  std::size_t asked_ = 0;              // samples of it
  std::vector<std::unique_ptr<Scratch>> scratches_;  // that they are asked with
};

}  // namespace digitlab
