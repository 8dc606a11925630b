// The templates digit by digit, each in a file of its own.
//
// To edit: one template for each way of writing that differs in its path; the shapes inside are the
// extremes it is written in. A stroke is the list of points the pen passes; kCorner makes the pen
// turn there instead of passing in a curve. A loop closes by ending where, or past where, it began.
// Before the shapes stand: name, digit, weight, lean, freedom.
#pragma once

#include <vector>

#include "generate/templates/digit_templates.hpp"

namespace digitlab {

std::vector<DigitTemplate> zeros();
std::vector<DigitTemplate> ones();
std::vector<DigitTemplate> twos();
std::vector<DigitTemplate> threes();
std::vector<DigitTemplate> fours();
std::vector<DigitTemplate> fives();
std::vector<DigitTemplate> sixes();
std::vector<DigitTemplate> sevens();
std::vector<DigitTemplate> eights();
std::vector<DigitTemplate> nines();

}  // namespace digitlab
