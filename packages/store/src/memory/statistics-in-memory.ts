import {
  type CommitResult,
  compareCallKeys,
  type EpochMs,
  maskStatistic,
  matchesStatistic,
  parametersText,
  type Statistic,
  type StatisticQuery,
  type StatisticReading,
  toEpochMs,
  type Window,
} from '@cdr/core';
import { checkStatistics } from '../reading/check-statistics.ts';
import { parseRaw } from '../reading/parse-raw.ts';
import type { NumbersOf } from './erasure-in-memory.ts';

/** The statistics of a store in memory. */
export interface StatisticsInMemory {
  commit(reading: StatisticReading): CommitResult;
  /** How many of the reading's stream and parameters begin in a window. */
  countIn(reading: StatisticReading, window: Window): number;
  list(query?: StatisticQuery): Statistic[];
  forgetRaw(before: EpochMs, source: string | undefined): number;
  /** Forgets the statistics of a source that began before; gives how many went. */
  forgetBefore(source: string, cutAt: (stream: string) => EpochMs): number;
  /** What masks each statistic that is about an erased number. */
  masking(numbersOf: NumbersOf): (() => void)[];
}

interface StoredStatistic {
  statistic: Statistic;
  raw: string | null;
  hash: number;
}

export function createStatisticsInMemory(): StatisticsInMemory {
  const stored = new Map<string, StoredStatistic>();

  function storedIn(reading: StatisticReading, { from, to }: Window): StoredStatistic[] {
    const parameters = parametersText(reading.parameters);
    const filter = { source: [reading.source], stream: [reading.stream], from, to };
    return [...stored.values()].filter(
      ({ statistic }) =>
        parametersText(statistic.parameters) === parameters && matchesStatistic(statistic, filter),
    );
  }

  return {
    commit(reading) {
      checkStatistics(reading);
      const arriving = new Set(reading.rows.map(({ id }) => id));
      const missing = storedIn(reading, reading.window).filter(
        ({ statistic }) => !arriving.has(statistic.id),
      );
      if (reading.missing === 'confirm' && missing.length > 0) {
        return { committed: false, wouldRemove: missing.length };
      }
      const gone = reading.missing === 'remove' ? missing : [];
      const counts = { inserted: 0, updated: 0, unchanged: 0, removed: gone.length };
      for (const { statistic } of gone) stored.delete(keyOf(statistic));
      for (const { id, statistic, raw, hash } of reading.rows) {
        const { source, stream, provider, parameters } = reading;
        const own = structuredClone({ id, source, provider, stream, ...statistic, parameters });
        const known = stored.get(keyOf(own));
        if (known !== undefined && (reading.proof === null || known.hash === hash)) {
          counts.unchanged += 1;
          continue;
        }
        counts[known === undefined ? 'inserted' : 'updated'] += 1;
        stored.set(keyOf(own), { statistic: own, raw, hash });
      }
      return { committed: true, counts };
    },
    countIn: (reading, window) => storedIn(reading, window).length,
    list({ filter = {}, raw: withRaw = false } = {}) {
      return [...stored.values()]
        .filter(({ statistic }) => matchesStatistic(statistic, filter))
        .map(({ statistic, raw }) => ({
          ...structuredClone(statistic),
          ...(withRaw && raw !== null ? { raw: parseRaw(raw) } : {}),
        }))
        .sort((a, b) => compareCallKeys(placeOf(a), placeOf(b)));
    },
    forgetRaw(before, source) {
      let forgotten = 0;
      for (const own of stored.values()) {
        const { statistic, raw } = own;
        if (raw === null || toEpochMs(statistic.interval.from) >= before) continue;
        if (source !== undefined && statistic.source !== source) continue;
        own.raw = null;
        forgotten += 1;
      }
      return forgotten;
    },
    forgetBefore(source, cutAt) {
      let forgotten = 0;
      for (const [key, { statistic }] of stored) {
        const { stream, interval } = statistic;
        if (statistic.source !== source || toEpochMs(interval.from) >= cutAt(stream)) continue;
        stored.delete(key);
        forgotten += 1;
      }
      return forgotten;
    },
    masking(numbersOf) {
      return [...stored.values()].flatMap((own) => {
        const erased = numbersOf(own.statistic.source);
        const masked = erased === null ? own : maskStatistic(own, erased);
        if (masked === own) return [];
        const statistic = { ...own.statistic, ...masked.statistic };
        return [() => stored.set(keyOf(statistic), { ...own, statistic, raw: masked.raw })];
      });
    },
  };
}

function keyOf({ source, id }: Statistic): string {
  return JSON.stringify([source, id]);
}

function placeOf({ interval, id }: Statistic): { startedAt: string; id: string } {
  return { startedAt: interval.from, id };
}
