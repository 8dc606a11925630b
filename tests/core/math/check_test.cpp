#include "digitlab/math/check.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace digitlab {
namespace {

TEST(NumberText, HasAtMostSixDecimalsAndNoZerosAtTheEnd) {
  EXPECT_EQ(number_text(0), "0");
  EXPECT_EQ(number_text(3), "3");
  EXPECT_EQ(number_text(-2.5), "-2.5");
  EXPECT_EQ(number_text(0.1), "0.1");
  EXPECT_EQ(number_text(0.000001), "0.000001");
  EXPECT_EQ(number_text(2.0 / 3), "0.666667");
  EXPECT_EQ(number_text(1.9999999), "2");
  EXPECT_EQ(number_text(1000000.25), "1000000.25");
  EXPECT_EQ(number_text(9007199254740991), "9007199254740991");
}

TEST(NumberText, OfVeryLargeAndSmallNumbersHasSixDigits) {
  EXPECT_EQ(number_text(1e16), "1e+16");
  EXPECT_EQ(number_text(-1e300), "-1e+300");
  EXPECT_EQ(number_text(1.5e100), "1.5e+100");
  EXPECT_EQ(number_text(2.0 / 3 * 1e20), "6.66667e+19");
  EXPECT_EQ(number_text(9.9999999e20), "1e+21");
  EXPECT_EQ(number_text(1e-7), "1e-07");
  EXPECT_EQ(number_text(1.25e-31), "1.25e-31");
  EXPECT_EQ(number_text(std::numeric_limits<double>::max()), "1.79769e+308");
}

TEST(NumberText, SaysWhatIsNoNumber) {
  EXPECT_EQ(number_text(std::numeric_limits<double>::infinity()), "inf");
  EXPECT_EQ(number_text(-std::numeric_limits<double>::infinity()), "-inf");
  EXPECT_EQ(number_text(std::numeric_limits<double>::quiet_NaN()), "nan");
}

}  // namespace
}  // namespace digitlab
