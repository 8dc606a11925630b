// Figures of what was measured several times.

/** The value that `share` of all `values` lie below; 0.5 for the median, 1 for the largest. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
