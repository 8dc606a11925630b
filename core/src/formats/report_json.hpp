// The parts of a report that have nothing to do with files, as JSON. The command line, which knows
// the files, puts its reports together of the same parts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "digitlab/assess/answers.hpp"
#include "digitlab/formats/report.hpp"
#include "formats/json_writing.hpp"

namespace digitlab {

inline constexpr const char* kReportSchema = "digitlab-report/1";

// [H,W,C] for an image of channels, [n] for a plain row.
Json shape_json(Shape shape);
// 10×10, row = true digit.
Json confusion_json(const Confusion& confusion);
// {"samples","accuracy","loss"}
Json summary_json(const Evaluation& evaluation);
// [{"digit","samples","precision","recall","f1"}]
Json per_class_json(const Evaluation& evaluation);
// {"calibration_error","refused","bins":[{"samples","confidence","accuracy"}],
//  "risk_coverage":[{"coverage","risk"}]}
Json confidence_json(const Confidence& confidence);
// [{"epoch","loss","accuracy","val_loss","val_accuracy"}], null where there was no validation.
Json history_json(const std::vector<EpochReport>& history);
// The same with "seconds", 0 where they are not known.
Json timed_history_json(const std::vector<EpochReport>& history,
                        const std::vector<double>& seconds);
// As the report and the checkpoint name them.
Json settings_json(const TrainingSettings& settings);
Json model_json(const std::string& name, const Network<float>& network);
Json calibration_json(const Calibration& calibration);
// The figures of each part: [{"source","samples","accuracy","loss"}].
Json source_figures_json(const std::vector<std::string>& sources, const Answers& answers);
// The report's "test".
Json test_json(const Dataset& data, const Answers& answers,
               const std::vector<std::string>& sources);
// The report's "pictures": up to 12 samples for each pair of label and answer.
Json pictures_json(const Dataset& data, const Answers& answers,
                   const std::vector<std::string>& sources, const InputFormat& format);
// The report's "first_layer": each unit's weights as an image; null when it has none to show.
Json first_layer_json(const Network<float>& network);

std::string base64(std::span<const std::uint8_t> bytes);

}  // namespace digitlab
