/// @file
/// A network's answers over data, and how good they are.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "digitlab/assess/answers.hpp"
#include "digitlab/assess/model.hpp"
#include "digitlab/math/parallel.hpp"
#include "report/confidence.hpp"
#include "report/figures.hpp"
#include "sources/data_source.hpp"

namespace digitlab::tools {

/// How the page and `predict` answer the drawings among a dataset's samples: the number of strokes
/// has a say (`Recognizer::recognize`), where `answer_all` sees nothing but the image.
struct DrawnFigures {
  Index samples = 0;
  Index right = 0;
  double calibration_error = 0;
};

/// @return nothing when no sample is a drawing
std::optional<DrawnFigures> answer_drawings(const Model& model, const Dataset& data,
                                            const ParallelFor& parallel);

/// What the sources are called.
std::vector<std::string> names_of(const std::vector<SourceRecord>& sources);

/// The figures of each source: `[{"source","samples","accuracy","loss"}]`.
Json source_figures_json(const std::vector<SourceRecord>& sources, const Answers& answers);

/// The same as a table.
void print_source_figures(std::ostream& out, const std::vector<SourceRecord>& sources,
                          const Answers& answers);

}  // namespace digitlab::tools
