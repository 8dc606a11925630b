/// @file
/// What a network refuses to answer.
#pragma once

#include <iosfwd>
#include <vector>

#include "digitlab/assess/model.hpp"
#include "digitlab/generate/non_digits.hpp"
#include "digitlab/math/parallel.hpp"
#include "report/figures.hpp"

namespace digitlab::tools {

/// How many generated drawings of one kind that is no digit get no answer.
struct RefusalFigures {
  NonDigitKind kind = NonDigitKind::kLetter;
  bool held_out = false;  ///< of shapes that networks are never trained on
  Index samples = 0;
  Index refused = 0;
};

/// Of 1,200 drawings of the kinds for training, and as many of those held out.
std::vector<RefusalFigures> measure_refusals(const Model& model, const ParallelFor& parallel);

/// `[{"kind","held_out","samples","refused"}]`
Json refusals_json(const std::vector<RefusalFigures>& figures);
void print_refusals(std::ostream& out, const std::vector<RefusalFigures>& figures);

}  // namespace digitlab::tools
