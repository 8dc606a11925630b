#include "digitlab/nn/spec.hpp"

#include <algorithm>
#include <initializer_list>
#include <tuple>
#include <utility>

#include "digitlab/math/error.hpp"
#include "formats/json.hpp"

namespace digitlab {
namespace {

constexpr Index kLargestSide = 1024;
constexpr Index kMostUnits = 65536;

// The words of the format, in the order of the enumerations.
constexpr const char* kActivations[] = {"linear", "relu", "sigmoid"};
constexpr const char* kInitializers[] = {"glorot_uniform", "he_uniform"};
constexpr const char* kPaddings[] = {"valid", "same"};

// One layer of the text: its keys, and where it stands, for the errors.
class LayerReader {
 public:
  LayerReader(const Json& layer, std::size_t number)
      : layer_(layer), number_(number), place_("layer " + std::to_string(number + 1)) {}

  const std::string& place() const { return place_; }

  // A typing error in a key must not pass for a default.
  void allow(std::initializer_list<const char*> keys) const;

  // Keras's default: the type in snake case and a number, here the layer's place.
  std::string name(const std::string& type_in_snake_case) const;
  Index count(const char* key, Index most) const;
  // One number for both axes, or [height, width].
  std::pair<Index, Index> sides(const char* key, Index fallback) const;
  double number(const char* key, double fallback, double least, double below) const;
  double share(const char* key) const;  // 0 where it is missing
  bool flag(const char* key, bool fallback) const;
  template <typename Enum, std::size_t kCount>
  Enum word(const char* key, Enum fallback, const char* const (&words)[kCount]) const;

 private:
  std::string at(const char* key) const { return place_ + ": \"" + key + "\""; }

