/// @file
/// How well a network reads whole numbers.
#pragma once

#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "digitlab/assess/model.hpp"
#include "digitlab/formats/ink_json.hpp"
#include "digitlab/math/parallel.hpp"
#include "report/figures.hpp"

namespace digitlab::tools {

/// Figures of some numbers.
struct NumberScore {
  Index numbers = 0;
  Index exact = 0;  ///< read as they are written, digit for digit
};

struct NumberFigures {
  NumberScore all;
  std::map<std::size_t, NumberScore> by_length;  ///< of the written word
  struct Misreading {
    std::size_t line = 0;  ///< of the file, counted from 1
    std::string word;
    std::string read;
  };
  std::vector<Misreading> errors;
};

/// @throws Error naming the first sample that has no word
void check_words(const std::vector<InkSample>& samples);

/// Reads every sample and compares with its word.
/// @throws Error when the network's outputs are no finite numbers
NumberFigures read_numbers(const Model& model, const std::vector<InkSample>& samples,
                           const ParallelFor& parallel);

/// `{"numbers","exact","accuracy","by_length":[{"length","numbers","exact"}],
///   "errors":[{"line","word","read"}]}`
Json numbers_json(const NumberFigures& figures);
void print_numbers(std::ostream& out, const NumberFigures& figures);

}  // namespace digitlab::tools
