/// @file
/// The best division of one line of writing among digits.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <vector>

#include "digitlab/ink/segmentation.hpp"

namespace digitlab {

inline constexpr std::size_t kMostPieces = 40;  ///< of a number
inline constexpr std::size_t kMostCandidates = 300;
/// Digits that may be tried, each at one place in one line. Numbers of six digits take up to 3,500,
/// of twenty 14,000.
inline constexpr std::size_t kMostSteps = 30000;

/// Bit p stands for piece p.
using Pieces = std::uint64_t;

inline Pieces only(std::size_t piece) { return Pieces{1} << piece; }
inline bool has(Pieces pieces, std::size_t piece) { return (pieces & only(piece)) != 0; }

/// Their numbers, ascending.
std::vector<std::size_t> numbers_of(Pieces pieces);

Pieces set_of(const std::vector<std::size_t>& numbers);

inline double width(const InkBox& box) { return box.right - box.left; }
inline double height(const InkBox& box) { return box.bottom - box.top; }

/// Thrown when there are too many candidates, or ways to put them together; caught by `segment`.
struct TooEntangled {};

/// What is known of the pieces: where they are, and verdicts on candidates, each asked for once.
class Ink {
 public:
  /// At most `kMostPieces` pieces. All three must outlive it.
  Ink(std::span<const InkBox> boxes, const SegmentScore& score, const PieceGap& gap)
      : boxes_(boxes), score_(score), gap_(gap) {}

  const InkBox& box(std::size_t piece) const { return boxes_[piece]; }
  InkBox box_of(Pieces pieces) const;

  /// Puts one more piece into an order that goes by `place`, behind its equals. Of so few pieces
  /// this is as good as sorting, which is much more code.
  void insert(std::vector<std::size_t>& order, std::size_t piece,
              double place(const InkBox&)) const;

  /// The verdict on a candidate.
  /// @throws TooEntangled when it would be one too many
  double score(Pieces pieces);

  /// Whether two groups of pieces look like parts of one digit: they touch, and do not stand side
  /// by side as digits of one line do, with tops and bottoms alike. 0 for not at all, 1 for yes.
  double bond(Pieces a, Pieces b);

  /// Counts a step of work.
  /// @throws TooEntangled when it is one too many
  void work();

  /// The work so far.
  std::size_t steps() const { return steps_; }

 private:
  // 1 where a piece of `a` touches one of `b`, 0 where none comes near.
  double touch(Pieces a, Pieces b, double line_height);
  double gap(std::size_t a, std::size_t b);

  std::span<const InkBox> boxes_;
  const SegmentScore& score_;
  const PieceGap& gap_;
  std::map<Pieces, double> scores_;
  std::map<Pieces, double> gaps_;  // by the two pieces
  std::size_t steps_ = 0;
};

/// What is asked of a reading, beside to be the best.
struct Demand {
  Pieces pieces = 0;      ///< none of them a speck; 0 to ask nothing
  bool together = false;  ///< in one digit, else in several

  bool allows(Pieces digit) const {
    const Pieces inside = digit & pieces;
    return inside == 0 || (inside == pieces) == together;
  }
};

/// Divides the pieces of one line among digits.
class LineReader {
 public:
  LineReader(Ink& ink, Pieces pieces, const Demand& demand);

  /// Of the best reading, in units of log-probability; -∞ when no reading meets the demand.
  double score() { return best(all_, 0); }

  /// The digits of the best reading, left to right; none when no reading meets the demand.
  std::vector<Pieces> digits();

 private:
  // Pieces that are still to be read, and the digit read before.
  struct State {
    Pieces left;
    Pieces before;
    auto operator<=>(const State&) const = default;
  };
  struct Step {
    double score = -std::numeric_limits<double>::infinity();  // of all that follows
    Pieces digit = 0;
    bool speck = false;
  };

  double best(Pieces left, Pieces before);
  std::size_t leftmost(Pieces left) const;
  std::vector<Pieces> digits_with(std::size_t first, Pieces left) const;
  bool belongs(std::size_t piece, Pieces digit) const;
  bool is_digit_sized(Pieces digit) const;
  bool is_speck(std::size_t piece) const;
  double digit_score(Pieces digit);
  double neighbour_score(Pieces before, Pieces digit);

  Ink& ink_;
  Pieces all_;
  Demand demand_;
  std::vector<std::size_t> order_;  // from left to right
  double height_ = 0;               // of the line
  std::map<State, Step> steps_;
};

}  // namespace digitlab
