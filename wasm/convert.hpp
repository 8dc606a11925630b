// JavaScript's typed arrays ↔ vectors, and core's exceptions → JavaScript's.
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <vector>

#include <emscripten/val.h>

namespace digitlab::wasm {

// Copies a typed array into a vector of the same element type, in one go.
template <typename T>
std::vector<T> to_vector(const emscripten::val& array) {
  return emscripten::convertJSArrayToNumberVector<T>(array);
}

// Copies numbers out into a typed array of JavaScript's own.
template <typename T>
emscripten::val to_array(const char* type, const T* data, std::size_t size) {
  return emscripten::val::global(type).new_(
      emscripten::val(emscripten::typed_memory_view(size, data)));
}

// Runs `body`; what core throws becomes a JavaScript Error with the same words.
template <typename Body>
auto guarded(const Body& body) -> decltype(body()) {
  std::string message;
  try {
    return body();
  } catch (const std::exception& error) {
    message = error.what();
  }
  emscripten::val::global("Error").new_(message).throw_();
}

}  // namespace digitlab::wasm
