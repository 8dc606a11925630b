#include "digitlab/math/check.hpp"

#include <cmath>
#include <cstdint>

#include "digitlab/math/error.hpp"

namespace digitlab {
namespace {

// Beyond these a number is told by its first digits.
constexpr double kShort = 1e-6;
constexpr double kLong = 1e16;

// "25", of places after the point: as many digits, without zeros at the end; nothing for 0.
std::string fraction_text(std::uint64_t digits, std::size_t places) {
  std::string text = std::to_string(digits);
  text.insert(0, places - text.size(), '0');
  text.erase(text.find_last_not_of('0') + 1);
  return text.empty() ? text : "." + text;
}

// "1.25e+300". By tens, each of which rounds, but not so that six digits could tell.
std::string scientific_text(double value) {
  int exponent = 0;
  while (value >= 10) {
    value /= 10;
    ++exponent;
  }
  while (value < 1) {
    value *= 10;
    --exponent;
  }
  auto digits = static_cast<std::uint64_t>(std::llround(value * 1e5));
  if (digits >= 1000000) {
    digits /= 10;
    ++exponent;
  }
  const std::string size = std::to_string(std::abs(exponent));
  return std::to_string(digits / 100000) + fraction_text(digits % 100000, 5) +
         (exponent < 0 ? "e-" : "e+") + (size.size() < 2 ? "0" : "") + size;
}

std::string decimal_text(double value) {
  auto whole = static_cast<std::uint64_t>(value);
  auto millionths =
      static_cast<std::uint64_t>(std::llround((value - static_cast<double>(whole)) * 1e6));
  if (millionths == 1000000) {
    millionths = 0;
    ++whole;
  }
  return std::to_string(whole) + fraction_text(millionths, 6);
}

}  // namespace

// Without the C library's `printf`, which sums numbers of 128 bits: more code than all else that
// reads a model file.
std::string number_text(double value) {
  if (std::isnan(value)) return "nan";
  const std::string sign = std::signbit(value) ? "-" : "";
  const double size = std::abs(value);
  if (std::isinf(size)) return sign + "inf";
  const bool is_decimal = size == 0 || (size >= kShort && size < kLong);
  return sign + (is_decimal ? decimal_text(size) : scientific_text(size));
}

void require(bool holds, const std::string& name, double value, const std::string& expected) {
  if (!holds) throw Error(name + " is " + number_text(value) + ", expected " + expected);
}

void require_range(const std::string& name, double value, double low, double high) {
  require(value >= low && value <= high, name, value,
          number_text(low) + " to " + number_text(high));
}

void require_share_below_one(const std::string& name, double value) {
  require(value >= 0 && value < 1, name, value, "at least 0 and less than 1");
}

void require_positive(const std::string& name, double value) {
  require(value > 0 && std::isfinite(value), name, value, "a positive number");
}

void require_not_negative(const std::string& name, double value) {
  require(value >= 0 && std::isfinite(value), name, value, "0 or a positive number");
}

}  // namespace digitlab
