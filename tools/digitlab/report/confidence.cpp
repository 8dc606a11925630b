#include "report/confidence.hpp"

#include <algorithm>
#include <ostream>

#include "report/recognizing.hpp"

namespace digitlab::tools {
namespace {

constexpr std::uint64_t kRefusalSeed = 20260;  // another than anybody trains with
constexpr std::size_t kRefusalCount = 1200;    // of each set

std::vector<bool> refusals(const Model& model, NonDigitSet set, std::vector<NonDigitKind>& kinds,
                           const ParallelFor& parallel) {
  std::vector<std::uint8_t> refused(kinds.size());
  const auto count = static_cast<Index>(kinds.size());
  recognize_each(model, count, parallel, [&](Recognizer& recognizer, std::size_t at) {
    const SyntheticNonDigit drawn = synthesize_non_digit(kRefusalSeed, at, set);
    kinds[at] = drawn.kind;
    refused[at] = recognizer.recognize(drawn.drawing).digit ? 0 : 1;
  });
  return {refused.begin(), refused.end()};
}

}  // namespace

std::vector<RefusalFigures> measure_refusals(const Model& model, const ParallelFor& parallel) {
  std::vector<RefusalFigures> figures;
  for (const NonDigitSet set : {NonDigitSet::kTrain, NonDigitSet::kHeldOut}) {
    std::vector<NonDigitKind> kinds(kRefusalCount);
    const std::vector<bool> refused = refusals(model, set, kinds, parallel);
    const bool held_out = set == NonDigitSet::kHeldOut;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      auto row = std::find_if(figures.begin(), figures.end(), [&](const RefusalFigures& one) {
        return one.kind == kinds[i] && one.held_out == held_out;
      });
      if (row == figures.end()) row = figures.insert(row, {kinds[i], held_out, 0, 0});
      ++row->samples;
      row->refused += refused[i] ? 1 : 0;
    }
  }
  return figures;
}

Json refusals_json(const std::vector<RefusalFigures>& figures) {
  Json rows = Json::array();
  for (const RefusalFigures& one : figures) {
    rows.push_back({{"kind", to_string(one.kind)},
                    {"held_out", one.held_out},
                    {"samples", one.samples},
                    {"refused", one.refused}});
  }
  return rows;
}

void print_refusals(std::ostream& out, const std::vector<RefusalFigures>& figures) {
  for (const bool held_out : {false, true}) {
    RefusalFigures all;
    std::string kinds;
    for (const RefusalFigures& one : figures) {
      if (one.held_out != held_out) continue;
      all.samples += one.samples;
      all.refused += one.refused;
      const auto share = static_cast<double>(one.refused) / static_cast<double>(one.samples);
      kinds +=
          (kinds.empty() ? "" : ", ") + std::string(to_string(one.kind)) + " " + percent(share);
    }
    if (all.samples == 0) continue;
    out << (held_out ? "refused of shapes never trained on  "
                     : "refused of what is no digit         ")
        << percent(static_cast<double>(all.refused) / static_cast<double>(all.samples)) << "  ("
        << kinds << ")\n";
  }
}

}  // namespace digitlab::tools
