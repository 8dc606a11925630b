/// @file
/// A network's answers over data, and how good they are.
#pragma once

#include <optional>
#include <vector>

#include "digitlab/assess/metrics.hpp"
#include "digitlab/assess/model.hpp"
#include "digitlab/math/parallel.hpp"
#include "report/confidence.hpp"
#include "report/figures.hpp"
#include "sources/data_source.hpp"

namespace digitlab::tools {

/// Answers for every sample of a dataset, in its order.
struct Answers {
  std::vector<std::uint8_t> predicted;  ///< (N)
  std::vector<float> probability;       ///< (N) of the predicted digit
  std::vector<double> loss;             ///< (N) the network's own loss for the true digit
  Evaluation evaluation;                ///< of all samples
  std::vector<Evaluation> parts;        ///< of each part of the dataset
  Confidence confidence;                ///< of all samples
};

Answers answer_all(const Model& model, const Dataset& data, const ParallelFor& parallel);

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

/// Numbers of the samples that were answered wrongly, the highest loss first.
std::vector<Index> worst_errors(const Answers& answers, const std::vector<std::uint8_t>& labels);

/// The figures of each source: `[{"source","samples","accuracy","loss"}]`.
Json source_figures_json(const std::vector<SourceRecord>& sources, const Answers& answers);

/// The same as a table.
void print_source_figures(std::ostream& out, const std::vector<SourceRecord>& sources,
                          const Answers& answers);

}  // namespace digitlab::tools
