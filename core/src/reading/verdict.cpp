#include "digitlab/reading/verdict.hpp"

#include <algorithm>

namespace digitlab {
namespace {

// A network that doubts that there is a digit at all gives all ten the same part of its doubt
// (`spread` in assess/refusal.hpp). So what even the least likely digit has speaks for none of
// them; and so does what the ten leave of 1, in networks whose outputs are no distribution.
void divide(const std::array<float, kClasses>& probabilities, Verdict& verdict) {
  const auto [least, most] = std::minmax_element(probabilities.begin(), probabilities.end());
  double sum = 0;
  for (std::size_t k = 0; k < probabilities.size(); ++k) {
    verdict.shares[k] = static_cast<double>(probabilities[k]) - static_cast<double>(*least);
    sum += verdict.shares[k];
  }
  if (*most > 0) verdict.none = std::clamp(1 - sum, 0.0, 1.0);
}

// The digit of the largest share, the lowest of several; not `but`.
std::uint8_t largest(const Verdict& verdict, std::optional<std::uint8_t> but = std::nullopt) {
  std::uint8_t best = but == 0 ? 1 : 0;
  for (std::uint8_t k = 0; k < kClasses; ++k) {
    if (k != but && verdict.shares[k] > verdict.shares[best]) best = k;
  }
  return best;
}

Manner manner_of(const Answer& answer, const Verdict& verdict) {
  if (answer.refusal == Refusal::kBlank) return Manner::kBlank;
  const double share = verdict.shares[verdict.digit];
  const double rival = verdict.shares[verdict.other];
  const bool named = rival >= kNamedShare;
  if (!answer.digit) {
    if (verdict.none >= share) return Manner::kNone;
    return named ? Manner::kEither : Manner::kDoubtful;
  }
  if (share >= kSureShare) return Manner::kSurely;
  if (verdict.none >= kNamedShare && verdict.none > rival) return Manner::kPerhapsNone;
  return named ? Manner::kPerhaps : Manner::kProbably;
}

}  // namespace

const char* to_string(Manner manner) {
  switch (manner) {
    case Manner::kBlank:
      return "blank";
    case Manner::kSurely:
      return "surely";
    case Manner::kProbably:
      return "probably";
    case Manner::kPerhaps:
      return "perhaps";
    case Manner::kPerhapsNone:
      return "perhapsNone";
    case Manner::kEither:
      return "either";
    case Manner::kDoubtful:
      return "doubtful";
    case Manner::kNone:
      break;
  }
  return "noDigit";
}

Verdict verdict_of(const Answer& answer) {
  Verdict verdict;
  divide(answer.probabilities, verdict);
  verdict.digit = answer.digit ? *answer.digit : largest(verdict);
  verdict.other = largest(verdict, verdict.digit);
  verdict.manner = manner_of(answer, verdict);
  return verdict;
}

}  // namespace digitlab
