/**
 * Splits `total` into whole numbers in proportion to the weights, by largest remainder: the parts
 * add up to `total` exactly. At least one weight must be positive, unless `total` is 0.
 */
export function spreadByWeight(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const quotas = weights.map((weight) => (sum === 0 ? 0 : (total * weight) / sum));
  const parts = quotas.map(Math.floor);
  const remainders = quotas.map((quota, index) => ({
    index,
    remainder: quota - Math.floor(quota),
  }));
  const missing = total - parts.reduce((all, part) => all + part, 0);
  remainders.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of remainders.slice(0, missing)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

/** The sums of the first 0, 1, … all of the parts. */
export function runningSums(parts: readonly number[]): Float64Array {
  const sums = new Float64Array(parts.length + 1);
  parts.forEach((part, index) => {
    sums[index + 1] = (sums[index] ?? 0) + part;
  });
  return sums;
}
