#include "report/optimizer_choice.hpp"

#include <algorithm>
#include <string_view>

#include "system/usage_error.hpp"

namespace digitlab::tools {
namespace {

/// Finds the momentum among an optimizer's settings and, when asked to, sets it.
class Momentum final : public PartialSettings {
 public:
  explicit Momentum(std::optional<double> wanted) : wanted_(wanted) {}
  std::optional<double> found;

  void number(const char* key, double& value, double /*least*/, double /*limit*/) override {
    if (std::string_view(key) != "momentum") return;
    value = wanted_.value_or(value);
    found = value;
  }

 private:
  std::optional<double> wanted_;
};

}  // namespace

std::vector<std::string> optimizer_names() {
  std::vector<std::string> names;
  for (const OptimizerSpec& kind : optimizer_kinds()) names.emplace_back(kind.name());
  return names;
}

OptimizerSpec choose_optimizer(const std::string& name, std::optional<double> momentum) {
  const auto& kinds = optimizer_kinds();
  OptimizerSpec optimizer = *std::find_if(
      kinds.begin(), kinds.end(), [&](const OptimizerSpec& kind) { return name == kind.name(); });
  Momentum setting(momentum);
  optimizer.describe(setting);
  if (momentum && !setting.found) {
    throw UsageError("--momentum: the optimizer " + name + " has none");
  }
  return optimizer;
}

}  // namespace digitlab::tools
