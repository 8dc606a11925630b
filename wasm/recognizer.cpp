// A trained network for the page.
#include "digitlab/reading/recognizer.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <emscripten/bind.h>

#include "convert.hpp"
#include "digitlab/formats/model_file.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/reading/reader.hpp"
#include "digitlab/reading/verdict.hpp"

namespace digitlab::wasm {
namespace {

using emscripten::val;

// The field of `settings`, or `fallback` when it is missing.
template <typename T>
T setting(const val& settings, const char* name, const char* type, T fallback) {
  const val value = settings[name];
  if (value.isUndefined()) return fallback;
  check_type(value, name, type);
  return value.as<T>();
}

FrameOptions to_frame_options(const val& settings) {
  FrameOptions options;
  if (settings.isUndefined()) return options;
  if (settings.isNull() || settings.typeOf().as<std::string>() != "object") {
    throw Error("the frame settings are no object");
  }
  options.fit_box = setting(settings, "fitBox", "boolean", options.fit_box);
  options.normalize_pen = setting(settings, "normalizePen", "boolean", options.normalize_pen);
  options.center_by_mass = setting(settings, "centerByMass", "boolean", options.center_by_mass);
  options.canvas_side = setting(settings, "canvasSide", "number", options.canvas_side);
  options.brush_width = setting(settings, "brushWidth", "number", options.brush_width);
  options.check();
  return options;
}

val to_val(const Position& position) {
  val result = val::object();
  result.set("x", position.x);
  result.set("y", position.y);
  return result;
}

val to_val(const InkBox& box) {
  val result = val::object();
  result.set("left", box.left);
  result.set("top", box.top);
  result.set("right", box.right);
  result.set("bottom", box.bottom);
  return result;
}

Drawing to_drawing(const val& points, const val& stroke_lengths) {
  return make_drawing(to_vector<float>(points, "points"),
                      to_vector<std::uint32_t>(stroke_lengths, "strokeLengths"));
}

void set_verdict(val& result, const Verdict& verdict) {
  std::array<float, kClasses + 1> shares{};
  std::copy(verdict.shares.begin(), verdict.shares.end(), shares.begin());
  shares.back() = static_cast<float>(verdict.none);
  result.set("shares", to_array(shares.data(), shares.size()));
  result.set("manner", std::string(to_string(verdict.manner)));
  result.set("likeliest", int{verdict.digit});
  result.set("other", int{verdict.other});
}

val to_val(const Answer& answer, const Frame& frame, const std::vector<float>& input) {
  val result = val::object();
  result.set("digit", answer.digit ? val(*answer.digit) : val::null());
  result.set("reason", std::string(to_string(answer.refusal)));
  result.set("probabilities", to_array(answer.probabilities.data(), answer.probabilities.size()));
  set_verdict(result, verdict_of(answer));
  result.set("frame", to_array(frame.pixels));
  result.set("input", to_array(input));
  result.set("box", frame.blank ? val::null() : to_val(frame.box));
  result.set("centerOfMass", frame.blank ? val::null() : to_val(frame.center_of_mass));
  result.set("scale", frame.scale);
  result.set("offsetX", frame.offset_x);
  result.set("offsetY", frame.offset_y);
  return result;
}

class ModelRecognizer {
 public:
  explicit ModelRecognizer(Model model)
      : model_(std::make_shared<const Model>(std::move(model))),
        recognizer_(*model_),
        reader_(model_) {}

  std::string name() const { return spec().name; }
  int parameter_count() const { return static_cast<int>(model_->network.parameters().size()); }
  int input_height() const { return static_cast<int>(spec().input.height); }
  int input_width() const { return static_cast<int>(spec().input.width); }
  double input_deskew() const { return spec().input.deskew; }

  val recognize(const val& points, const val& stroke_lengths) {
    return recognize_framed(points, stroke_lengths, val::undefined());
  }

  val recognize_framed(const val& points, const val& stroke_lengths, const val& settings) {
    const Answer answer = guarded([&] {
      return recognizer_.recognize(to_drawing(points, stroke_lengths), to_frame_options(settings));
    });
    return to_val(answer, recognizer_.frame(), recognizer_.input_image());
  }

  val read(const val& points, const val& stroke_lengths) {
    return read_framed(points, stroke_lengths, val::undefined());
  }

  val read_framed(const val& points, const val& stroke_lengths, const val& settings) {
    const Reading reading = guarded([&] {
      return reader_.read(to_drawing(points, stroke_lengths), to_frame_options(settings));
    });
    val digits = val::array();
    for (const ReadDigit& digit : reading.digits) {
      val result = to_val(digit.answer, digit.frame, digit.input);
      const std::vector<std::uint32_t> strokes(digit.strokes.begin(), digit.strokes.end());
      result.set("strokes", to_array(strokes));
      result.set("line", digit.line);
      digits.call<void>("push", result);
    }
    val result = val::object();
    result.set("text", reading.text());
    result.set("digits", digits);
    return result;
  }

 private:
  const NetworkSpec& spec() const { return model_->network.spec(); }

  std::shared_ptr<const Model> model_;
  Recognizer recognizer_;
  Reader reader_;
};

ModelRecognizer* load_recognizer(const val& bytes) {
  return guarded(
      [&] { return new ModelRecognizer(load_model(to_vector<std::uint8_t>(bytes, "the model"))); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(recognizer) {
  using namespace emscripten;
  class_<ModelRecognizer>("Recognizer")
      .property("name", &ModelRecognizer::name)
      .property("parameterCount", &ModelRecognizer::parameter_count)
      .property("inputHeight", &ModelRecognizer::input_height)
      .property("inputWidth", &ModelRecognizer::input_width)
      .property("inputDeskew", &ModelRecognizer::input_deskew)
      .function("recognize", &ModelRecognizer::recognize)
      .function("recognize", &ModelRecognizer::recognize_framed)
      .function("read", &ModelRecognizer::read)
      .function("read", &ModelRecognizer::read_framed);
  function("loadRecognizer", &load_recognizer, allow_raw_pointers());
}

}  // namespace digitlab::wasm
