#include "digitlab/reading/verdict.hpp"

#include <initializer_list>
#include <numeric>
#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace digitlab {
namespace {

using Shares = std::initializer_list<std::pair<std::size_t, float>>;

// With `digit` as the answer, or unsure.
Answer answer_of(std::optional<std::uint8_t> digit, Shares probabilities) {
  Answer answer;
  answer.digit = digit;
  answer.refusal = digit ? Refusal::kNone : Refusal::kUnsure;
  for (const auto& [k, probability] : probabilities) answer.probabilities[k] = probability;
  return answer;
}

std::string manner_of(std::optional<std::uint8_t> digit, Shares probabilities) {
  return to_string(verdict_of(answer_of(digit, probabilities)).manner);
}

Answer all_alike(std::optional<std::uint8_t> digit, float probability) {
  Answer answer = answer_of(digit, {});
  answer.probabilities.fill(probability);
  return answer;
}

double sum_of(const Verdict& verdict) {
  return std::accumulate(verdict.shares.begin(), verdict.shares.end(), verdict.none);
}

TEST(Verdict, WhatAllDigitsHaveAlikeIsTheShareOfNone) {
  const double doubt = 0.3;
  Answer answer = answer_of(2, {{2, 0.6F}, {7, 0.4F}});
  for (float& p : answer.probabilities) p = static_cast<float>((1 - doubt) * p + doubt / 10);
  const Verdict verdict = verdict_of(answer);
  EXPECT_NEAR(verdict.none, doubt, 1e-6);
  EXPECT_NEAR(verdict.shares[2], 0.7 * 0.6, 1e-6);
  EXPECT_NEAR(verdict.shares[7], 0.7 * 0.4, 1e-6);
  EXPECT_EQ(verdict.shares[0], 0);
  EXPECT_NEAR(sum_of(verdict), 1, 1e-12);
}

TEST(Verdict, WhatTenOutputsLeaveOfOneIsTheShareOfNone) {
  EXPECT_NEAR(verdict_of(answer_of(std::nullopt, {{3, 0.4F}})).none, 0.6, 1e-6);
  EXPECT_EQ(verdict_of(answer_of(3, {{3, 0.9F}, {5, 0.8F}})).none, 0);
}

TEST(Verdict, WithoutAnAnswerThereIsNothingToShare) {
  Answer blank;
  blank.refusal = Refusal::kBlank;
  EXPECT_EQ(sum_of(verdict_of(blank)), 0);
  EXPECT_EQ(verdict_of(blank).manner, Manner::kBlank);
  Answer overflow;
  overflow.refusal = Refusal::kOverflow;
  EXPECT_EQ(sum_of(verdict_of(overflow)), 0);
  EXPECT_EQ(verdict_of(overflow).manner, Manner::kNone);
}

TEST(Verdict, NamesTheTwoLikeliestDigitsTheLowerInATie) {
  const auto two = [](std::optional<std::uint8_t> digit, Shares probabilities) {
    const Verdict verdict = verdict_of(answer_of(digit, probabilities));
    return std::pair<int, int>(verdict.digit, verdict.other);
  };
  using Two = std::pair<int, int>;
  EXPECT_EQ(two(std::nullopt, {{9, 0.6F}, {4, 0.3F}}), Two(9, 4));
  EXPECT_EQ(two(std::nullopt, {{1, 0.9F}, {0, 0.1F}}), Two(1, 0));
  EXPECT_EQ(two(std::nullopt, {{3, 0.5F}, {5, 0.5F}}), Two(3, 5));
  EXPECT_EQ(two(std::nullopt, {}), Two(0, 1));
  // The answer comes first, whatever is likeliest.
  EXPECT_EQ(two(5, {{3, 0.5F}, {5, 0.5F}}), Two(5, 3));
}

TEST(Verdict, SaysHowSureAnAnswerIs) {
  EXPECT_EQ(manner_of(7, {{7, 0.99F}, {1, 0.01F}}), "surely");
  EXPECT_EQ(manner_of(7, {{7, 0.7F}, {1, 0.25F}}), "perhaps");
  EXPECT_EQ(manner_of(7, {{7, 0.8F}, {1, 0.08F}, {2, 0.07F}, {3, 0.05F}}), "probably");
  Answer doubted = all_alike(4, 0.02F);
  doubted.probabilities[4] = 0.82F;
  EXPECT_STREQ(to_string(verdict_of(doubted).manner), "perhapsNone");
}

TEST(Verdict, SaysWhatAnUnsureNetworkMeans) {
  EXPECT_EQ(manner_of(std::nullopt, {{4, 0.45F}, {9, 0.4F}}), "either");
  EXPECT_EQ(manner_of(std::nullopt, {{7, 0.8F}, {1, 0.05F}}), "doubtful");
  EXPECT_STREQ(to_string(verdict_of(all_alike(std::nullopt, 0.1F)).manner), "noDigit");
  // Of doubt that lies on some digits and not on others, two are named.
  EXPECT_EQ(manner_of(std::nullopt, {{3, 0.4F}, {8, 0.25F}, {5, 0.2F}, {9, 0.15F}}), "either");
}

}  // namespace
}  // namespace digitlab
