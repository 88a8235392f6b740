import { type StatisticReading, toEpochMs } from '@cdr/core';
import { assertHash, assertInside, duplicateId } from './check-reading.ts';

/**
 * Refuses a reading with an interval that begins outside its window or at no instant, with an id
 * twice, or with a hash that is no whole number. Throws `StoreError`.
 */
export function checkStatistics(reading: StatisticReading): void {
  for (const { statistic, hash } of reading.rows) {
    assertInside(reading, toEpochMs(statistic.interval.from), 'An interval begins');
    assertHash(reading, hash);
  }
  if (new Set(reading.rows.map(({ id }) => id)).size < reading.rows.length) {
    throw duplicateId(reading);
  }
}
