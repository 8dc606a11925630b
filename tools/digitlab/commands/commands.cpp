#include "commands/commands.hpp"

#include <charconv>
#include <cmath>
#include <sstream>

namespace digitlab::tools {
namespace {

std::string plain(double value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

CLI::Validator number_check(double low, double high, bool without_low) {
  const std::string range = (without_low ? "above " : "from ") + plain(low) +
                            (without_low ? " and at most " : " to ") + plain(high);
  // CLI11's own Range lets "nan" pass, as it is neither below nor above.
  const auto check = [=](const std::string& text) -> std::string {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool inside = error == std::errc() && end == text.data() + text.size() &&
                        (without_low ? value > low : value >= low) && value <= high;
    return inside ? "" : "\"" + text + "\" is not a number " + range;
  };
  return CLI::Validator(check, "");
}

}  // namespace

CLI::Validator number_in(double low, double high) { return number_check(low, high, false); }
CLI::Validator number_above(double low, double high) { return number_check(low, high, true); }

}  // namespace digitlab::tools
