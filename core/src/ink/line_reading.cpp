#include "ink/line_reading.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace digitlab {
namespace {

// What a path through the candidates costs, in units of log-probability. The values were chosen on
// numbers composed from the digits of training writers; see tools/recipes/README.md.
constexpr double kSpeckCost = 1.5;     // ink that is left out
constexpr double kWidthCost = 3.0;     // each line height of width beyond kUsualWidth
constexpr double kHeightCost = 2.0;    // each factor e of height below kUsualHeight
constexpr double kTallCost = 4.0;      // each line height of height beyond kMostTall
constexpr double kStepCost = 4.0;      // each height up or down to the neighbour beyond kUsualStep
constexpr double kOverlapCost = 20.0;  // each width of the narrower neighbour beyond kUsualOverlap
constexpr double kPartingCost = 0.5;   // neighbours that look like parts of one digit

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
// Lines of the pen that come so near touch, a fifth of the pen's width being missed by nobody;
// those farther apart do not.
constexpr double kTouching = 0.02;
constexpr double kNearby = 0.05;
// Parts that touch are taken for digits when their tops and bottoms differ by no more than the
// first, as those of digits side by side do; the more they differ, up to the second, the less.
constexpr double kAlike = 0.28;
constexpr double kUnlike = 0.33;

constexpr std::size_t kMostStrokes = 5;     // of a digit
constexpr std::size_t kMostNeighbours = 6;  // of a piece, that may belong to its digit

// A dot has log 1/1000; a verdict that is no number must not pass for a good one.
constexpr double kWorstScore = -1000;

double gap_across(const InkBox& a, const InkBox& b) {
  return std::max(a.left, b.left) - std::min(a.right, b.right);
}

double gap_down(const InkBox& a, const InkBox& b) {
  return std::max(a.top, b.top) - std::min(a.bottom, b.bottom);
}

}  // namespace

std::vector<std::size_t> numbers_of(Pieces pieces) {
  std::vector<std::size_t> numbers;
  for (; pieces != 0; pieces &= pieces - 1) {
    numbers.push_back(static_cast<std::size_t>(std::countr_zero(pieces)));
  }
  return numbers;
}

Pieces set_of(const std::vector<std::size_t>& numbers) {
  Pieces pieces = 0;
  for (const std::size_t number : numbers) pieces |= only(number);
  return pieces;
}

InkBox Ink::box_of(Pieces pieces) const {
  InkBox box = boxes_[static_cast<std::size_t>(std::countr_zero(pieces))];
  for (; pieces != 0; pieces &= pieces - 1) {
    box = joined(box, boxes_[static_cast<std::size_t>(std::countr_zero(pieces))]);
  }
  return box;
}

void Ink::insert(std::vector<std::size_t>& order, std::size_t piece,
                 double place(const InkBox&)) const {
  const auto next =
      std::upper_bound(order.begin(), order.end(), piece,
                       [&](std::size_t a, std::size_t b) { return place(box(a)) < place(box(b)); });
  order.insert(next, piece);
}

double Ink::score(Pieces pieces) {
  const auto known = scores_.find(pieces);
  if (known != scores_.end()) return known->second;
  if (scores_.size() >= kMostCandidates) throw TooEntangled{};
  const double verdict = score_(numbers_of(pieces));
  const double score = verdict > kWorstScore ? verdict : kWorstScore;
  scores_.emplace(pieces, score);
  return score;
}

double Ink::gap(std::size_t a, std::size_t b) {
  const auto [known, is_new] = gaps_.try_emplace(only(a) | only(b), 0.0);
  if (is_new) known->second = gap_(a, b);
  return known->second;
}

double Ink::touch(Pieces a, Pieces b, double line_height) {
  double touch = 0;
  for (const std::size_t i : numbers_of(a)) {
    for (const std::size_t j : numbers_of(b)) {
      const double apart = std::max(gap_across(box(i), box(j)), gap_down(box(i), box(j)));
      if (apart > kNearby * line_height) continue;
      touch = std::max(touch, (kNearby - gap(i, j) / line_height) / (kNearby - kTouching));
    }
  }
  return std::min(touch, 1.0);
}

double Ink::bond(Pieces a, Pieces b) {
  const InkBox one = box_of(a);
  const InkBox other = box_of(b);
  const double tall = height(joined(one, other));
  if (!gap_ || tall <= 0) return 0;
  const double unlike =
      std::max(std::abs(one.top - other.top), std::abs(one.bottom - other.bottom)) / tall;
  const double parts = std::clamp((unlike - kAlike) / (kUnlike - kAlike), 0.0, 1.0);
  return parts == 0 ? 0 : parts * touch(a, b, tall);
}

void Ink::work() {
  if (++steps_ > kMostSteps) throw TooEntangled{};
}

LineReader::LineReader(Ink& ink, Pieces pieces, const Demand& demand)
    : ink_(ink), all_(pieces), demand_(demand) {
  const auto left = [](const InkBox& box) { return static_cast<double>(box.left); };
  for (const std::size_t piece : numbers_of(pieces)) ink_.insert(order_, piece, left);
  for (const std::size_t piece : order_) height_ = std::max(height_, height(ink_.box(piece)));
  // A line of dashes has no height to speak of.
  const InkBox whole = ink_.box_of(pieces);
  height_ = std::max({height_, height(whole) / 2, width(whole) / 20});
}

