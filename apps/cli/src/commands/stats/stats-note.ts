/** Where figures come from: from stored calls, or from sums that a vendor made. */
export const origins = ['computed', 'vendor'] as const;

/** See {@link origins}. */
export type Origin = (typeof origins)[number];

/** Why a figure is `null`, or what is to be known of the rows of an origin. */
export interface StatsNote {
  origin: Origin;
  /** `null` for rows as a whole. */
  metric: string | null;
  /** `null` for what was asked, whatever the source. */
  source: string | null;
  reason: string;
}

/** A note as a line for people. */
export function describeNote({ origin, metric, source, reason }: StatsNote): string {
  const of = source === null ? '' : ` of ${source}`;
  if (origin === 'computed') return `cdr: no ${metric ?? 'figures'}${of}: ${reason}\n`;
  const sums = `sums of ${source === null ? 'vendors' : `${source}'s vendor`}`;
  return metric === null
    ? `cdr: ${sums}: ${reason}\n`
    : `cdr: no ${metric} in ${sums}: ${reason}\n`;
}
