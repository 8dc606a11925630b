/// @file
/// The specification of one layer, of whatever kind.
#pragma once

#include <concepts>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "digitlab/math/error.hpp"
#include "digitlab/nn/layer.hpp"
#include "digitlab/nn/settings.hpp"

namespace digitlab {

/// What a kind of layer consists of: a plain struct of settings. `type()` is the word of the JSON
/// form ("Dense"), `describe` visits every setting but the name, and `make<float>` builds the
/// layer.
/// @throws Error, from `make`, when the settings make no sense for inputs of that shape
template <typename Spec>
concept LayerKind = requires(Spec spec, const Spec& fixed, Settings& settings, Shape input) {
  { spec.name } -> std::same_as<std::string&>;
  { fixed.type() } -> std::convertible_to<const char*>;
  spec.describe(settings);
  { fixed.template make<float>(input) } -> std::same_as<LayerPointer<float>>;
};

/// Any `LayerKind` as a value: `LayerSpec layer = DenseSpec{.units = 25}`.
class LayerSpec {
 public:
  template <typename Spec>
  requires(!std::same_as<Spec, LayerSpec> && LayerKind<Spec>)
      LayerSpec(Spec spec)  // NOLINT(google-explicit-constructor): a kind is a specification
      : held_(std::make_unique<Holder<Spec>>(std::move(spec))) {}

  LayerSpec(const LayerSpec& other) : held_(other.held_->clone()) {}
  LayerSpec(LayerSpec&&) noexcept = default;
  LayerSpec& operator=(LayerSpec other) noexcept {
    held_ = std::move(other.held_);
    return *this;
  }
  ~LayerSpec() = default;

  const std::string& name() const { return held_->name(); }
  void set_name(std::string name) { held_->name() = std::move(name); }
  const char* type() const { return held_->type(); }
  void describe(Settings& settings) { held_->describe(settings); }

  /// @throws Error when the settings make no sense for inputs of that shape, or there is no layer
  /// of
  ///         doubles, see `allow_doubles`
  template <typename T>
  LayerPointer<T> make(Shape input) const {
    LayerPointer<T> layer;
    held_->make(input, layer);
    return layer;
  }

  /// Lets a kind make layers of doubles, for gradient checks. Not without being asked, as a program
  /// that has no use for them would be a third larger. Call it before threads make layers.
  template <typename Spec>
  static void allow_doubles() {
    Holder<Spec>::make_double = [](const Spec& spec, Shape input) {
      return spec.template make<double>(input);
    };
  }

  /// The settings, when this is a layer of that kind; else null.
  template <typename Spec>
  const Spec* get_if() const {
    if (held_->kind() != &Holder<Spec>::make_double) return nullptr;
    return &static_cast<const Holder<Spec>&>(*held_).spec;
  }
  template <typename Spec>
  Spec* get_if() {
    return const_cast<Spec*>(std::as_const(*this).get_if<Spec>());
  }

 private:
  struct Held {
    virtual ~Held() = default;
    virtual const void* kind() const = 0;  // an address of each kind's own
    virtual std::unique_ptr<Held> clone() const = 0;
    virtual std::string& name() = 0;
    virtual const char* type() const = 0;
    virtual void describe(Settings& settings) = 0;
    virtual void make(Shape input, LayerPointer<float>& layer) const = 0;
    virtual void make(Shape input, LayerPointer<double>& layer) const = 0;
  };
  template <typename Spec>
  struct Holder final : Held {
    explicit Holder(Spec value) : spec(std::move(value)) {}
    const void* kind() const override { return &make_double; }
    std::unique_ptr<Held> clone() const override { return std::make_unique<Holder>(spec); }
    std::string& name() override { return spec.name; }
    const char* type() const override { return spec.type(); }
    void describe(Settings& settings) override { spec.describe(settings); }
    void make(Shape input, LayerPointer<float>& layer) const override {
      layer = spec.template make<float>(input);
    }
    void make(Shape input, LayerPointer<double>& layer) const override {
      if (make_double == nullptr) refuse_doubles(type());
      layer = make_double(spec, input);
    }
    Spec spec;
    static inline LayerPointer<double> (*make_double)(const Spec& spec, Shape input) = nullptr;
  };

  [[noreturn]] static void refuse_doubles(const std::string& type);

  std::unique_ptr<Held> held_;
};

/// Kinds of layers: one of each, with the settings that it has unless something else is said.
using LayerKinds = std::vector<LayerSpec>;

/// The kinds that core has. A kind of one's own is appended to a copy of them.
const LayerKinds& layer_kinds();

/// `LayerSpec::allow_doubles` for all of them; `Network<double>` asks for it.
void allow_layers_of_doubles();

/// Lets layers of core's own kinds be initialized and trained. Not without being asked, likewise.
/// `Network` asks for it where it is needed: only who has a layer without a network must.
template <typename T>
void allow_training();

}  // namespace digitlab
