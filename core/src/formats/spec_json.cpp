#include "digitlab/formats/spec_json.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <utility>
#include <vector>

#include "digitlab/math/error.hpp"
#include "formats/json.hpp"

namespace digitlab {
namespace {

Index parse_count(const Json& value, Index most, const std::string& place) {
  if (value.is_number_integer() && value >= 1 && value <= most) return value.get<Index>();
  throw Error(place + " is " + quoted(value) + ", expected a whole number from 1 to " +
              std::to_string(most));
}

// "\"a\", \"b\" or \"c\""
std::string one_of(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += (i == 0 ? "\"" : i + 1 == words.size() ? "\" or \"" : "\", \"") + words[i];
  }
  return text + "\"";
}

// A typing error in a key must not pass for a default.
void check_keys(const Json& object, const std::vector<std::string>& known,
                const std::string& place) {
  if (!object.is_object()) throw Error(place + " is " + quoted(object) + ", expected an object");
  for (const auto& [key, value] : object.items()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      throw Error(place + " has an unknown key " + quoted_text(key));
    }
  }
}

std::string parse_name(const Json& object, const std::string& fallback, const std::string& place) {
  const auto found = object.find("name");
  if (found == object.end()) return fallback;
  if (found->is_string() && !found->get_ref<const std::string&>().empty()) {
    return found->get<std::string>();
  }
  throw Error(place + ": \"name\" is " + quoted(*found) + ", expected a non-empty string");
}

// Fills in the settings of one layer from its object; what is not there stays as it is.
class SettingsReader final : public Settings {
 public:
  SettingsReader(const Json& layer, std::string place) : layer_(layer), place_(std::move(place)) {}

  void count(const char* key, Index& value, Index most) override {
    const Json* given = find(key);
    if (given == nullptr && value > 0) return;
    value = parse_count(given == nullptr ? Json() : *given, most, at(key));
  }

  void sides(const char* key, Index& height, Index& width) override {
    const Json* given = find(key);
    if (given == nullptr) return;
    if (!given->is_array()) {
      height = width = parse_count(*given, kLargestSide, at(key));
      return;
    }
    if (given->size() != 2) {
      throw Error(at(key) + " is " + quoted(*given) + ", expected a number or [height, width]");
    }
    height = parse_count((*given)[0], kLargestSide, at(key) + ": the height");
    width = parse_count((*given)[1], kLargestSide, at(key) + ": the width");
  }

  void number(const char* key, double& value, double least, double limit) override {
    const Json* given = find(key);
    if (given == nullptr) return;
    if (!given->is_number() || !(*given >= least && *given < limit)) {
      throw Error(at(key) + " is " + quoted(*given) + ", expected a number from " +
                  Json(least).dump() + " to below " + Json(limit).dump());
    }
    value = given->get<double>();
  }

  void flag(const char* key, bool& value) override {
    const Json* given = find(key);
    if (given == nullptr) return;
    if (!given->is_boolean()) {
      throw Error(at(key) + " is " + quoted(*given) + ", expected true or false");
    }
    value = given->get<bool>();
  }

  void word(const char* key, std::size_t& value, std::span<const char* const> words) override {
    const Json* given = find(key);
    if (given == nullptr) return;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (given->is_string() && given->get_ref<const std::string&>() == words[i]) {
        value = i;
        return;
      }
    }
    throw Error(at(key) + " is " + quoted(*given) + ", expected " +
                one_of({words.begin(), words.end()}));
  }

  // After a layer has described itself.
  void check_keys() const { digitlab::check_keys(layer_, known_, place_); }

 private:
  const Json* find(const char* key) {
    known_.emplace_back(key);
    const auto found = layer_.find(key);
    return found == layer_.end() ? nullptr : &*found;
  }
  std::string at(const char* key) const { return place_ + ": \"" + key + "\""; }

  const Json& layer_;
  std::string place_;
  std::vector<std::string> known_ = {"type", "name"};
};

// Writes every setting of one layer into its object.
class SettingsWriter final : public Settings {
 public:
  explicit SettingsWriter(Json& layer) : layer_(layer) {}

  void count(const char* key, Index& value, Index /*most*/) override { layer_[key] = value; }
  void sides(const char* key, Index& height, Index& width) override {
    layer_[key] = {height, width};
  }
  void number(const char* key, double& value, double /*least*/, double /*limit*/) override {
    layer_[key] = value;
  }
  void flag(const char* key, bool& value) override { layer_[key] = value; }
  void word(const char* key, std::size_t& value, std::span<const char* const> words) override {
    layer_[key] = words[value];
  }