std::vector<Pieces> LineReader::digits() {
  std::vector<Pieces> digits;
  if (!(score() > -std::numeric_limits<double>::infinity())) return digits;
  for (State state{all_, 0}; state.left != 0;) {
    const Step& step = steps_.at(state);
    if (!step.speck) digits.push_back(step.digit);
    state = {state.left & ~step.digit, step.speck ? state.before : step.digit};
  }
  return digits;
}

double LineReader::best(Pieces left, Pieces before) {
  if (left == 0) return 0.0;
  const State state{left, before};
  if (const auto known = steps_.find(state); known != steps_.end()) return known->second.score;
  Step step;
  const auto consider = [&](double score, Pieces digit, bool speck) {
    if (score > step.score) step = {score, digit, speck};
  };
  const std::size_t first = leftmost(left);
  for (const Pieces digit : digits_with(first, left)) {
    ink_.work();
    if (!demand_.allows(digit)) continue;
    consider(digit_score(digit) + neighbour_score(before, digit) + best(left & ~digit, digit),
             digit, false);
  }
  if (is_speck(first)) {
    consider(best(left & ~only(first), before) - kSpeckCost, only(first), true);
  }
  steps_[state] = step;
  return step.score;
}

std::size_t LineReader::leftmost(Pieces left) const {
  return *std::find_if(order_.begin(), order_.end(),
                       [&](std::size_t piece) { return has(left, piece); });
}

// Of `first` and some of its neighbours in `left`; `first` alone and everything among them.
std::vector<Pieces> LineReader::digits_with(std::size_t first, Pieces left) const {
  std::vector<std::size_t> neighbours;
  for (const std::size_t piece : order_) {
    if (piece == first || !has(left, piece)) continue;
    if (!is_digit_sized(only(first) | only(piece))) continue;
    neighbours.push_back(piece);
    if (neighbours.size() == kMostNeighbours) break;
  }
  // Each piece that is near one of a digit's makes another digit with it, whatever their order.
  std::vector<Pieces> digits{only(first)};
  for (std::size_t i = 0; i < digits.size(); ++i) {
    for (const std::size_t piece : neighbours) {
      const Pieces with = digits[i] | only(piece);
      if (std::find(digits.begin(), digits.end(), with) != digits.end()) continue;
      if (belongs(piece, digits[i]) && is_digit_sized(with)) digits.push_back(with);
    }
  }
  if (left == all_ && std::find(digits.begin(), digits.end(), all_) == digits.end()) {
    digits.push_back(all_);
  }
  return digits;
}

bool LineReader::belongs(std::size_t piece, Pieces digit) const {
  const InkBox& box = ink_.box(piece);
  const auto others = numbers_of(digit);
  return std::any_of(others.begin(), others.end(), [&](std::size_t other) {
    return gap_across(box, ink_.box(other)) <= kGapAcross * height_ &&
           gap_down(box, ink_.box(other)) <= kGapDown * height_;
  });
}

bool LineReader::is_digit_sized(Pieces digit) const {
  return static_cast<std::size_t>(std::popcount(digit)) <= kMostStrokes &&
         width(ink_.box_of(digit)) <= kMostWidth * height_;
}

bool LineReader::is_speck(std::size_t piece) const {
  const InkBox& box = ink_.box(piece);
  return all_ != only(piece) && !has(demand_.pieces, piece) &&
         std::max(width(box), height(box)) < kSpeck * height_;
}

double LineReader::digit_score(Pieces digit) {
  const InkBox box = ink_.box_of(digit);
  const double wide = width(box) / height_ - kUsualWidth;
  const double tall = std::max(height(box) / height_, 0.01);
  // All there is may be an 8 of two circles; among others that is two lines.
  const double too_tall = digit == all_ ? 0.0 : std::max(0.0, tall - kMostTall);
  return ink_.score(digit) - kWidthCost * std::max(0.0, wide) - kTallCost * too_tall -
         kHeightCost * std::max(0.0, std::log(kUsualHeight / tall));
}

double LineReader::neighbour_score(Pieces before, Pieces digit) {
  if (before == 0) return 0.0;
  const InkBox a = ink_.box_of(before);
  const InkBox b = ink_.box_of(digit);
  // A line as thin as a 1 has no width to overlap; a tenth of the height does.
  const double narrower = std::max(std::min(width(a), width(b)), height_ / 10);
  const double overlap = -gap_across(a, b) / narrower;
  const double step = std::abs(a.top + a.bottom - b.top - b.bottom) / 2;
  const double taller = std::max({height(a), height(b), height_ / 10});
  return -kOverlapCost * std::max(0.0, overlap - kUsualOverlap) -
         kStepCost * std::max(0.0, step / taller - kUsualStep) -
         kPartingCost * ink_.bond(before, digit);
}

}  // namespace digitlab
