#include "digitlab/reading/reader.hpp"

#include <cmath>
#include <utility>

#include "digitlab/assess/stroke_counts.hpp"
#include "digitlab/ink/segmentation.hpp"
#include "digitlab/ink/stroke_gap.hpp"

namespace digitlab {
namespace {

// Verdicts that are remembered; more than a long number's drawing asks for.
constexpr std::size_t kMostRemembered = 2000;

// What a digit in more strokes than usual costs, for each factor e of rarity; in units of
// log-probability, as all that a division of the strokes is weighed by.
constexpr double kManyStrokesCost = 0.1;

// Of the probability that a digit alone must have.
constexpr double kNeighbourShare = 0.3;

// Fowler, Noll, Vo's FNV-1a, over the coordinates' bits.
std::uint64_t hash_of(const Drawing& drawing) {
  std::uint64_t hash = 0xcbf29ce484222325;
  const auto add = [&hash](std::uint64_t value) { hash = (hash ^ value) * 0x100000001b3; };
  for (const Stroke& stroke : drawing) {
    add(stroke.size());
    for (const Point& point : stroke) {
      add(Eigen::numext::bit_cast<std::uint32_t>(point.x));
      add(Eigen::numext::bit_cast<std::uint32_t>(point.y));
    }
  }
  return hash;
}

void refuse(Answer& answer) {
  answer.digit.reset();
  answer.refusal = Refusal::kUnsure;
}

}  // namespace

std::string Reading::text() const {
  std::string text;
  int line = 0;
  for (const ReadDigit& digit : digits) {
    for (; line < digit.line; ++line) text += '\n';
    text += sign_of(digit.answer);
  }
  return text;
}

void trust_neighbours(Reading& reading, const Calibration& calibration) {
  if (reading.digits.size() < 2) return;
  for (ReadDigit& digit : reading.digits) {
    if (digit.answer.refusal == Refusal::kBlank) continue;
    decide(digit.answer, kNeighbourShare * calibration.sure_probability);
  }
}

Reader::Reader(Model model) : Reader(std::make_shared<const Model>(std::move(model))) {}

Reader::Reader(std::shared_ptr<const Model> model)
    : model_(std::move(model)), recognizer_(*model_) {}

Reader Reader::borrowing(const Model& model) {
  return Reader(std::shared_ptr<const Model>(&model, [](const Model* /*model*/) {}));
}

double Reader::score(const Drawing& group) {
  const std::uint64_t hash = hash_of(group);
  if (const auto known = scores_.find(hash); known != scores_.end()) return known->second;
  const Answer answer = recognizer_.recognize_picture(group);
  double score = log_confidence(answer);
  if (answer.digit) {
    score += kManyStrokesCost *
             std::log(share_of_at_least(model_->stroke_counts, *answer.digit, group.size()));
  }
  if (scores_.size() >= kMostRemembered) scores_.clear();
  scores_.emplace(hash, score);
  return score;
}

Reading Reader::read(const Drawing& drawing, const FrameOptions& options) {
  std::vector<std::size_t> strokes;
  std::vector<InkBox> boxes;
  Drawing thin;  // strokes to measure gaps between
  for (std::size_t stroke = 0; stroke < drawing.size(); ++stroke) {
    if (!has_ink(drawing[stroke])) continue;
    strokes.push_back(stroke);
    boxes.push_back(bounding_box({&drawing[stroke], 1}));
    thin.push_back(thinned(drawing[stroke]));
  }
  const auto group_of = [&](const std::vector<std::size_t>& pieces) {
    Drawing group;
    for (const std::size_t piece : pieces) group.push_back(drawing[strokes[piece]]);
    return group;
  };
  const std::vector<Segment> segments = segment(
      boxes, [&](const std::vector<std::size_t>& pieces) { return score(group_of(pieces)); },
      [&](std::size_t a, std::size_t b) { return stroke_gap(thin[a], thin[b]); });
  Reading reading;
  std::vector<std::size_t> open;  // digits that may be fewer, or more
  for (const Segment& found : segments) {
    ReadDigit digit;
    digit.answer = recognizer_.recognize(group_of(found.pieces), options);
    if (digit.answer.refusal == Refusal::kBlank) continue;
    digit.frame = recognizer_.frame();
    digit.input = recognizer_.input_image();
    digit.line = found.line;
    for (const std::size_t piece : found.pieces) digit.strokes.push_back(strokes[piece]);
    if (found.open) open.push_back(reading.digits.size());
    reading.digits.push_back(std::move(digit));
  }
  trust_neighbours(reading, model_->calibration);
  for (const std::size_t digit : open) refuse(reading.digits[digit].answer);
  return reading;
}

}  // namespace digitlab
