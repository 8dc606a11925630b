// JavaScript's values ↔ core's, checked; and core's exceptions → JavaScript's.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include <emscripten/val.h>

#include "digitlab/math/check.hpp"
#include "digitlab/math/error.hpp"

namespace digitlab::wasm {

// "a string", "null"
inline std::string kind_of(const emscripten::val& value) {
  if (value.isNull()) return "null";
  const auto type = value.typeOf().as<std::string>();
  return type == "undefined" ? type : (type == "object" ? "an " : "a ") + type;
}

// The names of JavaScript's typed arrays.
template <typename T>
constexpr const char* kArrayName = nullptr;
template <>
inline constexpr const char* kArrayName<std::uint8_t> = "Uint8Array";
template <>
inline constexpr const char* kArrayName<std::uint32_t> = "Uint32Array";
template <>
inline constexpr const char* kArrayName<float> = "Float32Array";
template <>
inline constexpr const char* kArrayName<double> = "Float64Array";

// Copies a typed array into a vector of the same element type, in one go.
template <typename T>
std::vector<T> to_vector(const emscripten::val& array, const char* name) {
  if (!array.instanceof (emscripten::val::global(kArrayName<T>))) {
    throw Error(std::string(name) + " is " + kind_of(array) + ", expected a " + kArrayName<T>);
  }
  return emscripten::convertJSArrayToNumberVector<T>(array);
}

// Copies numbers out into a typed array of JavaScript's own.
template <typename T>
emscripten::val to_array(const T* data, std::size_t size) {
  return emscripten::val::global(kArrayName<T>)
      .new_(emscripten::val(emscripten::typed_memory_view(size, data)));
}
template <typename T>
emscripten::val to_array(const std::vector<T>& values) {
  return to_array(values.data(), values.size());
}

// Throws Error unless `value` is of JavaScript's type `type`.
inline void check_type(const emscripten::val& value, const char* name, const char* type) {
  if (value.typeOf().as<std::string>() == type && !value.isNull()) return;
  throw Error(std::string(name) + " is " + kind_of(value) + ", expected a " + type);
}

// A number of JavaScript as one of `low` … `high`, whole. All are exact in a double.
inline double to_whole(const emscripten::val& value, const char* name, double low, double high) {
  check_type(value, name, "number");
  const double number = value.as<double>();
  require(number >= low && number <= high && std::floor(number) == number, name, number,
          "a whole number from " + number_text(low) + " to " + number_text(high));
  return number;
}

inline std::string to_text(const emscripten::val& value, const char* name) {
  check_type(value, name, "string");
  return value.as<std::string>();
}

// JavaScript's largest whole number, 2^53 - 1.
inline constexpr double kMostSeed = 9007199254740991.0;

inline std::uint64_t to_seed(const emscripten::val& value) {
  return static_cast<std::uint64_t>(to_whole(value, "seed", 0, kMostSeed));
}

// Runs `body`; what core throws becomes a JavaScript Error with the same words, its `name` set
// where the kind matters.
template <typename Body>
auto guarded(const Body& body, const char* name_of(const std::exception&) = nullptr)
    -> decltype(body()) {
  std::string message;
  const char* name = nullptr;
  try {
    return body();
  } catch (const std::bad_alloc&) {
    message = "there is not enough memory for this";
  } catch (const std::length_error&) {
    message = "there is not enough memory for this";
  } catch (const std::exception& error) {
    message = error.what();
    if (name_of != nullptr) name = name_of(error);
  }
  emscripten::val error = emscripten::val::global("Error").new_(message);
  if (name != nullptr) error.set("name", std::string(name));
  error.throw_();
}

}  // namespace digitlab::wasm
