#include "formats/report_json.hpp"

#include <string_view>
#include <utility>

#include "digitlab/nn/settings.hpp"

namespace digitlab {
namespace {

constexpr std::size_t kMaxErrors = 1000;

const char* schedule_name(ScheduleKind kind) {
  switch (kind) {
    case ScheduleKind::kConstant:
      return "constant";
    case ScheduleKind::kCosine:
      return "cosine";
    case ScheduleKind::kExponential:
      return "exponential";
  }
  return "";
}

// Finds the momentum among an optimizer's settings.
class MomentumFinder final : public PartialSettings {
 public:
  std::optional<double> found;

  void number(const char* key, double& value, double /*least*/, double /*limit*/) override {
    if (std::string_view(key) == "momentum") found = value;
  }
};

// The settings that a visitor of the page understands: {"activation", "units", …}, each where the
// kind of layer has it.
class Traits final : public PartialSettings {
 public:
  Json json = Json::object();

  void count(const char* /*key*/, Index& value, Index /*most*/) override { json["units"] = value; }
  void sides(const char* key, Index& height, Index& width) override { json[key] = {height, width}; }
  void number(const char* key, double& value, double /*least*/, double /*limit*/) override {
    if (std::string_view(key) == "rate") json[key] = value;
  }
  void word(const char* key, std::size_t& value, std::span<const char* const> words) override {
    if (std::string_view(key) == "activation") json[key] = words[value];
  }
};

Json layer_json(LayerSpec spec, const Layer<float>& layer) {
  Json json = {{"name", layer.name()},
               {"type", spec.type()},
               {"output_shape", shape_json(layer.output_shape())},
               {"parameters", layer.parameter_count()}};
  Traits traits;
  spec.describe(traits);
  json.update(traits.json);
  return json;
}

}  // namespace

Json shape_json(Shape shape) {
  if (!shape.is_image()) return {shape.channels};
  return {shape.height, shape.width, shape.channels};
}

Json confusion_json(const Confusion& confusion) {
  Json rows = Json::array();
  for (const auto& row : confusion) rows.push_back(Json(row));
  return rows;
}

Json summary_json(const Evaluation& evaluation) {
  return {{"samples", evaluation.samples},
          {"accuracy", evaluation.accuracy},
          {"loss", evaluation.loss}};
}

Json per_class_json(const Evaluation& evaluation) {
  Json rows = Json::array();
  for (std::size_t digit = 0; digit < evaluation.per_class.size(); ++digit) {
    const ClassMetrics& figures = evaluation.per_class[digit];
    rows.push_back({{"digit", digit},
                    {"samples", figures.samples},
                    {"precision", figures.precision},
                    {"recall", figures.recall},
                    {"f1", figures.f1}});
  }
  return rows;
}

Json confidence_json(const Confidence& confidence) {
  Json bins = Json::array();
  for (const ReliabilityBin& bin : confidence.bins) {
    bins.push_back(
        {{"samples", bin.samples}, {"confidence", bin.confidence}, {"accuracy", bin.accuracy}});
  }
  Json curve = Json::array();
  for (const RiskPoint& point : confidence.risk_coverage) {
    curve.push_back({{"coverage", point.coverage}, {"risk", point.risk}});
  }
  return {{"calibration_error", confidence.calibration_error},
          {"refused", confidence.refused},
          {"bins", std::move(bins)},
          {"risk_coverage", std::move(curve)}};
}

Json history_json(const std::vector<EpochReport>& history) {
  Json rows = Json::array();
  for (const EpochReport& epoch : history) {
    rows.push_back({{"epoch", epoch.epoch},
                    {"loss", epoch.loss},
                    {"accuracy", epoch.accuracy},
                    {"val_loss", epoch.val_loss ? Json(*epoch.val_loss) : Json()},
                    {"val_accuracy", epoch.val_accuracy ? Json(*epoch.val_accuracy) : Json()}});
  }
  return rows;
}

Json timed_history_json(const std::vector<EpochReport>& history,
                        const std::vector<double>& seconds) {
  Json rows = history_json(history);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i]["seconds"] = i < seconds.size() ? seconds[i] : 0.0;
  }
  return rows;
}

Json settings_json(const TrainingSettings& settings) {
  const TrainerOptions& options = settings.trainer;
  Json json = {{"epochs", options.epochs},
               {"batch_size", options.batch_size},
               {"optimizer", options.optimizer.name()},
               {"learning_rate", options.schedule.base},
               {"schedule", schedule_name(options.schedule.kind)},
               {"warmup_fraction", options.schedule.warmup_fraction},
               {"l2", options.l2},
               {"weight_decay", options.weight_decay},
               {"label_smoothing", options.label_smoothing},
               {"average_decay", options.average_decay},
               {"augment", settings.augment},
               {"variations", settings.variations},
               {"precision", settings.precision == TensorType::kFloat16 ? "half" : "single"},
               {"seed", options.seed},
               {"validation_split", settings.validation_split}};
  MomentumFinder momentum;
  OptimizerSpec(options.optimizer).describe(momentum);
  if (momentum.found) json["momentum"] = *momentum.found;
  // Only where it is another than ever: a setting that is named is compared with other trainings'.
  if (options.normalization_rows != TrainerOptions{}.normalization_rows) {
    json["normalization_rows"] = options.normalization_rows;
  }
  return json;
}

Json model_json(const std::string& name, const Network<float>& network) {
  const NetworkSpec& spec = network.spec();
  Json layers = Json::array();
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    layers.push_back(layer_json(spec.layers[l], *network.layers()[l]));
  }
  const bool by_column = spec.input.order == PixelOrder::kColumnMajor;
  return {{"name", name},
          {"parameters", network.parameters().size()},
          {"input",
           {{"height", spec.input.height},
            {"width", spec.input.width},
            {"order", by_column ? "column-major" : "row-major"},
            {"deskew", spec.input.deskew}}},
          {"layers", layers}};
}

Json calibration_json(const Calibration& calibration) {
  const std::vector<float>& kernel = calibration.no_digit.kernel;
  return {{"temperature", calibration.temperature},
          {"sure_probability", calibration.sure_probability},
          {"no_digit_parameters", kernel.empty() ? 0 : kernel.size() + 1}};
}

Json source_figures_json(const std::vector<std::string>& sources, const Answers& answers) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < sources.size(); ++i) {
    Json row = {{"source", sources[i]}};
    row.update(summary_json(answers.parts[i]));
    rows.push_back(std::move(row));
  }
  return rows;
}

Json test_json(const Dataset& data, const Answers& answers,
               const std::vector<std::string>& sources) {
  const std::vector<std::uint8_t>& labels = data.labels();
  Json errors = Json::array();
  for (std::size_t i = 0; i < labels.size() && errors.size() < kMaxErrors; ++i) {
    if (labels[i] == answers.predicted[i]) continue;
    errors.push_back({{"index", i},
                      {"label", labels[i]},
                      {"predicted", answers.predicted[i]},
                      {"probability", answers.probability[i]}});
  }
  Json json = summary_json(answers.evaluation);
  json["confusion"] = confusion_json(answers.evaluation.confusion);
  json["per_class"] = per_class_json(answers.evaluation);
  json["sources"] = source_figures_json(sources, answers);
  json["confidence"] = confidence_json(answers.confidence);
  json["errors"] = std::move(errors);
  return json;
}

}  // namespace digitlab
