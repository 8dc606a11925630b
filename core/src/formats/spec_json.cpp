#include "digitlab/formats/spec_json.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <utility>
#include <vector>

#include "digitlab/math/check.hpp"
#include "digitlab/math/error.hpp"
#include "formats/json.hpp"
#include "formats/json_writing.hpp"

namespace digitlab {
namespace {

Index parse_count(const JsonValue& value, Index most, const std::string& place) {
  if (value.is_count() && value.count() >= 1 && value.count() <= static_cast<std::uint64_t>(most)) {
    return static_cast<Index>(value.count());
  }
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
void check_keys(const JsonValue& object, const std::vector<std::string>& known,
                const std::string& place) {
  if (!object.is_object()) throw Error(place + " is " + quoted(object) + ", expected an object");
  for (const auto& [key, value] : object.items()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      throw Error(place + " has an unknown key " + quoted_text(key));
    }
  }
}

std::string parse_name(const JsonValue& object, const std::string& fallback,
                       const std::string& place) {
  const JsonValue found = object.member("name");
  if (!found.exists()) return fallback;
  if (found.is_text() && !found.text().empty()) return std::string(found.text());
  throw Error(place + ": \"name\" is " + quoted(found) + ", expected a non-empty string");
}

// Fills in the settings of one layer from its object; what is not there stays as it is.
class SettingsReader final : public Settings {
 public:
  SettingsReader(const JsonValue& layer, std::string place)
      : layer_(layer), place_(std::move(place)) {}

  void count(const char* key, Index& value, Index most) override {
    const JsonValue given = find(key);
    if (!given.exists() && value > 0) return;
    value = parse_count(given, most, at(key));
  }

  void sides(const char* key, Index& height, Index& width) override {
    const JsonValue given = find(key);
    if (!given.exists()) return;
    if (!given.is_list()) {
      height = width = parse_count(given, kLargestSide, at(key));
      return;
    }
    if (given.size() != 2) {
      throw Error(at(key) + " is " + quoted(given) + ", expected a number or [height, width]");
    }
    height = parse_count(given.at(0), kLargestSide, at(key) + ": the height");
    width = parse_count(given.at(1), kLargestSide, at(key) + ": the width");
  }

  void number(const char* key, double& value, double least, double limit) override {
    const JsonValue given = find(key);
    if (!given.exists()) return;
    if (!given.is_number() || !(given.number() >= least && given.number() < limit)) {
      throw Error(at(key) + " is " + quoted(given) + ", expected a number from " +
                  number_text(least) + " to below " + number_text(limit));
    }
    value = given.number();
  }

  void flag(const char* key, bool& value) override {
    const JsonValue given = find(key);
    if (!given.exists()) return;
    if (!given.is_flag()) {
      throw Error(at(key) + " is " + quoted(given) + ", expected true or false");
    }
    value = given.is(JsonKind::kTrue);
  }

  void word(const char* key, std::size_t& value, std::span<const char* const> words) override {
    const JsonValue given = find(key);
    if (!given.exists()) return;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (is_text(given, words[i])) {
        value = i;
        return;
      }
    }
    throw Error(at(key) + " is " + quoted(given) + ", expected " +
                one_of({words.begin(), words.end()}));
  }

  // After a layer has described itself.
  void check_keys() const { digitlab::check_keys(layer_, known_, place_); }

 private:
  JsonValue find(const char* key) {
    known_.emplace_back(key);
    return layer_.member(key);
  }
  std::string at(const char* key) const { return place_ + ": \"" + key + "\""; }

  JsonValue layer_;
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

InputFormat parse_input(const JsonValue& layer, const std::string& place) {
  check_keys(layer, {"type", "name", "shape", "deskew"}, place);
  const JsonValue shape = layer.member("shape");
  double share = 0;
  if (const JsonValue deskew = layer.member("deskew"); deskew.exists()) {
    if (!deskew.is_number() || !(deskew.number() >= 0 && deskew.number() <= 1)) {
      throw Error(place + ": \"deskew\" is " + quoted(deskew) + ", expected a number from 0 to 1");
    }
    share = deskew.number();
  }
  if (shape.is_list() && shape.size() == 1 && shape.at(0).is_number()) {
    if (shape.at(0).number() == 400) return {20, 20, PixelOrder::kColumnMajor, share};
    if (shape.at(0).number() == 784) return {28, 28, PixelOrder::kRowMajor, share};
  }
  if (!shape.is_list() || shape.size() != 2) {
    throw Error(place + ": \"shape\" is " + quoted(shape) +
                ", expected [400], [784] or [height, width]");
  }
  return {parse_count(shape.at(0), kLargestSide, place + ": the height"),
          parse_count(shape.at(1), kLargestSide, place + ": the width"), PixelOrder::kRowMajor,
          share};
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

LayerSpec parse_layer(const JsonValue& layer, std::size_t number, const std::string& place,
                      const LayerKinds& kinds) {
  const JsonValue type = layer.member("type");
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
  const JsonValue json = document.root();
  check_keys(json, {"name", "layers"}, "the network specification");
  const JsonValue layers = json.member("layers");
  if (!layers.is_list() || layers.size() < 2) {
    throw Error("\"layers\" must be a list of an Input and at least one more layer");
  }
  NetworkSpec spec;
  spec.name = parse_name(json, "network", "the network specification");
  std::size_t number = 0;
  for (const auto& [none, layer] : layers.items()) {
    const std::string place = "layer " + std::to_string(number + 1);
    if (!layer.is_object()) throw Error(place + " is " + quoted(layer) + ", expected an object");
    if (number > 0) {
      spec.layers.push_back(parse_layer(layer, number, place, kinds));
    } else if (const JsonValue type = layer.member("type"); is_text(type, "Input")) {
      spec.input = parse_input(layer, place);
    } else {
      throw Error(place + ": \"type\" is " + quoted(type) + ", expected \"Input\"");
    }
    ++number;
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
