#include "digitlab/formats/ink_json.hpp"

#include <cmath>

#include "digitlab/math/error.hpp"
#include "formats/json.hpp"

namespace digitlab {
namespace {

float to_coordinate(const Json& value, const std::string& where) {
  if (!value.is_number()) throw Error(where + " is " + quoted(value) + ", expected a number");
  const float coordinate = static_cast<float>(value.get<double>());
  if (!std::isfinite(coordinate)) {
    throw Error(where + " is " + quoted(value) + ", beyond the range of a coordinate");
  }
  return coordinate;
}

Stroke to_stroke(const Json& value, const std::string& where) {
  if (!value.is_array() || value.size() < 2 || value.size() > 3) {
    throw Error(where + " is " + quoted(value) + ", expected [xs, ys] or [xs, ys, milliseconds]");
  }
  for (const Json& row : value) {
    if (!row.is_array())
      throw Error(where + " holds " + quoted(row) + ", expected arrays of numbers");
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
    throw Error(std::string("\"") + key + "\" is " + quoted(*found) + ", expected text");
  }
  return found->get<std::string>();
}

double rounded(float coordinate) { return std::round(static_cast<double>(coordinate) * 100) / 100; }

}  // namespace

std::optional<std::uint8_t> InkSample::label() const {
  if (word.size() != 1 || word[0] < '0' || word[0] > '9') return std::nullopt;
  return static_cast<std::uint8_t>(word[0] - '0');
}

InkSample parse_ink_line(std::string_view line) {
  const JsonDocument document = parse_json(line, "the line");
  const Json& object = document.root();
  if (!object.is_object()) throw Error("the line is " + quoted(object) + ", expected an object");
  InkSample sample;
  sample.word = optional_text(object, "word");
  sample.writer = optional_text(object, "writer");
  const auto drawing = object.find("drawing");
  if (drawing == object.end()) throw Error("there is no \"drawing\", expected an array of strokes");
  if (!drawing->is_array()) {
    throw Error("\"drawing\" is " + quoted(*drawing) + ", expected an array of strokes");
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
