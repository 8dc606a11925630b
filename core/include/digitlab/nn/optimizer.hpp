/// @file
/// Gradient descent over the flat parameter buffer.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "digitlab/math/matrix.hpp"
#include "digitlab/nn/optimizers/adam.hpp"
#include "digitlab/nn/optimizers/sgd.hpp"
#include "digitlab/nn/settings.hpp"

namespace digitlab {

/// What an optimizer consists of: a plain struct of settings. `name()` is its word on the command
/// line, `slots()` how many values it keeps for each parameter, `describe` visits its settings, and
/// `step` takes one step in place.
template <typename Rule>
concept OptimizerKind = requires(Rule rule, const Rule& fixed, Settings& settings,
                                 const OptimizerStep<float>& step) {
  { fixed.name() } -> std::convertible_to<const char*>;
  { fixed.slots() } -> std::convertible_to<Index>;
  rule.describe(settings);
  fixed.step(step);
};

/// Any `OptimizerKind` as a value: `OptimizerSpec optimizer = Sgd{.momentum = 0.9}`.
class OptimizerSpec {
 public:
  OptimizerSpec() : OptimizerSpec(Adam{}) {}
  template <typename Rule>
  requires(!std::same_as<Rule, OptimizerSpec> && OptimizerKind<Rule>)
      OptimizerSpec(Rule rule)  // NOLINT(google-explicit-constructor): a rule is a specification
      : held_(std::make_unique<Holder<Rule>>(std::move(rule))) {}

  OptimizerSpec(const OptimizerSpec& other) : held_(other.held_->clone()) {}
  OptimizerSpec(OptimizerSpec&&) noexcept = default;
  OptimizerSpec& operator=(OptimizerSpec other) noexcept {
    held_ = std::move(other.held_);
    return *this;
  }
  ~OptimizerSpec() = default;

  const char* name() const { return held_->name(); }
  Index slots() const { return held_->slots(); }
  void describe(Settings& settings) { held_->describe(settings); }
  void step(const OptimizerStep<float>& step) const { held_->step(step); }
  void step(const OptimizerStep<double>& step) const { held_->step(step); }

 private:
  struct Held {
    virtual ~Held() = default;
    virtual std::unique_ptr<Held> clone() const = 0;
    virtual const char* name() const = 0;
    virtual Index slots() const = 0;
    virtual void describe(Settings& settings) = 0;
    virtual void step(const OptimizerStep<float>& step) const = 0;
    virtual void step(const OptimizerStep<double>& step) const = 0;
  };
  template <typename Rule>
  struct Holder final : Held {
    explicit Holder(Rule value) : rule(std::move(value)) {}
    std::unique_ptr<Held> clone() const override { return std::make_unique<Holder>(rule); }
    const char* name() const override { return rule.name(); }
    Index slots() const override { return rule.slots(); }
    void describe(Settings& settings) override { rule.describe(settings); }
    void step(const OptimizerStep<float>& step) const override { rule.step(step); }
    void step(const OptimizerStep<double>& step) const override { rule.step(step); }
    Rule rule;
  };

  std::unique_ptr<Held> held_;
};

/// The optimizers that core has, each with its usual settings.
const std::vector<OptimizerSpec>& optimizer_kinds();

/// Holds the optimizer's moving averages. All of its state is in `slots()` and `steps()`.
template <typename T>
class Optimizer {
 public:
  Optimizer(OptimizerSpec spec, Index parameter_count);

  /// One step, in place.
  /// @param parameters,gradient  (P)
  void step(std::span<T> parameters, std::span<const T> gradient, double learning_rate);

  /// Steps taken so far: the t of the formulas.
  std::int64_t steps() const { return steps_; }
  /// (S·P), what the optimizer keeps: all first values, then all second ones, ….
  std::span<const T> slots() const { return slots_; }

  /// Puts back what `steps` and `slots` gave.
  /// @throws Error when the number of slots differs
  void restore(std::int64_t steps, std::span<const T> slots);

 private:
  OptimizerSpec spec_;
  std::int64_t steps_ = 0;
  std::vector<T> slots_;
};

extern template class Optimizer<float>;
extern template class Optimizer<double>;

}  // namespace digitlab
