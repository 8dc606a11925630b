#include "digitlab/formats/model_file.hpp"

#include <algorithm>
#include <cmath>

#include "digitlab/ink/framing.hpp"
#include "digitlab/math/error.hpp"
#include "formats/json.hpp"

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

std::string write_calibration(const Calibration& calibration) {
  const Json json = {{"temperature", calibration.temperature},
                     {"temperature_applied", "in the last layer's parameters"},
                     {"sure_probability", calibration.sure_probability}};
  return json.dump();
}

double number_in(const Json& json, const char* key) {
  const auto value = json.find(key);
  if (value == json.end() || !value->is_number()) {
    throw Error(std::string("the calibration has no number \"") + key + "\"");
  }
  return value->get<double>();
}

Calibration parse_calibration(const std::string& text) {
  const Json json = parse_json(text, "the calibration");
  if (!json.is_object()) throw Error("the calibration is no JSON object");
  const Calibration calibration{
      number_in(json, "temperature"), number_in(json, "sure_probability"), {}};
  calibration.check();
  return calibration;
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

TensorFile to_tensor_file(const Network<float>& network, const std::string& training,
                          TensorType type) {
  TensorFile file;
  file.metadata[kArchitectureKey] = write_spec(network.spec());
  file.metadata[kPreprocessingKey] = preprocessing(network.spec().input);
  file.metadata[kCalibrationKey] = write_calibration(network.calibration());
  if (!training.empty()) file.metadata[kTrainingKey] = training;
  for (const ParameterInfo& info : network.parameter_table()) {
    const auto values = network.parameters().subspan(static_cast<std::size_t>(info.offset),
                                                     static_cast<std::size_t>(info.size));
    file.tensors.push_back({info.name, info.shape, {values.begin(), values.end()}, type});
  }
  if (const NoDigitUnit& unit = network.calibration().no_digit; unit.exists()) {
    const auto inputs = static_cast<Index>(unit.kernel.size());
    file.tensors.push_back({kNoDigitKernel, {inputs}, unit.kernel, type});
    file.tensors.push_back({kNoDigitBias, {1}, {unit.bias}, type});
  }
  return file;
}

Network<float> from_tensor_file(const TensorFile& file, const std::string& extra_prefix) {
  const auto architecture = file.metadata.find(kArchitectureKey);
  if (architecture == file.metadata.end()) {
    throw Error("the file has no \"architecture\" in its metadata: it is not a Digitlab model");
  }
  Network<float> network(parse_spec(architecture->second));
  for (const ParameterInfo& info : network.parameter_table()) {
    const std::vector<float>& values = values_of(file.tensor(info.name), info.shape);
    std::copy(values.begin(), values.end(), network.parameters().begin() + info.offset);
  }
  Calibration calibration;
  if (const auto text = file.metadata.find(kCalibrationKey); text != file.metadata.end()) {
    calibration = parse_calibration(text->second);
  }
  std::size_t expected = network.parameter_table().size();
  if (file.has(kNoDigitKernel)) {
    const Index inputs = network.layers().back()->input_size();
    calibration.no_digit = {values_of(file.tensor(kNoDigitKernel), {inputs}),
                            values_of(file.tensor(kNoDigitBias), {1}).front()};
    expected += 2;
  }
  network.set_calibration(calibration);
  // Names are unique and every parameter is there: one more tensor is one too many.
  const auto extra = std::count_if(file.tensors.begin(), file.tensors.end(), [&](const Tensor& t) {
    return !extra_prefix.empty() && t.name.rfind(extra_prefix, 0) == 0;
  });
  expected += static_cast<std::size_t>(extra);
  if (file.tensors.size() != expected) {
    throw Error("the file holds " + std::to_string(file.tensors.size()) +
                " tensors, its architecture names " + std::to_string(expected));
  }
  return network;
}

Network<float> load_model(std::span<const std::uint8_t> bytes) {
  return from_tensor_file(parse_safetensors(bytes));
}

}  // namespace digitlab
