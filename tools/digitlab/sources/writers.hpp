/// @file
/// Who wrote what, and which writers are never trained on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "digitlab/data/dataset.hpp"

namespace digitlab::tools {

/// The writers of a source.
struct Writers {
  std::vector<std::string> names;      ///< each once, sorted
  std::vector<std::uint32_t> numbers;  ///< (N) of each sample: position of its writer in `names`
};

/// @param name_of_each  (N) writer of each sample
Writers number_writers(const std::vector<std::string>& name_of_each);

/// For each of `names`, whether that writer is held out: the `round(n / 5)` of the n names whose
/// SHA-256 is smallest. The names alone decide, so that nobody can choose.
std::vector<bool> held_out(const std::vector<std::string>& names);

/// A choice among a source's writers.
enum class Selection { kAll, kTrain, kHeldOut };

/// Numbers of the samples of the chosen writers, in order.
std::vector<Index> select_samples(const Writers& writers, Selection selection);

}  // namespace digitlab::tools
