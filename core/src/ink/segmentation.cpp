#include "digitlab/ink/segmentation.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <utility>

namespace digitlab {
namespace {

// What a path through the candidates costs, in units of log-probability. The values were chosen on
// numbers composed from the digits of training writers; see tools/recipes/README.md.
constexpr double kLineCost = 0.7;      // each line after the first
constexpr double kSpeckCost = 1.5;     // ink that is left out
constexpr double kWidthCost = 3.0;     // each line height of width beyond kUsualWidth
constexpr double kHeightCost = 2.0;    // each factor e of height below kUsualHeight
constexpr double kTallCost = 4.0;      // each line height of height beyond kMostTall
constexpr double kStepCost = 4.0;      // each height up or down to the neighbour beyond kUsualStep
constexpr double kOverlapCost = 20.0;  // each width of the narrower neighbour beyond kUsualOverlap

// In heights of the line.
constexpr double kUsualWidth = 1.2;
constexpr double kUsualHeight = 0.55;
constexpr double kMostTall = 1.25;
constexpr double kUsualStep = 0.4;
constexpr double kUsualOverlap = 0.35;  // of the narrower box
constexpr double kMostWidth = 1.8;      // wider is no digit of several pieces
constexpr double kSpeck = 0.15;
// Pieces of one digit are no farther apart.
constexpr double kGapAcross = 0.25;
constexpr double kGapDown = 0.5;
// Lines overlap no more, and are no more unlike in height.
constexpr double kLineOverlap = 0.2;
constexpr double kLineHeights = 0.35;

constexpr std::size_t kMostPieces = 40;     // of a number
constexpr std::size_t kMostStrokes = 5;     // of a digit
constexpr std::size_t kMostNeighbours = 6;  // of a piece, that may belong to its digit
constexpr std::size_t kMostCandidates = 300;

// Bit p stands for piece p.
using Pieces = std::uint64_t;

double width(const InkBox& box) { return box.right - box.left; }
double height(const InkBox& box) { return box.bottom - box.top; }

double gap_across(const InkBox& a, const InkBox& b) {
  return std::max(a.left, b.left) - std::min(a.right, b.right);
}

double gap_down(const InkBox& a, const InkBox& b) {
  return std::max(a.top, b.top) - std::min(a.bottom, b.bottom);
}

std::vector<std::size_t> numbers_of(Pieces pieces) {
  std::vector<std::size_t> numbers;
  for (; pieces != 0; pieces &= pieces - 1) {
    numbers.push_back(static_cast<std::size_t>(std::countr_zero(pieces)));
  }
  return numbers;
}

// A way to read some pieces.
struct Path {
  double score = -std::numeric_limits<double>::infinity();
  std::vector<std::vector<Pieces>> lines;  // of digits, left to right
};

// Thrown when there are too many candidates; caught by `segment`.
struct TooEntangled {};

// The verdicts on candidates, each asked for once.
class Candidates {
 public:
  Candidates(std::span<const InkBox> boxes, const SegmentScore& score)
      : boxes_(boxes), score_(score) {}

  const InkBox& box(std::size_t piece) const { return boxes_[piece]; }

  InkBox box_of(Pieces pieces) const {
    const std::vector<std::size_t> numbers = numbers_of(pieces);
    InkBox box = boxes_[numbers.front()];
    for (const std::size_t piece : numbers) box = joined(box, boxes_[piece]);
    return box;
  }

  double score(Pieces pieces) {
    const auto known = scores_.find(pieces);
    if (known != scores_.end()) return known->second;
    if (scores_.size() >= kMostCandidates) throw TooEntangled{};
    const double score = score_(numbers_of(pieces));
    scores_.emplace(pieces, score);
    return score;
  }

 private:
  std::span<const InkBox> boxes_;
  const SegmentScore& score_;
  std::unordered_map<Pieces, double> scores_;
};

// Divides the pieces of one line among digits.
class LineReader {
 public:
  LineReader(Candidates& candidates, Pieces pieces) : candidates_(candidates), all_(pieces) {
    order_ = numbers_of(pieces);
    std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
      return candidates_.box(a).left < candidates_.box(b).left;
    });
    for (const std::size_t piece : order_) {
      height_ = std::max(height_, height(candidates_.box(piece)));
    }
    // A line of dashes has no height to speak of.
    const InkBox whole = candidates_.box_of(pieces);
    height_ = std::max({height_, height(whole) / 2, width(whole) / 20});
  }

  Path read() {
    Path path;
    path.score = best(all_, 0);
    std::vector<Pieces>& line = path.lines.emplace_back();
    for (State state{all_, 0}; state.left != 0;) {
      const Step& step = steps_.at(state);
      if (!step.speck) line.push_back(step.digit);
      state = {state.left & ~step.digit, step.speck ? state.before : step.digit};
    }
    return path;
  }

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

  double best(Pieces left, Pieces before) {
    if (left == 0) return 0.0;
    const State state{left, before};
    if (const auto known = steps_.find(state); known != steps_.end()) return known->second.score;
    Step step;
    const auto consider = [&](double score, Pieces digit, bool speck) {
      if (score > step.score) step = {score, digit, speck};
    };
    const std::size_t first = leftmost(left);
    const Pieces alone = Pieces{1} << first;
    for (const Pieces digit : digits_with(first, left)) {
      consider(digit_score(digit) + neighbour_score(before, digit) + best(left & ~digit, digit),
               digit, false);
    }
    const InkBox& box = candidates_.box(first);
    if (all_ != alone && std::max(width(box), height(box)) < kSpeck * height_) {
      consider(best(left & ~alone, before) - kSpeckCost, alone, true);
    }
    steps_[state] = step;
    return step.score;
  }

