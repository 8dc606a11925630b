/// @file
/// A picture of the samples that a network gets most wrong.
#pragma once

#include <span>

#include "digitlab/data/dataset.hpp"
#include "pictures/png_file.hpp"
#include "report/answers.hpp"

namespace digitlab::tools {

/// The first `count` of `errors` (see `worst_errors`), row by row. Below each: the true digit and
/// the answer, the answer's probability, and the sample's number in the data.
ColorPicture draw_error_gallery(const Dataset& data, const Answers& answers,
                                std::span<const Index> errors, Index count);

}  // namespace digitlab::tools
