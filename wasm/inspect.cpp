// What happens inside a network.
#include "inspect.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include <emscripten/bind.h>

#include "convert.hpp"
#include "digitlab/data/preprocessing.hpp"
#include "digitlab/formats/model_file.hpp"
#include "digitlab/nn/inspect.hpp"

namespace digitlab::wasm {
namespace {

using emscripten::val;

val to_val(const Shape& shape) {
  val result = val::array();
  result.call<void>("push", static_cast<double>(shape.height));
  result.call<void>("push", static_cast<double>(shape.width));
  result.call<void>("push", static_cast<double>(shape.channels));
  return result;
}

std::vector<float> to_input(const val& image, const InputFormat& format) {
  return from_upright(to_vector<float>(image, "the input"), format);
}

Inspector* load_inspector(const val& bytes) {
  return guarded([&] {
    return new Inspector(load_model(to_vector<std::uint8_t>(bytes, "the model")).network);
  });
}

}  // namespace

Inspector* Inspector::of(const Network<float>& network) {
  auto copy = std::make_unique<Inspector>(Network<float>(network.spec()));
  std::copy(network.parameters().begin(), network.parameters().end(),
            copy->network_.parameters().begin());
  return copy.release();
}

val Inspector::layers() const {
  val result = val::array();
  for (std::size_t l = 0; l < network_.layers().size(); ++l) {
    const Layer<float>& layer = *network_.layers()[l];
    val row = val::object();
    row.set("name", layer.name());
    row.set("type", std::string(network_.spec().layers[l].type()));
    row.set("shape", to_val(layer.output_shape()));
    row.set("parameters", static_cast<double>(layer.parameter_count()));
    result.call<void>("push", row);
  }
  return result;
}

val Inspector::outputs(const val& input) const {
  const std::vector<Matrix<float>> outputs = guarded([&] {
    const std::vector<float> values = to_input(input, network_.spec().input);
    return layer_outputs<float>(network_,
                                ConstMatrixMap<float>(values.data(), 1, network_.input_size()));
  });
  val result = val::array();
  for (const Matrix<float>& output : outputs) {
    result.call<void>("push", to_array(output.data(), static_cast<std::size_t>(output.size())));
  }
  return result;
}

val Inspector::gradient(const val& input, const val& k) const {
  return guarded([&] {
    const InputFormat& format = network_.spec().input;
    const auto logit = static_cast<Index>(
        to_whole(k, "the class", 0, static_cast<double>(network_.classes() - 1)));
    const std::vector<float> values = to_input(input, format);
    const RowVector<float> gradient = input_gradient<float>(network_, values, logit);
    return to_array(to_upright({gradient.data(), values.size()}, format));
  });
}

EMSCRIPTEN_BINDINGS(inspect) {
  using namespace emscripten;
  class_<Inspector>("Inspector")
      .property("layers", &Inspector::layers)
      .function("outputs", &Inspector::outputs)
      .function("gradient", &Inspector::gradient);
  function("loadInspector", &load_inspector, allow_raw_pointers());
}

}  // namespace digitlab::wasm
