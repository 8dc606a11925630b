#include "digitlab/formats/ink_json.hpp"

#include <cmath>

#include "digitlab/math/error.hpp"
#include "formats/json.hpp"
#include "formats/json_writing.hpp"

namespace digitlab {
namespace {

float to_coordinate(const JsonValue& value, const std::string& where) {
  if (!value.is_number()) throw Error(where + " is " + quoted(value) + ", expected a number");
  const float coordinate = static_cast<float>(value.number());
  if (!std::isfinite(coordinate)) {
    throw Error(where + " is " + quoted(value) + ", beyond the range of a coordinate");
  }
  return coordinate;
}

// The coordinates or times of a stroke, by their name in messages.
std::vector<float> to_coordinates(const JsonValue& row, const std::string& name) {
  std::vector<float> coordinates;
  coordinates.reserve(row.size());
  for (const auto& [none, value] : row.items()) {
    coordinates.push_back(to_coordinate(value, name + std::to_string(coordinates.size())));
  }
  return coordinates;
}

Stroke to_stroke(const JsonValue& value, const std::string& where) {
  if (!value.is_list() || value.size() < 2 || value.size() > 3) {
    throw Error(where + " is " + quoted(value) + ", expected [xs, ys] or [xs, ys, milliseconds]");
  }
  for (const auto& [none, row] : value.items()) {
    if (!row.is_list())
      throw Error(where + " holds " + quoted(row) + ", expected arrays of numbers");
  }
  const JsonValue xs = value.at(0);
  const JsonValue ys = value.at(1);
  if (xs.size() != ys.size()) {
    throw Error(where + " has " + std::to_string(xs.size()) + " x and " +
                std::to_string(ys.size()) + " y coordinates, expected equal counts");
  }
  if (value.size() == 3) {
    const JsonValue times = value.at(2);
    if (times.size() != xs.size()) {
      throw Error(where + " has " + std::to_string(xs.size()) + " points and " +
                  std::to_string(times.size()) + " times, expected equal counts");
    }
    to_coordinates(times, where + ", time ");
  }
  const std::vector<float> x = to_coordinates(xs, where + ", x ");
  const std::vector<float> y = to_coordinates(ys, where + ", y ");
  Stroke stroke(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) stroke[i] = {x[i], y[i]};
  return stroke;
}

// The text under `key`, or empty when there is none.
std::string optional_text(const JsonValue& object, const char* key) {
  const JsonValue found = object.member(key);
  if (!found.exists()) return {};
  if (!found.is_text()) {
    throw Error(std::string("\"") + key + "\" is " + quoted(found) + ", expected text");
  }
  return std::string(found.text());
}

double rounded(float coordinate) { return std::round(static_cast<double>(coordinate) * 100) / 100; }

}  // namespace

std::optional<std::uint8_t> InkSample::label() const {
  if (word.size() != 1 || word[0] < '0' || word[0] > '9') return std::nullopt;
  return static_cast<std::uint8_t>(word[0] - '0');
}

InkSample parse_ink_line(std::string_view line) {
  const JsonDocument document = parse_json(line, "the line");
  const JsonValue object = document.root();
  if (!object.is_object()) throw Error("the line is " + quoted(object) + ", expected an object");
  InkSample sample;
  sample.word = optional_text(object, "word");
  sample.writer = optional_text(object, "writer");
  const JsonValue drawing = object.member("drawing");
  if (!drawing.exists()) throw Error("there is no \"drawing\", expected an array of strokes");
  if (!drawing.is_list()) {
    throw Error("\"drawing\" is " + quoted(drawing) + ", expected an array of strokes");
  }
  sample.drawing.reserve(drawing.size());
  for (const auto& [none, stroke] : drawing.items()) {
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
  Json object;
  if (!sample.word.empty()) object["word"] = sample.word;
  Json& drawing = object["drawing"] = Json::array();
  for (const Stroke& stroke : sample.drawing) {
    Json xs = Json::array();
    Json ys = Json::array();
    for (const Point& point : stroke) {
      if (!std::isfinite(point.x) || !std::isfinite(point.y)) continue;
      xs.push_back(rounded(point.x));
      ys.push_back(rounded(point.y));
    }
    drawing.push_back({std::move(xs), std::move(ys)});
  }
  if (!sample.writer.empty()) object["writer"] = sample.writer;
  // A writer's name that is not UTF-8 must not stop the ink from being saved.
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace digitlab
