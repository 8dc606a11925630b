/// @file
/// Checks of options, and numbers in messages.
#pragma once

#include <string>

namespace digitlab {

/// "0.5", "3": at most six decimals, without zeros at the end. "1.5e+300" from 1e16 on and "1e-07"
/// below 1e-6: six digits.
std::string number_text(double value);

/// @throws Error "NAME is VALUE, expected EXPECTED" unless `holds`
void require(bool holds, const std::string& name, double value, const std::string& expected);

/// Each for a value that is a finite number. @throws Error naming the option, its value and its
/// range
void require_range(const std::string& name, double value, double low, double high);
void require_share_below_one(const std::string& name, double value);  ///< in [0, 1)
void require_positive(const std::string& name, double value);
void require_not_negative(const std::string& name, double value);

}  // namespace digitlab
