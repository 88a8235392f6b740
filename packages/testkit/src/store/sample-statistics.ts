import { hash } from 'node:crypto';
import {
  type StatisticFields,
  type StatisticReading,
  type StatisticRow,
  type StatisticValues,
  toInstant,
  unknownStatisticValues,
} from '@cdr/core';
import { minute } from './sample-readings.ts';

/** A statistic as it is committed, with the fingerprint of its content. */
export function toStatisticRow(
  id: string,
  statistic: StatisticFields,
  raw: string | null = null,
): StatisticRow {
  const digest = hash('sha256', JSON.stringify([statistic, raw]));
  return { id, statistic, raw, hash: Number.parseInt(digest.slice(0, 13), 16) };
}

/** A statistic of the hour that begins at `minute`, of which little is known. */
export function sampleStatistic(
  id: string,
  atMinute: number,
  values: Partial<StatisticValues> = {},
  rest: Partial<StatisticFields> = {},
): StatisticRow {
  const statistic: StatisticFields = {
    agent: { id: '7', name: 'Anna' },
    extension: { id: 'x1', number: '101' },
    interval: {
      unit: 'hour',
      from: toInstant(minute(atMinute)),
      to: toInstant(minute(atMinute + 60)),
      timeZone: 'Europe/Copenhagen',
    },
    values: { ...unknownStatisticValues, ...values },
    derived: [],
    ...rest,
  };
  return toStatisticRow(id, statistic, JSON.stringify({ id, values }));
}

/** A proven reading of the minutes from `from` to `to`, of source `alpha` unless said otherwise. */
export function statisticReading(
  [from, to]: readonly [number, number],
  rows: readonly StatisticRow[],
  rest: Partial<StatisticReading> = {},
): StatisticReading {
  return {
    source: 'alpha',
    stream: 'statistics-hour',
    provider: 'sample',
    window: { from: minute(from), to: minute(to) },
    parameters: {},
    proof: { state: 'sealed', readAt: minute(1000), vendorRows: null },
    rows,
    rejected: [],
    missing: 'confirm',
    ...rest,
  };
}
