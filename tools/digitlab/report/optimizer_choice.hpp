/// @file
/// `--optimizer` and its settings.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "digitlab/nn/optimizer.hpp"

namespace digitlab::tools {

/// The names of all optimizers, for help and checks.
std::vector<std::string> optimizer_names();

/// The optimizer of that name, one of `optimizer_names`.
/// @param momentum  when given
/// @throws UsageError when the optimizer has no such setting
OptimizerSpec choose_optimizer(const std::string& name, std::optional<double> momentum);

}  // namespace digitlab::tools
