// A trained network for the page.
#include "digitlab/recognizer.hpp"

#include <emscripten/bind.h>

#include "convert.hpp"
#include "digitlab/error.hpp"
#include "digitlab/model_file.hpp"

namespace digitlab::wasm {
namespace {

using emscripten::val;

class ModelRecognizer {
 public:
  explicit ModelRecognizer(Network<float> network)
      : network_(std::move(network)), recognizer_(network_) {}

  std::string name() const { return network_.spec().name; }
  int parameter_count() const { return static_cast<int>(network_.parameters().size()); }
  int input_height() const { return static_cast<int>(network_.spec().input.height); }
  int input_width() const { return static_cast<int>(network_.spec().input.width); }

  val recognize(const val& points, const val& stroke_lengths) {
    const Answer answer = guarded([&] {
      return recognizer_.recognize(
          make_drawing(to_vector<float>(points), to_vector<std::uint32_t>(stroke_lengths)));
    });
    const std::vector<std::uint8_t>& frame = recognizer_.frame().pixels;
    const std::vector<float> input = recognizer_.input_image();
    val result = val::object();
    result.set("digit", answer.digit ? val(*answer.digit) : val::null());
    result.set("reason", std::string(to_string(answer.refusal)));
    result.set("probabilities",
               to_array("Float32Array", answer.probabilities.data(), answer.probabilities.size()));
    result.set("frame", to_array("Uint8Array", frame.data(), frame.size()));
    result.set("input", to_array("Float32Array", input.data(), input.size()));
    return result;
  }

 private:
  Network<float> network_;
  Recognizer recognizer_;
};

ModelRecognizer* load_recognizer(const val& bytes) {
  return guarded([&] { return new ModelRecognizer(load_model(to_vector<std::uint8_t>(bytes))); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(recognizer) {
  using namespace emscripten;
  class_<ModelRecognizer>("Recognizer")
      .property("name", &ModelRecognizer::name)
      .property("parameterCount", &ModelRecognizer::parameter_count)
      .property("inputHeight", &ModelRecognizer::input_height)
      .property("inputWidth", &ModelRecognizer::input_width)
      .function("recognize", &ModelRecognizer::recognize);
  function("loadRecognizer", &load_recognizer, allow_raw_pointers());
}

}  // namespace digitlab::wasm
