#include "digitlab/ink/segmentation.hpp"

#include <numeric>

#include "ink/page_reading.hpp"

namespace digitlab {
namespace {

// When another reading comes as near to the best, in units of log-probability, it is open which is
// right.
constexpr double kOpen = 0.1;

// The segments that a reading consists of.
std::vector<Segment> segments_of(const std::vector<Line>& lines) {
  std::vector<Segment> segments;
  for (std::size_t line = 0; line < lines.size(); ++line) {
    for (const Pieces digit : lines[line]) {
      segments.push_back({numbers_of(digit), static_cast<int>(line)});
    }
  }
  return segments;
}

bool has_bond(Ink& ink, const std::vector<std::size_t>& pieces) {
  for (const std::size_t a : pieces) {
    for (const std::size_t b : pieces) {
      if (a < b && ink.bond(only(a), only(b)) > 0) return true;
    }
  }
  return false;
}

// Asks of each digit of the best reading with a bond between its pieces for the best in which it is
// none, and of neighbours with a bond for the best in which they are one.
void mark_open(Ink& ink, std::size_t pieces, double score, std::vector<Segment>& segments) {
  const auto is_open = [&](const Demand& demand) {
    PageReader other(ink, pieces, demand);
    // The same number of digits from other pieces is another question.
    return other.score() > score - kOpen && segments_of(other.lines()).size() != segments.size();
  };
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Pieces digit = set_of(segments[i].pieces);
    if (has_bond(ink, segments[i].pieces) && is_open({digit, false})) segments[i].open = true;
    if (i == 0 || segments[i - 1].line != segments[i].line) continue;
    const Pieces before = set_of(segments[i - 1].pieces);
    if (ink.bond(before, digit) > 0 && is_open({before | digit, true})) {
      segments[i - 1].open = segments[i].open = true;
    }
  }
}

}  // namespace

std::vector<Segment> segment(std::span<const InkBox> pieces, const SegmentScore& score,
                             const PieceGap& gap) {
  std::vector<std::size_t> all(pieces.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  if (all.empty()) return {};
  if (all.size() == 1 || all.size() > kMostPieces) return {{all, 0}};
  Ink ink(pieces, score, gap);
  try {
    PageReader reader(ink, pieces.size());
    std::vector<Segment> segments = segments_of(reader.lines());
    if (segments.empty()) return {{all, 0}};  // specks alone
    mark_open(ink, pieces.size(), reader.score(), segments);
    return segments;
  } catch (const TooEntangled&) {
    return {{all, 0}};
  }
}

}  // namespace digitlab
