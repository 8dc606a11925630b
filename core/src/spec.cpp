#include "digitlab/spec.hpp"

#include <algorithm>
#include <initializer_list>

#include "digitlab/error.hpp"
#include "json.hpp"

namespace digitlab {
namespace {

constexpr Index kLargestSide = 1024;
constexpr Index kMostUnits = 65536;

// The words of the format, in the order of the enumerations.
constexpr const char* kActivations[] = {"linear", "relu", "sigmoid"};
constexpr const char* kInitializers[] = {"glorot_uniform", "he_uniform"};

template <typename Enum, std::size_t kCount>
Enum parse_word(const Json& value, const char* const (&words)[kCount], const std::string& place) {
  std::string expected;
  for (std::size_t i = 0; i < kCount; ++i) {
    if (value.is_string() && value.get_ref<const std::string&>() == words[i]) {
      return static_cast<Enum>(i);
    }
    expected += (i == 0 ? "\"" : i + 1 == kCount ? "\" or \"" : "\", \"") + std::string(words[i]);
  }
  throw Error(place + " is " + value.dump() + ", expected " + expected + "\"");
}

// A typing error in a key must not pass for a default.
void check_keys(const Json& object, std::initializer_list<const char*> known,
                const std::string& place) {
  if (!object.is_object()) throw Error(place + " is " + object.dump() + ", expected an object");
  for (const auto& [key, value] : object.items()) {
    const bool found = std::any_of(known.begin(), known.end(),
                                   [&key = key](const char* name) { return key == name; });
    if (!found) throw Error(place + " has an unknown key \"" + key + "\"");
  }
}

Index parse_count(const Json& value, Index most, const std::string& place) {
  if (value.is_number_integer() && value >= 1 && value <= most) return value.get<Index>();
  throw Error(place + " is " + value.dump() + ", expected a whole number from 1 to " +
              std::to_string(most));
}

std::string parse_name(const Json& object, const std::string& fallback, const std::string& place) {
  const auto found = object.find("name");
  if (found == object.end()) return fallback;
  if (found->is_string() && !found->get_ref<const std::string&>().empty()) {
    return found->get<std::string>();
  }
  throw Error(place + ": \"name\" is " + found->dump() + ", expected a non-empty string");
}

InputFormat parse_input(const Json& layer) {
  const std::string place = "layer 1";
  check_keys(layer, {"type", "name", "shape"}, place);
  const Json shape = layer.value("shape", Json());
  if (shape == Json{400}) return {20, 20, PixelOrder::kColumnMajor};
  if (shape == Json{784}) return {28, 28, PixelOrder::kRowMajor};
  if (!shape.is_array() || shape.size() != 2) {
    throw Error(place + ": \"shape\" is " + shape.dump() +
                ", expected [400], [784] or [height, width]");
  }
  return {parse_count(shape[0], kLargestSide, place + ": the height"),
          parse_count(shape[1], kLargestSide, place + ": the width"), PixelOrder::kRowMajor};
}

DenseSpec parse_dense(const Json& layer, std::size_t number) {
  const std::string place = "layer " + std::to_string(number + 1);
  check_keys(layer, {"type", "name", "units", "activation", "kernel_initializer"}, place);
  DenseSpec dense;
  dense.name = parse_name(layer, "dense_" + std::to_string(number), place);
  dense.units = parse_count(layer.value("units", Json()), kMostUnits, place + ": \"units\"");
  dense.activation = parse_word<Activation>(layer.value("activation", Json("linear")), kActivations,
                                            place + ": \"activation\"");
  dense.kernel_initializer =
      parse_word<Initializer>(layer.value("kernel_initializer", Json("glorot_uniform")),
                              kInitializers, place + ": \"kernel_initializer\"");
  return dense;
}

Json input_shape(const InputFormat& input) {
  if (input == InputFormat{20, 20, PixelOrder::kColumnMajor}) return {400};
  if (input == InputFormat{28, 28, PixelOrder::kRowMajor}) return {784};
  return {input.height, input.width};
}

Json write_layer(const DenseSpec& dense) {
  return {{"type", "Dense"},
          {"name", dense.name},
          {"units", dense.units},
          {"activation", kActivations[static_cast<int>(dense.activation)]},
          {"kernel_initializer", kInitializers[static_cast<int>(dense.kernel_initializer)]}};
}

}  // namespace

NetworkSpec lab_spec() {
  return {"my_model",
          {20, 20, PixelOrder::kColumnMajor},
          {DenseSpec{"L1", 25, Activation::kRelu, Initializer::kGlorotUniform},
           DenseSpec{"L2", 15, Activation::kRelu, Initializer::kGlorotUniform},
           DenseSpec{"L3", kClasses, Activation::kLinear, Initializer::kGlorotUniform}}};
}

NetworkSpec parse_spec(std::string_view text) {
  const Json json = parse_json(text, "the network specification");
  check_keys(json, {"name", "layers"}, "the network specification");
  const Json layers = json.value("layers", Json());
  if (!layers.is_array() || layers.size() < 2) {
    throw Error("\"layers\" must be a list of an Input and at least one Dense layer");
  }
  NetworkSpec spec;
  spec.name = parse_name(json, "network", "the network specification");
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string place = "layer " + std::to_string(i + 1);
    if (!layers[i].is_object()) {
      throw Error(place + " is " + layers[i].dump() + ", expected an object");
    }
    const Json type = layers[i].value("type", Json());
    const char* expected = i == 0 ? "Input" : "Dense";
    if (type != expected) {
      throw Error(place + ": \"type\" is " + type.dump() + ", expected \"" + expected + "\"");
    }
    if (i == 0) {
      spec.input = parse_input(layers[i]);
    } else {
      spec.layers.emplace_back(parse_dense(layers[i], i));
    }
  }
  return spec;
}

std::string write_spec(const NetworkSpec& spec) {
  Json layers = Json::array();
  layers.push_back({{"type", "Input"}, {"shape", input_shape(spec.input)}});
  for (const LayerSpec& layer : spec.layers) {
    layers.push_back(std::visit([](const auto& l) { return write_layer(l); }, layer));
  }
  return Json{{"name", spec.name}, {"layers", std::move(layers)}}.dump();
}

}  // namespace digitlab
