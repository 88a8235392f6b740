import type { StatisticFields } from '../statistic/statistic.ts';
import type { ErasedNumbers } from './erased-numbers.ts';

/** A statistic with the vendor's words for it. */
export interface StatisticWithRaw {
  statistic: StatisticFields;
  raw: string | null;
}

/**
 * Takes out of a statistic whom it is about, when that is somebody who was erased; the sums stay. Gives
 * the statistic itself, not a copy, when it isn't.
 */
export function maskStatistic<Row extends StatisticWithRaw>(
  row: Row,
  { isNumber, isIn }: ErasedNumbers,
): Row {
  const { agent, extension } = row.statistic;
  const isTheirs = isNumber(extension.number) || [agent.id, agent.name, extension.id].some(isIn);
  if (!isTheirs) return isIn(row.raw) ? { ...row, raw: null } : row;
  const whom = { agent: { id: null, name: null }, extension: { id: null, number: null } };
  return { ...row, statistic: { ...row.statistic, ...whom }, raw: null };
}
