/// @file
/// Where training takes its samples from.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "digitlab/data/augmentation.hpp"
#include "digitlab/data/dataset.hpp"
#include "digitlab/data/preprocessing.hpp"
#include "digitlab/math/matrix.hpp"
#include "digitlab/math/parallel.hpp"
#include "digitlab/nn/input_format.hpp"

namespace digitlab {

/// The samples of a dataset, as training is to see them in each epoch. A source may stand before
/// another and change what comes from it.
///
/// Letters: N samples of the dataset, B of them in a batch, I inputs, K classes. The dataset must
/// outlive the source.
class SampleSource {
 public:
  /// Memory that one thread works in.
  struct Scratch {
    virtual ~Scratch() = default;
  };

  explicit SampleSource(const Dataset& data) : data_(&data) {}
  virtual ~SampleSource() = default;

  const Dataset& data() const { return *data_; }

  /// @param rows  that are asked for at once, at most
  virtual std::unique_ptr<Scratch> make_scratch(Index /*rows*/) const { return nullptr; }

  /// A slice of what must be known before `epoch` (from 0) begins, about `samples` among those to
  /// be trained on. Returns whether there is more to do.
  virtual bool prepare(int /*epoch*/, std::span<const Index> /*samples*/,
                       const ParallelFor& /*parallel*/) {
    return false;
  }

  /// The samples `indices` as they are in `epoch` → rows of `inputs` (B,I).
  virtual void fill(std::span<const Index> indices, const InputFormat& format, int epoch,
                    Scratch* scratch, MatrixRef<float> inputs) const = 0;

  /// A goal beside the labels, if there is one: changes the gradient.
  /// @param logits    (B,K) that the network answered
  /// @param scale     1/B of the whole batch, which the gradient has been multiplied by
  /// @param gradient  (B,K) dLoss/dlogits
  virtual void refine(std::span<const Index> /*indices*/, int /*epoch*/, Scratch* /*scratch*/,
                      const ConstMatrixRef<float>& /*logits*/, double /*scale*/,
                      // A view, which those that write to it take as views are taken everywhere.
                      MatrixRef<float> /*gradient*/)  // NOLINT(performance-unnecessary-value-param)
      const {}

 private:
  const Dataset* data_;
};

/// The samples as they are.
class PlainSamples final : public SampleSource {
 public:
  using SampleSource::SampleSource;
  void fill(std::span<const Index> indices, const InputFormat& format, int epoch, Scratch* scratch,
            MatrixRef<float> inputs) const override;
};

/// The samples varied, anew in each epoch or in turn.
class AugmentedSamples final : public SampleSource {
 public:
  /// @param seed        of the variations
  /// @param variations  0, or after how many epochs the same variations come again; they are then
  ///                    the same ones with any seed
  /// @throws Error when a strength is out of range or `variations` is negative
  AugmentedSamples(const Dataset& data, const Augmentation& augmentation, std::uint64_t seed,
                   int variations = 0);

  int variations() const { return variations_; }
  /// Which of the variations, from 0, is on in `epoch`.
  int variation(int epoch) const { return variations_ > 0 ? epoch % variations_ : epoch; }

  std::unique_ptr<Scratch> make_scratch(Index rows) const override;
  void fill(std::span<const Index> indices, const InputFormat& format, int epoch, Scratch* scratch,
            MatrixRef<float> inputs) const override;

 private:
  Augmentation augmentation_;
  std::uint64_t seed_;
  int variations_;
};

}  // namespace digitlab
