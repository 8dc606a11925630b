#include "non_digit_templates.hpp"
#include "shape_parts.hpp"

namespace digitlab {
namespace {

constexpr NonDigitSet kTrain = NonDigitSet::kTrain;
constexpr NonDigitSet kHeldOut = NonDigitSet::kHeldOut;

// clang-format off

// To edit: as the templates of the digits are. No circle, no vertical line, no lone loop: those are
// digits. Before the shapes stand: name, set, lean, freedom.

// Three turns and more, from the middle outwards.
std::vector<Knot> spiral(double wide, double high, int eighths) {
  const std::vector<Knot> circle = ring(0, 0, 1, 1);
  std::vector<Knot> stroke;
  for (int i = 0; i <= eighths; ++i) {
    const double r = (i + 1.0) / (eighths + 1.0);
    const Knot& at = circle[static_cast<std::size_t>(i % 8)];
    stroke.push_back({.5 + r * wide * at.x, .5 + r * high * at.y});
  }
  return stroke;
}

std::vector<NonDigitTemplate> templates() {
  return {
    {"triangle", kTrain, .00, .5, {
      {polygon({{.50, .02}, {.00, .94}, {1.0, .94}})},
      {polygon({{.30, .10}, {.04, .90}, {1.1, .86}})},
      {polygon({{.70, .00}, {.06, .80}, {.96, 1.0}})},
    }},
    {"rectangle", kHeldOut, .00, .3, {
      {polygon({{.06, .06}, {.06, .94}, {.94, .94}, {.94, .06}})},
      {polygon({{-.10, .24}, {-.10, .80}, {1.1, .80}, {1.1, .24}})},
      {polygon({{.14, .00}, {.12, 1.0}, {.84, 1.0}, {.86, .00}})},
    }},
    {"diamond", kHeldOut, .00, .3, {
      {polygon({{.50, .00}, {.08, .50}, {.50, 1.0}, {.92, .50}})},
      {polygon({{.50, .12}, {-.04, .50}, {.50, .88}, {1.04, .50}})},
    }},
    {"star", kTrain, .00, .3, {
      {{{.50, .00}, {.80, 1.0, kCorner}, {.00, .38, kCorner}, {1.0, .38, kCorner}, {.20, 1.0, kCorner}, {.50, .00}}},
      {{{.46, .04}, {.84, .94, kCorner}, {.04, .44, kCorner}, {.98, .32, kCorner}, {.16, .96, kCorner}, {.48, .02}}},
    }},
    {"asterisk", kTrain, .00, .6, {
      {line(.50, .00, .50, 1.0), line(.04, .24, .96, .76), line(.96, .24, .04, .76)},
      {line(.46, .04, .54, .96), line(.10, .34, .90, .66), line(.84, .14, .16, .86)},
    }},
    {"heart", kHeldOut, .00, .4, {
      {{{.50, .30, kCorner}, {.36, .06}, {.10, .06}, {.00, .34}, {.20, .66}, {.50, 1.0, kCorner}, {.80, .66}, {1.0, .34}, {.90, .06}, {.64, .06}, {.50, .30}}},
      {{{.50, .36, kCorner}, {.34, .10}, {.08, .14}, {.02, .40}, {.22, .68}, {.48, .94, kCorner}, {.80, .66}, {1.0, .38}, {.94, .10}, {.68, .08}, {.50, .36}}},
    }},
    {"plus", kTrain, .00, .5, {
      {line(.50, .02, .50, .98), line(.02, .50, .98, .50)},
      {line(.52, .10, .48, .90), line(-.04, .52, 1.04, .48)},
    }},
    {"X mark", kTrain, .00, .5, {
      {line(.02, .06, .98, .94), line(.98, .06, .02, .94)},
      {line(.06, .20, .96, .84), line(1.04, .10, -.02, .92)},
    }},
    {"check mark", kHeldOut, .00, .5, {
      {{{.00, .60}, {.30, 1.0, kCorner}, {1.0, .04}}},
      {{{.04, .52}, {.36, .90, kCorner}, {1.16, .14}}},
    }},
    {"arrow to the right", kTrain, .00, .35, {
      {line(-.10, .50, 1.08, .50), {{.70, .20}, {1.1, .50, kCorner}, {.70, .80}}},
      {line(.00, .54, 1.00, .46), {{.62, .26}, {1.02, .46, kCorner}, {.74, .74}}},
    }},
    {"arrow to the left", kHeldOut, .00, .35, {
      {line(1.1, .50, -.08, .50), {{.30, .20}, {-.10, .50, kCorner}, {.30, .80}}},
      {line(1.0, .46, .00, .54), {{.34, .24}, {-.02, .54, kCorner}, {.26, .76}}},
    }},
    {"spiral", kTrain, .00, .35, {
      {spiral(.5, .5, 27)},
      {spiral(.6, .44, 27)},
    }},
    {"wave", kHeldOut, .00, .5, {
      {{{-.10, .50}, {.07, .34}, {.24, .50}, {.40, .66}, {.57, .50}, {.73, .34}, {.90, .50}, {1.06, .66}, {1.18, .50}}},
      {{{-.10, .56}, {.04, .26}, {.22, .50}, {.38, .76}, {.55, .50}, {.72, .24}, {.88, .50}, {1.04, .76}, {1.18, .44}}},
    }},
    {"zigzag line", kTrain, .00, .5, {
      {{{-.10, .66}, {.10, .34, kCorner}, {.30, .66, kCorner}, {.50, .34, kCorner}, {.70, .66, kCorner}, {.90, .34, kCorner}, {1.1, .66}}},
      {{{-.10, .80}, {.08, .22, kCorner}, {.28, .80, kCorner}, {.50, .20, kCorner}, {.72, .80, kCorner}, {.92, .22, kCorner}, {1.1, .80}}},
    }},
    {"hash", kTrain, .10, .5, {
      {line(.34, .00, .34, 1.0), line(.68, .00, .68, 1.0), line(.00, .34, 1.0, .32), line(.00, .68, 1.0, .66)},
      {line(.30, .06, .26, .94), line(.74, .04, .70, .98), line(.04, .28, .98, .30), line(.02, .74, .94, .72)},
    }},
    {"equals sign", kTrain, .00, .5, {
      {line(.00, .30, 1.0, .28), line(.00, .70, 1.0, .68)},
      {line(-.06, .38, 1.06, .36), line(-.02, .64, 1.02, .62)},
    }},
    {"dash", kTrain, .00, .5, {
      {line(-.10, .50, 1.1, .48)},
      {line(.00, .46, 1.0, .52)},
    }},
    {"two dots", kHeldOut, .00, .3, {
      {line(.06, .48, .10, .52), line(.90, .48, .94, .52)},
      {line(.12, .52, .10, .48), line(.86, .46, .90, .50)},
    }},
    {"three dots", kTrain, .00, .3, {
      {line(-.02, .48, .02, .52), line(.48, .48, .52, .52), line(.98, .48, 1.02, .52)},
      {line(.06, .54, .04, .50), line(.52, .50, .50, .48), line(.94, .52, .98, .50)},
    }},
    {"infinity", kTrain, .00, .4, {
      {{{.50, .50}, {.26, .26}, {-.02, .32}, {-.08, .54}, {.04, .74}, {.28, .72}, {.50, .50}, {.74, .28}, {1.0, .30}, {1.1, .52}, {.98, .74}, {.72, .70}, {.48, .48}}},
      {{{.52, .50}, {.30, .34}, {.06, .34}, {-.06, .50}, {.06, .68}, {.30, .66}, {.52, .48}, {.74, .34}, {.96, .34}, {1.06, .50}, {.96, .66}, {.72, .66}, {.50, .48}}},
    }},
    {"corner", kTrain, .00, .5, {
      {{{.14, .00}, {.12, 1.0, kCorner}, {1.0, 1.0}}},
      {{{.10, .20}, {.10, .94, kCorner}, {1.04, .90}}},
    }},
    {"brackets", kHeldOut, .00, .4, {
      {{{.24, .02}, {.02, .02, kCorner}, {.02, .98, kCorner}, {.24, .98}}, {{.76, .02}, {.98, .02, kCorner}, {.98, .98, kCorner}, {.76, .98}}},
      {{{.20, .08}, {-.08, .06, kCorner}, {-.08, .92, kCorner}, {.18, .92}}, {{.84, .08}, {1.1, .06, kCorner}, {1.1, .94, kCorner}, {.86, .94}}},
    }},
    {"angle", kTrain, .00, .5, {
      {{{.94, .08}, {.06, .50, kCorner}, {.94, .92}}},
      {{{.90, .00}, {.10, .46, kCorner}, {.96, .96}}},
    }},
    {"envelope", kTrain, .00, .35, {
      {polygon({{-.06, .16}, {-.06, .86}, {1.06, .86}, {1.06, .16}}), {{-.06, .18}, {.50, .58, kCorner}, {1.06, .18}}},
      {polygon({{.00, .08}, {.02, .90}, {.98, .92}, {1.0, .08}}), {{.02, .10}, {.48, .50, kCorner}, {.98, .10}}},
    }},
    {"stairs", kHeldOut, .00, .35, {
      {{{.00, 1.0}, {.00, .68, kCorner}, {.34, .66, kCorner}, {.34, .34, kCorner}, {.68, .34, kCorner}, {.68, .00, kCorner}, {1.04, .00}}},
      {{{-.06, .90}, {-.04, .62, kCorner}, {.36, .62, kCorner}, {.36, .36, kCorner}, {.72, .36, kCorner}, {.74, .12, kCorner}, {1.1, .10}}},
    }},
    {"ladder", kHeldOut, .05, .4, {
      {line(.24, .00, .20, 1.0), line(.76, .00, .80, 1.0), line(.24, .18, .76, .18), line(.23, .40, .77, .40), line(.22, .62, .78, .62), line(.21, .84, .79, .84)},
      {line(.30, .00, .14, 1.0), line(.70, .00, .86, 1.0), line(.28, .16, .72, .14), line(.24, .38, .76, .40), line(.20, .62, .80, .60), line(.16, .82, .84, .84)},
    }},
    {"cube", kTrain, .00, .3, {
      {polygon({{.00, .30}, {.00, 1.0}, {.70, 1.0}, {.70, .30}}), {{.02, .30}, {.32, .02, kCorner}, {1.0, .02, kCorner}, {1.0, .72, kCorner}, {.70, 1.0}}, line(.70, .30, 1.0, .02)},
      {polygon({{.04, .36}, {.04, .94}, {.62, .96}, {.62, .38}}), {{.04, .36}, {.40, .08, kCorner}, {.96, .10, kCorner}, {.96, .64, kCorner}, {.62, .94}}, line(.62, .38, .96, .10)},
    }},
  };
}

// clang-format on

}  // namespace

const std::vector<NonDigitTemplate>& shape_templates() {
  static const std::vector<NonDigitTemplate> kTemplates = templates();
  return kTemplates;
}

}  // namespace digitlab
