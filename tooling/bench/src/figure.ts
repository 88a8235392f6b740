/** One line of the benchmark's output. */
export interface Figure {
  name: string;
  /** What was measured over its floor, both in this run. */
  ratio?: number;
  /** What the ratio may be at most. */
  limit?: number;
  /** What the ratio must be at least, where more is better. */
  least?: number;
  [detail: string]: unknown;
}

/** The middle one of an odd number of values. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Rounded for reading. */
export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
