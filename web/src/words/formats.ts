/** Numbers, shares, times and lists as the page writes them. */
const count = new Intl.NumberFormat("en");
const percentFormats = [0, 1, 2].map(
  (digits) =>
    new Intl.NumberFormat("en", {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }),
);

/** 10575 → "10,575". */
export function formatCount(value: number): string {
  return count.format(value);
}

/** 0.9234 → "92.3 %" (narrow no-break space before the sign). */
export function formatPercent(share: number, digits: 0 | 1 | 2 = 1): string {
  return `${percentFormats[digits]!.format(share * 100)}\u202f%`;
}

/** A share on an axis: without decimals where it needs none. */
export function formatTick(share: number): string {
  const isWhole = Math.abs(share * 100 - Math.round(share * 100)) < 1e-6;
  return formatPercent(share, isWhole ? 0 : 1);
}

/** A loss or a rate to three significant digits: 0.0347 stays "0.0347". */
export function formatLoss(value: number): string {
  return value >= 1000 || (value !== 0 && Math.abs(value) < 1e-4)
    ? value.toExponential(2)
    : String(Number(value.toPrecision(3)));
}

/** Seconds in words: "0.6 s", "12 s", "3 min 5 s". */
export function formatDuration(seconds: number): string {
  if (seconds < 0.1) return `${Number((seconds * 1000).toPrecision(2))} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** "a", "a and b", "a, b and c". */
export function listOf(words: readonly string[]): string {
  return words.length < 2
    ? words.join()
    : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** 1, "convolution" → "one convolution"; 2 → "2 convolutions". */
export const plural = (count: number, word: string) =>
  count === 1 ? `one ${word}` : `${count} ${word}s`;

const ordinals =
  "first second third fourth fifth sixth seventh eighth ninth tenth".split(" ");
/** 0 → "first"; "no. 11" from where words get long. */
export const ordinal = (index: number) => ordinals[index] ?? `no. ${index + 1}`;
/** "the first and third". */
export const theseOf = (indices: readonly number[]) =>
  indices.some((index) => index >= ordinals.length)
    ? listOf(indices.map(ordinal))
    : `the ${listOf(indices.map(ordinal))}`;
