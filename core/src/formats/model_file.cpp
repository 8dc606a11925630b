#include "digitlab/formats/model_file.hpp"

#include <algorithm>
#include <cmath>

#include "digitlab/formats/spec_json.hpp"
#include "digitlab/ink/framing.hpp"
#include "digitlab/math/error.hpp"
#include "formats/json.hpp"
#include "formats/json_writing.hpp"

namespace digitlab {
namespace {

// Of the calibration's unit for what is no digit, where there is one.
constexpr const char* kNoDigitKernel = "calibration.no_digit.kernel";  // (F)
constexpr const char* kNoDigitBias = "calibration.no_digit.bias";      // (1)

std::string shape_text(const std::vector<Index>& shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  }
  return text + ")";
}

std::string preprocessing(const InputFormat& input) {
  const Json json = {
      {"frame", "28×28, long side 20 px, centre of mass in the middle"},
      {"deskew", input.deskew},
      {"height", input.height},
      {"width", input.width},
      {"resize", input.height == kFrameSide ? "none" : "bicubic, antialiased"},
      {"order", input.order == PixelOrder::kColumnMajor ? "column-major" : "row-major"},
      {"range", {0, 1}}};
  return json.dump();
}

std::string write_calibration(const Model& model) {
  Json json = {{"temperature", model.calibration.temperature},
               {"temperature_applied", "in the last layer's parameters"},
               {"sure_probability", model.calibration.sure_probability}};
  if (model.stroke_counts.known()) json["stroke_counts"] = model.stroke_counts.classes;
  return json.dump();
}

double number_in(const JsonValue& json, const char* key) {
  const JsonValue value = json.member(key);
  if (!value.is_number()) {
    throw Error(std::string("the calibration has no number \"") + key + "\"");
  }
  return value.number();
}

StrokeCounts parse_stroke_counts(const JsonValue& rows) {
  StrokeCounts counts;
  const auto fail = [] {
    throw Error("the calibration's \"stroke_counts\" are no list of three numbers for each class");
  };
  if (!rows.is_list()) fail();
  for (const auto& [none, row] : rows.items()) {
    StrokeCounts::OfClass& of_class = counts.classes.emplace_back();
    if (!row.is_list() || row.size() != of_class.size()) fail();
    for (std::size_t i = 0; i < of_class.size(); ++i) {
      if (!row.at(i).is_number()) fail();
      of_class[i] = row.at(i).number();
    }
  }
  return counts;
}

void parse_calibration(const std::string& text, Model& model) {
  const JsonDocument document = parse_json(text, "the calibration");
  const JsonValue json = document.root();
  if (!json.is_object()) throw Error("the calibration is no JSON object");
  model.calibration = {number_in(json, "temperature"), number_in(json, "sure_probability"), {}};
  model.calibration.check();
  const JsonValue rows = json.member("stroke_counts");
  if (!rows.exists()) return;
  model.stroke_counts = parse_stroke_counts(rows);
  model.stroke_counts.check(model.network.classes());
}

const std::vector<float>& values_of(const Tensor& tensor, const std::vector<Index>& shape) {
  if (tensor.shape != shape) {
    throw Error("tensor " + quoted_text(tensor.name) + " has shape " + shape_text(tensor.shape) +
                ", expected " + shape_text(shape));
  }
  if (!std::all_of(tensor.values.begin(), tensor.values.end(),
                   [](float value) { return std::isfinite(value); })) {
    throw Error("tensor " + quoted_text(tensor.name) +
                " holds a value that is not a finite number");
  }
  return tensor.values;
}

}  // namespace

TensorFile to_tensor_file(const Model& model, const std::string& training, TensorType type) {
  const Network<float>& network = model.network;
  TensorFile file;
  file.metadata[kArchitectureKey] = write_spec(network.spec());
  file.metadata[kPreprocessingKey] = preprocessing(network.spec().input);
  file.metadata[kCalibrationKey] = write_calibration(model);
  if (!training.empty()) file.metadata[kTrainingKey] = training;
  for (const ParameterInfo& info : network.parameter_table()) {
    const auto values = network.parameters().subspan(static_cast<std::size_t>(info.offset),
                                                     static_cast<std::size_t>(info.size));
    file.tensors.push_back({info.name, info.shape, {values.begin(), values.end()}, type});
  }
  if (const NoDigitUnit& unit = model.calibration.no_digit; unit.exists()) {
    const auto inputs = static_cast<Index>(unit.kernel.size());
    file.tensors.push_back({kNoDigitKernel, {inputs}, unit.kernel, type});
    file.tensors.push_back({kNoDigitBias, {1}, {unit.bias}, type});
  }
  return file;
}

Model from_tensor_file(const TensorFile& file, const LayerKinds& kinds) {
  const auto architecture = file.metadata.find(kArchitectureKey);
  if (architecture == file.metadata.end()) {
    throw Error("the file has no \"architecture\" in its metadata: it is not a Digitlab model");
  }
  Model model{Network<float>(parse_spec(architecture->second, kinds))};
  Network<float>& network = model.network;
  for (const ParameterInfo& info : network.parameter_table()) {
    const std::vector<float>& values = values_of(file.tensor(info.name), info.shape);
    std::copy(values.begin(), values.end(), network.parameters().begin() + info.offset);
  }
  if (const auto text = file.metadata.find(kCalibrationKey); text != file.metadata.end()) {
    parse_calibration(text->second, model);
  }
  std::size_t expected = network.parameter_table().size();
  if (file.has(kNoDigitKernel)) {
    const Index inputs = network.layers().back()->input_size();
    model.calibration.no_digit = {values_of(file.tensor(kNoDigitKernel), {inputs}),
                                  values_of(file.tensor(kNoDigitBias), {1}).front()};
    expected += 2;
  }
  // Names are unique and every parameter is there: one more tensor is one too many.
  if (file.tensors.size() != expected) {
    throw Error("the file holds " + std::to_string(file.tensors.size()) +
                " tensors, its architecture names " + std::to_string(expected));
  }
  return model;
}

Model load_model(std::span<const std::uint8_t> bytes) {
  return from_tensor_file(parse_safetensors(bytes));
}

}  // namespace digitlab