  const Json& layer_;
  std::size_t number_;
  std::string place_;
};

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

void LayerReader::allow(std::initializer_list<const char*> keys) const {
  check_keys(layer_, keys, place_);
}

std::string LayerReader::name(const std::string& type_in_snake_case) const {
  return parse_name(layer_, type_in_snake_case + "_" + std::to_string(number_), place_);
}

Index LayerReader::count(const char* key, Index most) const {
  return parse_count(layer_.value(key, Json()), most, at(key));
}

std::pair<Index, Index> LayerReader::sides(const char* key, Index fallback) const {
  const Json value = layer_.value(key, Json(fallback));
  if (!value.is_array()) {
    const Index side = parse_count(value, kLargestSide, at(key));
    return {side, side};
  }
  if (value.size() != 2) {
    throw Error(at(key) + " is " + value.dump() + ", expected a number or [height, width]");
  }
  return {parse_count(value[0], kLargestSide, at(key) + ": the height"),
          parse_count(value[1], kLargestSide, at(key) + ": the width")};
}

double LayerReader::number(const char* key, double fallback, double least, double below) const {
  const Json value = layer_.value(key, Json(fallback));
  if (value.is_number() && value >= least && value < below) return value.get<double>();
  throw Error(at(key) + " is " + value.dump() + ", expected a number from " + Json(least).dump() +
              " to below " + Json(below).dump());
}

double LayerReader::share(const char* key) const {
  const Json value = layer_.value(key, Json(0));
  if (value.is_number() && value >= 0 && value <= 1) return value.get<double>();
  throw Error(at(key) + " is " + value.dump() + ", expected a number from 0 to 1");
}

bool LayerReader::flag(const char* key, bool fallback) const {
  const Json value = layer_.value(key, Json(fallback));
  if (value.is_boolean()) return value.get<bool>();
  throw Error(at(key) + " is " + value.dump() + ", expected true or false");
}

template <typename Enum, std::size_t kCount>
Enum LayerReader::word(const char* key, Enum fallback, const char* const (&words)[kCount]) const {
  const Json value = layer_.value(key, Json(words[static_cast<std::size_t>(fallback)]));
  std::string expected;
  for (std::size_t i = 0; i < kCount; ++i) {
    if (value.is_string() && value.get_ref<const std::string&>() == words[i]) {
      return static_cast<Enum>(i);
    }
    expected += (i == 0 ? "\"" : i + 1 == kCount ? "\" or \"" : "\", \"") + std::string(words[i]);
  }
  throw Error(at(key) + " is " + value.dump() + ", expected " + expected + "\"");
}

InputFormat parse_input(const LayerReader& reader, const Json& layer) {
  reader.allow({"type", "name", "shape", "deskew"});
  const Json shape = layer.value("shape", Json());
  const double deskew = reader.share("deskew");
  if (shape == Json{400}) return {20, 20, PixelOrder::kColumnMajor, deskew};
  if (shape == Json{784}) return {28, 28, PixelOrder::kRowMajor, deskew};
  if (!shape.is_array() || shape.size() != 2) {
    throw Error(reader.place() + ": \"shape\" is " + shape.dump() +
                ", expected [400], [784] or [height, width]");
  }
  return {parse_count(shape[0], kLargestSide, reader.place() + ": the height"),
          parse_count(shape[1], kLargestSide, reader.place() + ": the width"),
          PixelOrder::kRowMajor, deskew};
}

LayerSpec parse_dense(const LayerReader& reader) {
  reader.allow({"type", "name", "units", "activation", "kernel_initializer"});
  DenseSpec dense;
  dense.name = reader.name("dense");
  dense.units = reader.count("units", kMostUnits);
  dense.activation = reader.word("activation", dense.activation, kActivations);
  dense.kernel_initializer =
      reader.word("kernel_initializer", dense.kernel_initializer, kInitializers);
  return dense;
}

// What convolutions of both kinds say.
template <typename Spec>
void read_convolution(const LayerReader& reader, Spec& conv) {
  std::tie(conv.kernel_height, conv.kernel_width) = reader.sides("kernel_size", 3);
  conv.padding = reader.word("padding", conv.padding, kPaddings);
  conv.activation = reader.word("activation", conv.activation, kActivations);
  conv.use_bias = reader.flag("use_bias", conv.use_bias);
}

LayerSpec parse_conv2d(const LayerReader& reader) {
  reader.allow({"type", "name", "filters", "kernel_size", "padding", "activation", "use_bias",
                "kernel_initializer"});
  Conv2DSpec conv;
  conv.name = reader.name("conv2d");
  conv.filters = reader.count("filters", kMostUnits);
  read_convolution(reader, conv);
  conv.kernel_initializer =
      reader.word("kernel_initializer", conv.kernel_initializer, kInitializers);
  return conv;
}

LayerSpec parse_depthwise_conv2d(const LayerReader& reader) {
  reader.allow({"type", "name", "kernel_size", "padding", "activation", "use_bias",
                "depthwise_initializer"});
  DepthwiseConv2DSpec conv;
  conv.name = reader.name("depthwise_conv2d");
  read_convolution(reader, conv);
  conv.depthwise_initializer =
      reader.word("depthwise_initializer", conv.depthwise_initializer, kInitializers);
  return conv;
}

LayerSpec parse_batch_normalization(const LayerReader& reader) {
  reader.allow({"type", "name", "momentum", "epsilon", "activation"});
  BatchNormalizationSpec norm;
  norm.name = reader.name("batch_normalization");
  norm.momentum = reader.number("momentum", norm.momentum, 0, 1);
  norm.epsilon = reader.number("epsilon", norm.epsilon, 1e-12, 1);
  norm.activation = reader.word("activation", norm.activation, kActivations);
  return norm;
}

LayerSpec parse_pooling(const LayerReader& reader, PoolingKind kind) {
  reader.allow({"type", "name", "pool_size"});
  Pooling2DSpec pooling;
  pooling.kind = kind;
  pooling.name = reader.name(kind == PoolingKind::kMax ? "max_pooling2d" : "average_pooling2d");
  std::tie(pooling.height, pooling.width) = reader.sides("pool_size", 2);
  return pooling;
}

LayerSpec parse_dropout(const LayerReader& reader) {
  reader.allow({"type", "name", "rate"});
  DropoutSpec dropout;
  dropout.name = reader.name("dropout");
  dropout.rate = reader.number("rate", dropout.rate, 0, 1);
  return dropout;
}

LayerSpec parse_layer(const Json& layer, const LayerReader& reader) {
  const Json type = layer.value("type", Json());
  if (type == "Dense") return parse_dense(reader);
  if (type == "Conv2D") return parse_conv2d(reader);
  if (type == "DepthwiseConv2D") return parse_depthwise_conv2d(reader);
  if (type == "BatchNormalization") return parse_batch_normalization(reader);
  if (type == "MaxPooling2D") return parse_pooling(reader, PoolingKind::kMax);
  if (type == "AveragePooling2D") return parse_pooling(reader, PoolingKind::kAverage);
  if (type == "Dropout") return parse_dropout(reader);
  if (type == "Flatten" || type == "GlobalAveragePooling2D") {
    reader.allow({"type", "name"});
    if (type == "Flatten") return FlattenSpec{reader.name("flatten")};
    return GlobalAveragePooling2DSpec{reader.name("global_average_pooling2d")};
  }
  throw Error(reader.place() + ": \"type\" is " + type.dump() +
              ", expected \"Dense\", \"Conv2D\", \"DepthwiseConv2D\", \"BatchNormalization\", "
              "\"MaxPooling2D\", \"AveragePooling2D\", \"GlobalAveragePooling2D\", \"Flatten\" or "
              "\"Dropout\"");
}

Json write_input(const InputFormat& input) {
  Json layer = {{"type", "Input"}, {"shape", {input.height, input.width}}};
  if (input.order == PixelOrder::kColumnMajor) layer["shape"] = {input.size()};
  if (input.deskew > 0) layer["deskew"] = input.deskew;
  return layer;
}

const char* to_string(Initializer initializer) {
  return kInitializers[static_cast<int>(initializer)];
}

Json write_layer(const DenseSpec& dense) {
  return {{"type", "Dense"},
          {"name", dense.name},
          {"units", dense.units},
          {"activation", to_string(dense.activation)},
          {"kernel_initializer", to_string(dense.kernel_initializer)}};
}

Json write_layer(const Conv2DSpec& conv) {
  return {{"type", "Conv2D"},
          {"name", conv.name},
          {"filters", conv.filters},
          {"kernel_size", {conv.kernel_height, conv.kernel_width}},
          {"padding", kPaddings[static_cast<int>(conv.padding)]},
          {"activation", to_string(conv.activation)},
          {"use_bias", conv.use_bias},
          {"kernel_initializer", to_string(conv.kernel_initializer)}};
}

Json write_layer(const DepthwiseConv2DSpec& conv) {
  return {{"type", "DepthwiseConv2D"},
          {"name", conv.name},
          {"kernel_size", {conv.kernel_height, conv.kernel_width}},
          {"padding", kPaddings[static_cast<int>(conv.padding)]},
          {"activation", to_string(conv.activation)},
          {"use_bias", conv.use_bias},
          {"depthwise_initializer", to_string(conv.depthwise_initializer)}};
}

Json write_layer(const BatchNormalizationSpec& norm) {
  return {{"type", "BatchNormalization"},
          {"name", norm.name},
          {"momentum", norm.momentum},
          {"epsilon", norm.epsilon},
          {"activation", to_string(norm.activation)}};
}

Json write_layer(const Pooling2DSpec& pooling) {
  return {{"type", pooling.kind == PoolingKind::kMax ? "MaxPooling2D" : "AveragePooling2D"},
          {"name", pooling.name},
          {"pool_size", {pooling.height, pooling.width}}};
}

Json write_layer(const GlobalAveragePooling2DSpec& pooling) {
  return {{"type", "GlobalAveragePooling2D"}, {"name", pooling.name}};
}

Json write_layer(const FlattenSpec& flatten) {
  return {{"type", "Flatten"}, {"name", flatten.name}};
}

Json write_layer(const DropoutSpec& dropout) {
  return {{"type", "Dropout"}, {"name", dropout.name}, {"rate", dropout.rate}};
}

}  // namespace

const char* to_string(Activation activation) { return kActivations[static_cast<int>(activation)]; }

const std::string& layer_name(const LayerSpec& spec) {
  return std::visit([](const auto& layer) -> const std::string& { return layer.name; }, spec);
}

NetworkSpec parse_spec(std::string_view text) {
  const Json json = parse_json(text, "the network specification");
  check_keys(json, {"name", "layers"}, "the network specification");
  const Json layers = json.value("layers", Json());
  if (!layers.is_array() || layers.size() < 2) {
    throw Error("\"layers\" must be a list of an Input and at least one more layer");
  }
  NetworkSpec spec;
  spec.name = parse_name(json, "network", "the network specification");
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const LayerReader reader(layers[i], i);
    if (!layers[i].is_object()) {
      throw Error(reader.place() + " is " + layers[i].dump() + ", expected an object");
    }
    if (i > 0) {
      spec.layers.push_back(parse_layer(layers[i], reader));
    } else if (const Json type = layers[i].value("type", Json()); type == "Input") {
      spec.input = parse_input(reader, layers[i]);
    } else {
      throw Error(reader.place() + ": \"type\" is " + type.dump() + ", expected \"Input\"");
    }
  }
  return spec;
}

std::string write_spec(const NetworkSpec& spec) {
  Json layers = Json::array();
  layers.push_back(write_input(spec.input));
  for (const LayerSpec& layer : spec.layers) {
    layers.push_back(std::visit([](const auto& l) { return write_layer(l); }, layer));
  }
  return Json{{"name", spec.name}, {"layers", std::move(layers)}}.dump();
}

}  // namespace digitlab
