/** What of an answer belongs to each digit, and what to none of them. Pure. */

export interface Shares {
  /** (10), 0 … 1. */
  readonly digits: readonly number[];
  /** Of "not a digit", 0 … 1. All eleven add up to 1, unless there is nothing to share. */
  readonly none: number;
}

/**
 * An engine that doubts that there is a digit at all gives all ten the same part of its doubt
 * (`spread` in core's assess/refusal.hpp). So what even the least likely digit has speaks for none
 * of them; and so does what the ten leave of 1, in networks whose outputs are no distribution.
 *
 * @param probabilities ten of the engine's; all 0 when there is no answer
 */
export function sharesOf(probabilities: ArrayLike<number>): Shares {
  const given = Array.from(probabilities);
  const least = Math.min(...given);
  const digits = given.map((probability) => probability - least);
  const sum = digits.reduce((a, b) => a + b, 0);
  const isSilent = given.every((probability) => probability === 0);
  return { digits, none: isSilent ? 0 : Math.max(0, Math.min(1, 1 - sum)) };
}
