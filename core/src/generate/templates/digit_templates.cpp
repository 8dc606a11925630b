#include "generate/templates/digit_templates.hpp"

#include <utility>

#include "generate/templates/digits/of_each.hpp"

namespace digitlab {
namespace {

std::vector<DigitTemplate> all_templates() {
  std::vector<DigitTemplate> all;
  for (auto* templates : {zeros, ones, twos, threes, fours, fives, sixes, sevens, eights, nines}) {
    for (DigitTemplate& one : templates()) all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

const std::vector<DigitTemplate>& digit_templates() {
  static const std::vector<DigitTemplate> kTemplates = all_templates();
  return kTemplates;
}

}  // namespace digitlab
