#include "digitlab/train/teachers.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "digitlab/math/check.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/nn/activation.hpp"
#include "digitlab/nn/loss.hpp"

namespace digitlab {
namespace {

// Samples that one thread asks teachers about at a time, and how many such shares make a slice.
constexpr Index kShareRows = 32;
constexpr std::size_t kSliceShares = 8;

struct TaughtScratch final : SampleSource::Scratch {
  std::unique_ptr<SampleSource::Scratch> samples;
  std::vector<Workspace<float>> teachers;
  Matrix<float> advice;  // (rows,K) mean probabilities of the teachers
};

TaughtScratch& taught(SampleSource::Scratch* scratch) {
  return *static_cast<TaughtScratch*>(scratch);
}

// The teachers' mean probabilities, at the temperature.
void ask(const SampleSource& samples, const Distillation& distillation,
         std::span<const Index> indices, int epoch, TaughtScratch& scratch) {
  const auto rows = static_cast<Index>(indices.size());
  const auto& teachers = distillation.teachers;
  scratch.advice.setZero();
  for (std::size_t i = 0; i < teachers.size(); ++i) {
    const InputFormat& format = teachers[i]->spec().input;
    // Teachers that read the same format need the samples varied once only.
    if (i > 0 && format == teachers[0]->spec().input) {
      scratch.teachers[i].input = scratch.teachers[0].input;
    } else {
      samples.fill(indices, format, epoch, scratch.samples.get(),
                   scratch.teachers[i].input.topRows(rows));
    }
    MatrixRef<float> logits = teachers[i]->forward(rows, scratch.teachers[i]);
    logits /= static_cast<float>(distillation.temperature);
    softmax<float>(logits);
    scratch.advice.topRows(rows) += logits;
  }
  scratch.advice /= static_cast<float>(teachers.size());
  // Teachers know digits; nobody need ask them about anything else.
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (samples.data().label(indices[i]) != kNoDigit) continue;
    scratch.advice.row(static_cast<Index>(i))
        .setConstant(1.0F / static_cast<float>(scratch.advice.cols()));
  }
}

}  // namespace

void Distillation::check() const {
  if (teachers.empty()) throw Error("there is no teacher, expected at least one");
  require_range("teacher weight", weight, 0, 1);
  require_positive("temperature", temperature);
}

TaughtSamples::TaughtSamples(const AugmentedSamples& samples, Distillation distillation)
    : SampleSource(samples.data()),
      samples_(samples),
      distillation_(std::move(distillation)),
      advice_(static_cast<std::size_t>(samples.variations())) {
  distillation_.check();
  for (const Network<float>* teacher : distillation_.teachers) {
    check_fits(teacher->spec().input, data());
    if (teacher->classes() == classes()) continue;
    throw Error("teachers know " + std::to_string(classes()) + " and " +
                std::to_string(teacher->classes()) + " classes, expected as many");
  }
}

std::unique_ptr<SampleSource::Scratch> TaughtSamples::make_scratch(Index rows) const {
  auto scratch = std::make_unique<TaughtScratch>();
  scratch->samples = samples_.make_scratch(rows);
  for (const Network<float>* teacher : distillation_.teachers) {
    scratch->teachers.push_back(teacher->make_workspace(rows, Purpose::kInference));
  }
  scratch->advice.resize(rows, classes());
  return scratch;
}

void TaughtSamples::recall(int variation) {
  if (!distillation_.recall) return;
  std::optional<Matrix<float>> known = distillation_.recall(variation);
  if (!known) return;
  if (known->rows() != data().size() || known->cols() != classes()) {
    throw Error("advice is of " + std::to_string(known->rows()) + " samples and " +
                std::to_string(known->cols()) + " classes, expected " +
                std::to_string(data().size()) + " and " + std::to_string(classes()));
  }
  advice_[static_cast<std::size_t>(variation)] = std::move(*known);
}

// In the order of the data, so that what is said does not depend on how far training has come.
bool TaughtSamples::prepare(int epoch, std::span<const Index> samples,
                            const ParallelFor& parallel) {
  if (advice_.empty()) return false;
  const int variation = samples_.variation(epoch);
  if (is_known(variation)) return false;
  if (asking_ != variation || asked_ == 0) {
    asking_ = variation;
    asked_ = 0;
    recall(variation);
    if (is_known(variation)) return false;
    taken_.setZero(data().size(), classes());
  }
  while (scratches_.size() < kSliceShares) scratches_.push_back(make_scratch(kShareRows));
  const auto slice = samples.subspan(
      asked_,
      std::min(samples.size() - asked_, kSliceShares * static_cast<std::size_t>(kShareRows)));
  in_blocks(parallel, static_cast<Index>(slice.size()), kShareRows, [&](Index begin, Index end) {
    TaughtScratch& scratch = taught(scratches_[static_cast<std::size_t>(begin / kShareRows)].get());
    const auto share =
        slice.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
    ask(samples_, distillation_, share, epoch, scratch);
    for (std::size_t i = 0; i < share.size(); ++i) {
      taken_.row(share[i]) = scratch.advice.row(static_cast<Index>(i));
    }
  });
  asked_ += slice.size();
  if (asked_ < samples.size()) return true;
  asked_ = 0;
  if (distillation_.keep) distillation_.keep(variation, taken_);
  advice_[static_cast<std::size_t>(variation)] = std::move(taken_);
  scratches_.clear();
  return false;
}

void TaughtSamples::fill(std::span<const Index> indices, const InputFormat& format, int epoch,
                         Scratch* scratch, MatrixRef<float> inputs) const {
  samples_.fill(indices, format, epoch, taught(scratch).samples.get(), inputs);
}

void TaughtSamples::refine(std::span<const Index> indices, int epoch, Scratch* scratch,
                           const ConstMatrixRef<float>& logits, double scale,
                           MatrixRef<float> gradient) const {
  Matrix<float>& advice = taught(scratch).advice;
  if (advice_.empty()) {
    ask(samples_, distillation_, indices, epoch, taught(scratch));
  } else {
    const Matrix<float>& known = advice_[static_cast<std::size_t>(samples_.variation(epoch))];
    for (std::size_t i = 0; i < indices.size(); ++i) {
      advice.row(static_cast<Index>(i)) = known.row(indices[i]);
    }
  }
  distill<float>(distillation_.weight, distillation_.temperature,
                 advice.topRows(static_cast<Index>(indices.size())), logits, scale, gradient);
}

}  // namespace digitlab
