/// @file
/// The best division of all that is written among lines and digits.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include "ink/line_reading.hpp"

namespace digitlab {

using Line = std::vector<Pieces>;  ///< digits, left to right

/// Divides pieces among lines one above the other, wherever they can be told apart. What is below a
/// cut does not depend on how what is above it is read, so that the best readings of the lowest 1,
/// 2, … pieces make the best of all: n pieces make at most n²/2 lines to read.
class PageReader {
 public:
  /// Reads pieces 0 to `pieces` − 1.
  PageReader(Ink& ink, std::size_t pieces, const Demand& demand = {});

  /// Of the best reading; -∞ when none meets the demand.
  double score() { return best(0).score; }

  /// The best reading, from the top.
  std::vector<Line> lines();

 private:
  // A reading of all pieces from some place in the order on.
  struct Rest {
    double score = -std::numeric_limits<double>::infinity();
    std::size_t end = 0;  // of its first line
    Line line;
  };

  Pieces pieces(std::size_t begin, std::size_t end) const;
  bool are_lines(Pieces above, Pieces below) const;
  const Rest& best(std::size_t begin);

  Ink& ink_;
  Demand demand_;
  std::vector<std::size_t> order_;  // from the top
  std::vector<std::optional<Rest>> best_;
};

}  // namespace digitlab
