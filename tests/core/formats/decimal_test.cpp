#include "formats/decimal.hpp"

#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>

#include <Eigen/Core>
#include <gtest/gtest.h>

#include "digitlab/math/random.hpp"

namespace digitlab {
namespace {

void expect_as_the_c_library(const std::string& number) {
  EXPECT_EQ(Eigen::numext::bit_cast<std::uint64_t>(decimal_value(number)),
            Eigen::numext::bit_cast<std::uint64_t>(std::strtod(number.c_str(), nullptr)))
      << number;
}

TEST(Decimal, IsTheNearestDouble) {
  for (const char* number :
       {"0", "-0.0", "1", "-7.25", "0.1", "1e23", "123456789012345678901234567890", "5e-324",
        "2.4703282292062327e-324", "2.4703282292062328e-324", "2.2250738585072011e-308",
        "1.7976931348623157e308", "9007199254740993", "9007199254740992.5",
        "9007199254740993.00000000000000000000000000000000000000000000000001", "1E+2", "100e-2"}) {
    expect_as_the_c_library(number);
  }
}

// Halfway between two doubles, and one digit of very many more.
TEST(Decimal, NeverLosesADigit) {
  const std::string halfway = "1.00000000000000011102230246251565404236316680908203125";
  EXPECT_EQ(decimal_value(halfway), 1);
  EXPECT_GT(decimal_value(halfway + std::string(2000, '0') + "1"), 1);
  expect_as_the_c_library("0." + std::string(300, '0') + std::string(900, '7') + "e310");
}

TEST(Decimal, OfRandomDigitsIsTheNearestDouble) {
  Random random(1);
  for (int i = 0; i < 3000; ++i) {
    std::string number;
    for (auto digits = 1 + random.below(25); digits > 0; --digits) {
      number += static_cast<char>('0' + random.below(10));
    }
    number += "e" + std::to_string(static_cast<int>(random.below(660)) - 345);
    expect_as_the_c_library(number);
  }
}

TEST(Decimal, OutOfRangeIsInfiniteOrZero) {
  EXPECT_EQ(decimal_value("1e309"), std::numeric_limits<double>::infinity());
  EXPECT_EQ(decimal_value("-1e999999999999999999999"), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(decimal_value("1e-999999999999999999999"), 0);
  EXPECT_EQ(decimal_value(std::string(100000, '9') + "e-99999"), 10);
}

}  // namespace
}  // namespace digitlab
