#include "digitlab/formats/ink_json.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include "digitlab/math/error.hpp"

namespace digitlab {
namespace {

using Json = nlohmann::json;

// What a value is called in a message.
std::string kind(const Json& value) {
  switch (value.type()) {
    case Json::value_t::null:
      return "null";
    case Json::value_t::boolean:
      return "true or false";
    case Json::value_t::string:
      return "text";
    case Json::value_t::array:
      return "an array of " + std::to_string(value.size());
    case Json::value_t::object:
      return "an object";
    default:
      return "a number";
  }
}

float to_coordinate(const Json& value, const std::string& where) {
  if (!value.is_number()) throw Error(where + " is " + kind(value) + ", expected a number");
  const float coordinate = static_cast<float>(value.get<double>());
  if (!std::isfinite(coordinate)) {
    throw Error(where + " is " + value.dump() + ", beyond the range of a coordinate");
  }
  return coordinate;
}

Stroke to_stroke(const Json& value, const std::string& where) {
  if (!value.is_array() || value.size() < 2 || value.size() > 3) {
    throw Error(where + " is " + kind(value) + ", expected [xs, ys] or [xs, ys, milliseconds]");
  }
  for (const Json& row : value) {
    if (!row.is_array())
      throw Error(where + " holds " + kind(row) + ", expected arrays of numbers");
  }
  const Json& xs = value[0];
  const Json& ys = value[1];
  if (xs.size() != ys.size()) {
    throw Error(where + " has " + std::to_string(xs.size()) + " x and " +
                std::to_string(ys.size()) + " y coordinates, expected equal counts");
  }
  if (value.size() == 3) {
    if (value[2].size() != xs.size()) {
      throw Error(where + " has " + std::to_string(xs.size()) + " points and " +
                  std::to_string(value[2].size()) + " times, expected equal counts");
    }
    for (std::size_t i = 0; i < xs.size(); ++i) {
      to_coordinate(value[2][i], where + ", time " + std::to_string(i));
    }
  }
  Stroke stroke(xs.size());
  for (std::size_t i = 0; i < xs.size(); ++i) {
    stroke[i].x = to_coordinate(xs[i], where + ", x " + std::to_string(i));
    stroke[i].y = to_coordinate(ys[i], where + ", y " + std::to_string(i));
  }
  return stroke;
}

// The text under `key`, or empty when there is none.
std::string optional_text(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) return {};
  if (!found->is_string()) {
    throw Error(std::string("\"") + key + "\" is " + kind(*found) + ", expected text");
  }
  return found->get<std::string>();
}

Json parse_json(std::string_view text) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    throw Error("not valid JSON at byte " + std::to_string(error.byte) + " of " +
                std::to_string(text.size()));
  } catch (const Json::exception&) {
    // The parser's other complaint: a number such as 1e999.
    throw Error("not valid JSON: a number is too large");
  }
}

double rounded(float coordinate) { return std::round(static_cast<double>(coordinate) * 100) / 100; }

}  // namespace

std::optional<std::uint8_t> InkSample::label() const {
  if (word.size() != 1 || word[0] < '0' || word[0] > '9') return std::nullopt;
  return static_cast<std::uint8_t>(word[0] - '0');
}

InkSample parse_ink_line(std::string_view line) {
  const Json object = parse_json(line);
  if (!object.is_object()) throw Error("the line is " + kind(object) + ", expected an object");
  InkSample sample;
  sample.word = optional_text(object, "word");
  sample.writer = optional_text(object, "writer");
  const auto drawing = object.find("drawing");
  if (drawing == object.end()) throw Error("there is no \"drawing\", expected an array of strokes");
  if (!drawing->is_array()) {
    throw Error("\"drawing\" is " + kind(*drawing) + ", expected an array of strokes");
  }
  sample.drawing.reserve(drawing->size());
  for (const Json& stroke : *drawing) {
    sample.drawing.push_back(to_stroke(stroke, "stroke " + std::to_string(sample.drawing.size())));
  }
  return sample;
}

std::vector<InkSample> parse_ink(std::string_view text) {
  std::vector<InkSample> samples;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    try {
      samples.push_back(parse_ink_line(line));
    } catch (const Error& error) {
      throw Error("line " + std::to_string(number) + ": " + error.what());
    }
  }
  return samples;
}

std::string write_ink_line(const InkSample& sample) {
  nlohmann::ordered_json object;
  if (!sample.word.empty()) object["word"] = sample.word;
  nlohmann::ordered_json& drawing = object["drawing"] = nlohmann::ordered_json::array();
  for (const Stroke& stroke : sample.drawing) {
    nlohmann::ordered_json xs = nlohmann::ordered_json::array();
    nlohmann::ordered_json ys = nlohmann::ordered_json::array();
    for (const Point& point : stroke) {
      if (!std::isfinite(point.x) || !std::isfinite(point.y)) continue;
      xs.push_back(rounded(point.x));
      ys.push_back(rounded(point.y));
    }
    drawing.push_back({std::move(xs), std::move(ys)});
  }
  if (!sample.writer.empty()) object["writer"] = sample.writer;
  // A writer's name that is not UTF-8 must not stop the ink from being saved.
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace digitlab
