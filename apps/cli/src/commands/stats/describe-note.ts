import type { FigureNote } from '@cdr/engine';

/** A note as a line for people. */
export function describeNote({ origin, metric, source, reason }: FigureNote): string {
  const of = source === null ? '' : ` of ${source}`;
  if (origin === 'computed') return `cdr: no ${metric ?? 'figures'}${of}: ${reason}\n`;
  const sums = `sums of ${source === null ? 'vendors' : `${source}'s vendor`}`;
  return metric === null
    ? `cdr: ${sums}: ${reason}\n`
    : `cdr: no ${metric} in ${sums}: ${reason}\n`;
}