  std::size_t leftmost(Pieces left) const {
    return *std::find_if(order_.begin(), order_.end(),
                         [&](std::size_t piece) { return (left >> piece & 1U) != 0; });
  }

  // Of `first` and some of its neighbours in `left`; `first` alone and everything among them.
  std::vector<Pieces> digits_with(std::size_t first, Pieces left) const {
    std::vector<std::size_t> neighbours;
    for (const std::size_t piece : order_) {
      const Pieces both = Pieces{1} << first | Pieces{1} << piece;
      if (piece == first || (left >> piece & 1U) == 0 || !is_digit_sized(both)) continue;
      neighbours.push_back(piece);
      if (neighbours.size() == kMostNeighbours) break;
    }
    // Each piece that is near one of a digit's makes another digit with it, whatever their order.
    std::vector<Pieces> digits{Pieces{1} << first};
    for (std::size_t i = 0; i < digits.size(); ++i) {
      for (const std::size_t piece : neighbours) {
        const Pieces with = digits[i] | Pieces{1} << piece;
        if (std::find(digits.begin(), digits.end(), with) != digits.end()) continue;
        if (belongs(piece, digits[i]) && is_digit_sized(with)) digits.push_back(with);
      }
    }
    if (left == all_ && std::find(digits.begin(), digits.end(), all_) == digits.end()) {
      digits.push_back(all_);
    }
    return digits;
  }

  bool belongs(std::size_t piece, Pieces digit) const {
    const InkBox& box = candidates_.box(piece);
    const auto others = numbers_of(digit);
    return std::any_of(others.begin(), others.end(), [&](std::size_t other) {
      return gap_across(box, candidates_.box(other)) <= kGapAcross * height_ &&
             gap_down(box, candidates_.box(other)) <= kGapDown * height_;
    });
  }

  bool is_digit_sized(Pieces digit) const {
    return static_cast<std::size_t>(std::popcount(digit)) <= kMostStrokes &&
           width(candidates_.box_of(digit)) <= kMostWidth * height_;
  }

  double digit_score(Pieces digit) {
    const InkBox box = candidates_.box_of(digit);
    const double wide = width(box) / height_ - kUsualWidth;
    const double tall = std::max(height(box) / height_, 0.01);
    // All there is may be an 8 of two circles; among others that is two lines.
    const double too_tall = digit == all_ ? 0.0 : std::max(0.0, tall - kMostTall);
    return candidates_.score(digit) - kWidthCost * std::max(0.0, wide) - kTallCost * too_tall -
           kHeightCost * std::max(0.0, std::log(kUsualHeight / tall));
  }

  double neighbour_score(Pieces before, Pieces digit) const {
    if (before == 0) return 0.0;
    const InkBox a = candidates_.box_of(before);
    const InkBox b = candidates_.box_of(digit);
    // A line as thin as a 1 has no width to overlap; a tenth of the height does.
    const double narrower = std::max(std::min(width(a), width(b)), height_ / 10);
    const double overlap = -gap_across(a, b) / narrower;
    const double step = std::abs(a.top + a.bottom - b.top - b.bottom) / 2;
    const double taller = std::max({height(a), height(b), height_ / 10});
    return -kOverlapCost * std::max(0.0, overlap - kUsualOverlap) -
           kStepCost * std::max(0.0, step / taller - kUsualStep);
  }

  Candidates& candidates_;
  Pieces all_;
  std::vector<std::size_t> order_;  // from left to right
  double height_ = 0;               // of the line
  std::map<State, Step> steps_;
};

// The best of one line, and of two parts one above the other wherever they can be told apart.
Path read_lines(Candidates& candidates, Pieces pieces) {
  Path best = LineReader(candidates, pieces).read();
  std::vector<std::size_t> order = numbers_of(pieces);
  const auto middle = [&](std::size_t piece) {
    return candidates.box(piece).top + candidates.box(piece).bottom;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return middle(a) < middle(b); });
  Pieces above = 0;
  for (std::size_t i = 0; i + 1 < order.size(); ++i) {
    above |= Pieces{1} << order[i];
    const Pieces below = pieces & ~above;
    const InkBox upper = candidates.box_of(above);
    const InkBox lower = candidates.box_of(below);
    const double smaller = std::min(height(upper), height(lower));
    const double larger = std::max(height(upper), height(lower));
    if (smaller < kLineHeights * larger || upper.bottom - lower.top > kLineOverlap * smaller) {
      continue;
    }
    Path two = LineReader(candidates, above).read();
    const Path rest = read_lines(candidates, below);
    two.score += rest.score - kLineCost;
    two.lines.insert(two.lines.end(), rest.lines.begin(), rest.lines.end());
    if (two.score > best.score) best = std::move(two);
  }
  return best;
}

}  // namespace

std::vector<Segment> segment(std::span<const InkBox> pieces, const SegmentScore& score) {
  std::vector<std::size_t> all(pieces.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  if (all.empty()) return {};
  if (all.size() == 1 || all.size() > kMostPieces) return {{all, 0}};
  Candidates candidates(pieces, score);
  try {
    const Path path = read_lines(candidates, (Pieces{1} << all.size()) - 1);
    std::vector<Segment> segments;
    for (std::size_t line = 0; line < path.lines.size(); ++line) {
      for (const Pieces digit : path.lines[line]) {
        segments.push_back({numbers_of(digit), static_cast<int>(line)});
      }
    }
    if (segments.empty()) return {{all, 0}};  // specks alone
    return segments;
  } catch (const TooEntangled&) {
    return {{all, 0}};
  }
}

}  // namespace digitlab
