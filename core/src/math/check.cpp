#include "digitlab/math/check.hpp"

#include <cmath>
#include <cstdio>

#include "digitlab/math/error.hpp"

namespace digitlab {
namespace {

// From here on a number is told by its first digits.
constexpr double kLong = 1e16;

}  // namespace

std::string number_text(double value) {
  if (std::abs(value) >= kLong && std::isfinite(value)) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value);
    return text;
  }
  std::string text = std::to_string(value);
  if (text.find('.') == std::string::npos) return text;  // not a number, or infinite
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
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