 private:
  Json& layer_;
};

InputFormat parse_input(const Json& layer, const std::string& place) {
  check_keys(layer, {"type", "name", "shape", "deskew"}, place);
  const Json& shape = member(layer, "shape");
  double share = 0;
  if (layer.contains("deskew")) {
    const Json& deskew = layer["deskew"];
    if (!deskew.is_number() || !(deskew >= 0 && deskew <= 1)) {
      throw Error(place + ": \"deskew\" is " + quoted(deskew) + ", expected a number from 0 to 1");
    }
    share = deskew.get<double>();
  }
  const bool unrolled = shape.is_array() && shape.size() == 1;
  if (unrolled && shape[0] == 400) return {20, 20, PixelOrder::kColumnMajor, share};
  if (unrolled && shape[0] == 784) return {28, 28, PixelOrder::kRowMajor, share};
  if (!shape.is_array() || shape.size() != 2) {
    throw Error(place + ": \"shape\" is " + quoted(shape) +
                ", expected [400], [784] or [height, width]");
  }
  return {parse_count(shape[0], kLargestSide, place + ": the height"),
          parse_count(shape[1], kLargestSide, place + ": the width"), PixelOrder::kRowMajor, share};
}

// "BatchNormalization" → "batch_normalization", "Conv2D" → "conv2d", as Keras names layers.
std::string in_snake_case(const std::string& type) {
  std::string text;
  for (const char c : type) {
    const bool upper = std::isupper(static_cast<unsigned char>(c)) != 0;
    const bool after_lower = !text.empty() && std::islower(static_cast<unsigned char>(text.back()));
    if (upper && after_lower) text += '_';
    text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return text;
}

LayerSpec parse_layer(const Json& layer, std::size_t number, const std::string& place,
                      const LayerKinds& kinds) {
  const Json& type = member(layer, "type");
  const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                 [&](const LayerSpec& one) { return is_text(type, one.type()); });
  if (kind == kinds.end()) {
    std::vector<std::string> types;
    for (const LayerSpec& one : kinds) types.emplace_back(one.type());
    throw Error(place + ": \"type\" is " + quoted(type) + ", expected " + one_of(types));
  }
  LayerSpec spec = *kind;
  spec.set_name(
      parse_name(layer, in_snake_case(spec.type()) + "_" + std::to_string(number), place));
  SettingsReader reader(layer, place);
  spec.describe(reader);
  reader.check_keys();
  return spec;
}

Json write_input(const InputFormat& input) {
  Json layer = {{"type", "Input"}, {"shape", {input.height, input.width}}};
  if (input.order == PixelOrder::kColumnMajor) layer["shape"] = {input.size()};
  if (input.deskew > 0) layer["deskew"] = input.deskew;
  return layer;
}

Json write_layer(LayerSpec spec) {
  Json layer = {{"type", spec.type()}, {"name", spec.name()}};
  SettingsWriter writer(layer);
  spec.describe(writer);
  return layer;
}

}  // namespace

NetworkSpec parse_spec(std::string_view text, const LayerKinds& kinds) {
  const JsonDocument document = parse_json(text, "the network specification");
  const Json& json = document.root();
  check_keys(json, {"name", "layers"}, "the network specification");
  const Json& layers = member(json, "layers");
  if (!layers.is_array() || layers.size() < 2) {
    throw Error("\"layers\" must be a list of an Input and at least one more layer");
  }
  NetworkSpec spec;
  spec.name = parse_name(json, "network", "the network specification");
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string place = "layer " + std::to_string(i + 1);
    if (!layers[i].is_object()) {
      throw Error(place + " is " + quoted(layers[i]) + ", expected an object");
    }
    if (i > 0) {
      spec.layers.push_back(parse_layer(layers[i], i, place, kinds));
    } else if (const Json& type = member(layers[i], "type"); is_text(type, "Input")) {
      spec.input = parse_input(layers[i], place);
    } else {
      throw Error(place + ": \"type\" is " + quoted(type) + ", expected \"Input\"");
    }
  }
  return spec;
}

std::string write_spec(const NetworkSpec& spec) {
  Json layers = Json::array();
  layers.push_back(write_input(spec.input));
  for (const LayerSpec& layer : spec.layers) layers.push_back(write_layer(layer));
  return Json{{"name", spec.name}, {"layers", std::move(layers)}}.dump();
}

}  // namespace digitlab
