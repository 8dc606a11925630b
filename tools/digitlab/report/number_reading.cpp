#include "report/number_reading.hpp"

#include <algorithm>
#include <ostream>

#include "digitlab/math/error.hpp"
#include "digitlab/reading/reader.hpp"
#include "system/printable.hpp"

namespace digitlab::tools {
namespace {

constexpr std::size_t kMostPrinted = 20;
constexpr Index kBlock = 16;  // numbers that one reader reads

double share(const NumberScore& score) {
  return static_cast<double>(score.exact) / static_cast<double>(std::max<Index>(score.numbers, 1));
}

void count(NumberScore& score, bool exact) {
  ++score.numbers;
  score.exact += exact ? 1 : 0;
}

}  // namespace

void check_words(const std::vector<InkSample>& samples) {
  const auto found = std::find_if(samples.begin(), samples.end(),
                                  [](const InkSample& sample) { return sample.word.empty(); });
  if (found == samples.end()) return;
  throw Error("drawing " + std::to_string(found - samples.begin() + 1) +
              " has no word, expected what is written there");
}

NumberFigures read_numbers(const Model& model, const std::vector<InkSample>& samples,
                           const ParallelFor& parallel) {
  std::vector<std::string> read(samples.size());
  const auto total = static_cast<Index>(samples.size());
  in_blocks(parallel, total, kBlock, [&](Index begin, Index end) {
    Reader reader = Reader::borrowing(model);
    for (Index i = begin; i < end; ++i) {
      const auto at = static_cast<std::size_t>(i);
      const Reading reading = reader.read(samples[at].drawing);
      for (const ReadDigit& digit : reading.digits) check_no_overflow(digit.answer);
      read[at] = reading.text();
    }
  });
  NumberFigures figures;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const std::string& word = samples[i].word;
    count(figures.all, read[i] == word);
    count(figures.by_length[word.size()], read[i] == word);
    if (read[i] != word) figures.errors.push_back({i + 1, word, read[i]});
  }
  return figures;
}

Json numbers_json(const NumberFigures& figures) {
  Json by_length = Json::array();
  for (const auto& [length, score] : figures.by_length) {
    by_length.push_back({{"length", length}, {"numbers", score.numbers}, {"exact", score.exact}});
  }
  Json errors = Json::array();
  for (const NumberFigures::Misreading& error : figures.errors) {
    errors.push_back({{"line", error.line}, {"word", error.word}, {"read", error.read}});
  }
  return {{"numbers", figures.all.numbers},
          {"exact", figures.all.exact},
          {"accuracy", share(figures.all)},
          {"by_length", std::move(by_length)},
          {"errors", std::move(errors)}};
}

void print_numbers(std::ostream& out, const NumberFigures& figures) {
  out << "read exactly  " << percent(share(figures.all)) << "  (" << thousands(figures.all.exact)
      << " of " << thousands(figures.all.numbers) << ")\n\ndigits  numbers    exact\n";
  for (const auto& [length, score] : figures.by_length) {
    out << pad_left(std::to_string(length), 6) << pad_left(thousands(score.numbers), 9)
        << pad_left(percent(share(score)), 9) << "\n";
  }
  if (figures.errors.empty()) return;
  out << "\nmisread\n";
  for (std::size_t i = 0; i < std::min(figures.errors.size(), kMostPrinted); ++i) {
    const NumberFigures::Misreading& error = figures.errors[i];
    std::string read = error.read;
    std::replace(read.begin(), read.end(), '\n', '/');
    out << "  line " << error.line << ": " << printable(error.word) << " as "
        << (read.empty() ? "blank" : read) << "\n";
  }
  if (figures.errors.size() > kMostPrinted) {
    out << "  and " << thousands(static_cast<Index>(figures.errors.size() - kMostPrinted))
        << " more\n";
  }
}

}  // namespace digitlab::tools
