/// @file
/// What an answer comes to, for people: a share for each digit and for none of them, and how sure
/// it is in a word. Bars and words that follow from one verdict do not contradict each other.
#pragma once

#include <array>
#include <cstdint>

#include "digitlab/reading/recognizer.hpp"

namespace digitlab {

/// How to speak of an answer.
enum class Manner {
  kBlank,        ///< nothing is written
  kSurely,       ///< the digit, and hardly anything else
  kProbably,     ///< the digit; nothing else is worth naming
  kPerhaps,      ///< the digit, but the other one is worth naming
  kPerhapsNone,  ///< the digit, but rather none of them than the other one
  kEither,       ///< no answer: the digit or the other one
  kDoubtful,     ///< no answer: the digit, if any
  kNone,         ///< no answer: none of them
};

/// "blank", "surely", "probably", "perhaps", "perhapsNone", "either", "doubtful", "noDigit": the
/// words of the page.
const char* to_string(Manner manner);

struct Verdict {
  /// Of each digit, 0 to 1.
  std::array<double, kClasses> shares{};
  /// Of "not a digit". All eleven add up to 1, unless there is nothing to share: then all are 0.
  double none = 0;
  Manner manner = Manner::kBlank;
  std::uint8_t digit = 0;  ///< the answer's; without one, the digit of the largest share
  std::uint8_t other = 1;  ///< of the largest share besides
};

/// From here on an answer is called sure.
inline constexpr double kSureShare = 0.95;
/// A runner-up of at least this share is named.
inline constexpr double kNamedShare = 0.1;

Verdict verdict_of(const Answer& answer);

}  // namespace digitlab
