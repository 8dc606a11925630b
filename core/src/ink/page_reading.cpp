#include "ink/page_reading.hpp"

#include <algorithm>
#include <utility>

namespace digitlab {
namespace {

constexpr double kLineCost = 0.7;  // each line after the first, in units of log-probability
// Lines overlap no more, and are no more unlike in height; in heights of the smaller and larger.
constexpr double kLineOverlap = 0.2;
constexpr double kLineHeights = 0.35;

}  // namespace

PageReader::PageReader(Ink& ink, std::size_t pieces, const Demand& demand)
    : ink_(ink), demand_(demand), best_(pieces) {
  const auto middle = [](const InkBox& box) { return box.top + box.bottom; };
  for (std::size_t piece = 0; piece < pieces; ++piece) ink_.insert(order_, piece, middle);
}

std::vector<Line> PageReader::lines() {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < order_.size(); begin = best(begin).end) {
    lines.push_back(best(begin).line);
  }
  return lines;
}

Pieces PageReader::pieces(std::size_t begin, std::size_t end) const {
  Pieces pieces = 0;
  for (std::size_t i = begin; i < end; ++i) pieces |= only(order_[i]);
  return pieces;
}

bool PageReader::are_lines(Pieces above, Pieces below) const {
  const InkBox upper = ink_.box_of(above);
  const InkBox lower = ink_.box_of(below);
  const double smaller = std::min(height(upper), height(lower));
  const double larger = std::max(height(upper), height(lower));
  return smaller >= kLineHeights * larger && upper.bottom - lower.top <= kLineOverlap * smaller;
}

const PageReader::Rest& PageReader::best(std::size_t begin) {
  std::optional<Rest>& known = best_[begin];
  if (known) return *known;
  const std::size_t end = order_.size();
  LineReader whole(ink_, pieces(begin, end), demand_);
  Rest rest{whole.score(), end, whole.digits()};
  for (std::size_t cut = begin + 1; cut < end; ++cut) {
    if (!are_lines(pieces(begin, cut), pieces(cut, end))) continue;
    LineReader line(ink_, pieces(begin, cut), demand_);
    const double score = line.score() + best(cut).score - kLineCost;
    if (score > rest.score) rest = {score, cut, line.digits()};
  }
  known = std::move(rest);
  return *known;
}

}  // namespace digitlab
