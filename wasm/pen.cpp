// A pen that writes digits: what a visitor can put on the paper with one tap.
#include <cstdint>
#include <vector>

#include <emscripten/bind.h>

#include "convert.hpp"
#include "digitlab/generate/digits.hpp"

namespace digitlab::wasm {
namespace {

using emscripten::val;

val generate_strokes(const val& digit, const val& seed) {
  return guarded([&] {
    const auto index = static_cast<std::uint64_t>(to_whole(digit, "the digit", 0, kClasses - 1.0));
    // Labels cycle, so that the sequence's first ten digits are 0, 1, …, 9.
    const Drawing drawing = synthesize_digit(to_seed(seed), index).drawing;
    std::vector<float> points;
    std::vector<std::uint32_t> lengths;
    for (const Stroke& stroke : drawing) {
      for (const Point& point : stroke) points.insert(points.end(), {point.x, point.y});
      lengths.push_back(static_cast<std::uint32_t>(stroke.size()));
    }
    val result = val::object();
    result.set("points", to_array(points));
    result.set("strokeLengths", to_array(lengths));
    return result;
  });
}

}  // namespace

EMSCRIPTEN_BINDINGS(pen) { emscripten::function("generateStrokes", &generate_strokes); }

}  // namespace digitlab::wasm
