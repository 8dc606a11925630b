#include "formats/decimal.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace digitlab {
namespace {

// A digit after so many decides nothing but whether there is more.
constexpr std::size_t kMostDigits = 800;
constexpr long kMostExponent = 100000000;

// A whole number of any size from 0.
class Whole {
 public:
  void multiply_add(std::uint32_t factor, std::uint32_t summand) {
    std::uint64_t carry = summand;
    for (std::uint32_t& limb : limbs_) {
      carry += std::uint64_t{limb} * factor;
      limb = static_cast<std::uint32_t>(carry);
      carry >>= 32U;
    }
    if (carry != 0) limbs_.push_back(static_cast<std::uint32_t>(carry));
  }

  void shift_left(long bits) {
    for (; bits >= 16; bits -= 16) multiply_add(1U << 16U, 0);
    multiply_add(1U << static_cast<unsigned>(bits), 0);
  }

  long bits() const {
    return limbs_.empty() ? 0
                          : static_cast<long>(32 * limbs_.size()) - std::countl_zero(limbs_.back());
  }

  // Subtracts `other` unless it is larger; returns whether it has.
  bool subtract(const Whole& other) {
    std::vector<std::uint32_t> rest = limbs_;
    rest.resize(std::max(limbs_.size(), other.limbs_.size()));
    std::int64_t borrow = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) {
      borrow += rest[i];
      if (i < other.limbs_.size()) borrow -= other.limbs_[i];
      rest[i] = static_cast<std::uint32_t>(borrow);
      borrow >>= 32;
    }
    if (borrow < 0) return false;
    while (!rest.empty() && rest.back() == 0) rest.pop_back();
    limbs_.swap(rest);
    return true;
  }

 private:
  std::vector<std::uint32_t> limbs_;  // the lowest first, the highest not 0
};

// digits · 10^exponent
struct Decimal {
  std::string digits;  // without zeros at the beginning
  long exponent = 0;
};

Decimal parse(std::string_view number) {
  Decimal decimal;
  bool in_fraction = false;
  std::size_t at = number.starts_with('-') ? 1 : 0;
  for (; at < number.size() && number[at] != 'e' && number[at] != 'E'; ++at) {
    if (number[at] == '.') {
      in_fraction = true;
      continue;
    }
    const bool is_kept = decimal.digits.size() < kMostDigits;
    if (is_kept && (number[at] != '0' || !decimal.digits.empty())) decimal.digits += number[at];
    // That there is more than the digits say.
    if (!is_kept && number[at] != '0') decimal.digits.back() = '1';
    decimal.exponent += (is_kept ? 0 : 1) - (in_fraction ? 1 : 0);
  }
  if (at >= number.size()) return decimal;
  const bool is_negative = number[++at] == '-';
  long exponent = 0;
  for (; at < number.size(); ++at) {
    if (number[at] < '0' || number[at] > '9') continue;
    exponent = std::min(10 * exponent + (number[at] - '0'), kMostExponent);
  }
  decimal.exponent += is_negative ? -exponent : exponent;
  return decimal;
}

// By division: the quotient of two whole numbers, as far as the double and two bits more reach,
// and whether there is a rest.
double nearest(const Decimal& decimal) {
  // Far from any double; also keeps what follows short.
  const long magnitude = static_cast<long>(decimal.digits.size()) + decimal.exponent;
  if (decimal.digits.empty() || magnitude < -330) return 0;
  if (magnitude > 310) return std::numeric_limits<double>::infinity();
  Whole dividend;
  Whole divisor;
  for (const char digit : decimal.digits) {
    dividend.multiply_add(10, static_cast<std::uint32_t>(digit - '0'));
  }
  divisor.multiply_add(0, 1);
  for (long i = 0; i < decimal.exponent; ++i) dividend.multiply_add(10, 0);
  for (long i = 0; i > decimal.exponent; --i) divisor.multiply_add(10, 0);

  // The quotient gets 55 or 56 bits; fewer where doubles have fewer.
  constexpr long kQuotientBits = 56;
  constexpr long kFinest = 1076;
  const long shift = std::min(kQuotientBits - 1 - (dividend.bits() - divisor.bits()), kFinest);
  if (shift > 0) dividend.shift_left(shift);
  if (shift < 0) divisor.shift_left(-shift);
  Whole scaled = divisor;
  scaled.shift_left(kQuotientBits);
  std::uint64_t quotient = 0;
  for (long bit = 0; bit <= kQuotientBits; ++bit) {
    const bool fits = dividend.subtract(scaled);
    quotient = 2 * quotient + (fits ? 1 : 0);
    if (bit < kQuotientBits) dividend.shift_left(1);
  }
  if (dividend.bits() > 0) quotient |= 1U;
  return std::ldexp(static_cast<double>(quotient), static_cast<int>(-shift));
}

}  // namespace

double decimal_value(std::string_view number) {
  const double value = nearest(parse(number));
  return number.starts_with('-') ? -value : value;
}

}  // namespace digitlab
