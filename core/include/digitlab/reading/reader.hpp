/// @file
/// From pen strokes to a number: several digits on one paper.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "digitlab/reading/recognizer.hpp"

namespace digitlab {

/// One digit of a reading.
struct ReadDigit {
  std::vector<std::size_t> strokes;  ///< numbers of its strokes, ascending
  int line = 0;                      ///< of writing, counted from 0 at the top
  Answer answer;
  Frame frame;
  std::vector<float> input;  ///< what the network read: upright, row-major (H,W)
};

/// What is written, line by line, left to right; nothing when the drawing is blank.
struct Reading {
  std::vector<ReadDigit> digits;

  /// "2026"; "?" where there is no sure digit; a line break between lines; "" when blank.
  std::string text() const;
};

/// What stands beside other digits is a digit more often than what stands alone: there, unsure
/// answers with at least 0.3 of the usual probability (`Calibration`) become digits.
void trust_neighbours(Reading& reading, const Calibration& calibration);

/// Reads one drawing at a time. Remembers its verdicts on groups of strokes, so that while one more
/// stroke grows only that one is news.
class Reader {
 public:
  /// Owns the model.
  /// @throws Error when its classes are not the ten digits
  explicit Reader(Model model);
  /// The same, of a model that is read from elsewhere too.
  explicit Reader(std::shared_ptr<const Model> model);
  /// Refers to a model that outlives the reader.
  static Reader borrowing(const Model& model);

  const Model& model() const { return *model_; }

  /// Divides the strokes among digits (see `segment`) and reads each. `options` apply to the digits
  /// found, the division itself sees them as MNIST frames them. Where it is open whether strokes
  /// that touch are one digit or several (`Segment::open`), the answers are unsure, however sure
  /// the network is of each.
  Reading read(const Drawing& drawing, const FrameOptions& options = {});

 private:
  // Logarithm of the probability of the likeliest digit, less if it is seldom written in so many
  // strokes: two digits that touch may look like one.
  double score(const Drawing& group);

  std::shared_ptr<const Model> model_;
  Recognizer recognizer_;
  std::map<std::uint64_t, double> scores_;  // by the hash of a group's points
};

}  // namespace digitlab
