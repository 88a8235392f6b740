import {
  type Calendar,
  type MappedStatistic,
  type RejectedRow,
  type RowList,
  type StatisticRow,
  type StatisticsMapper,
  type StreamKey,
  statisticBreaches,
  toEpochMs,
  type Window,
} from '@cdr/core';
import type { Fingerprint } from './fingerprint.ts';
import { parseRowText } from './parse-row-text.ts';
import { rowTexts } from './row-texts.ts';
import { statisticId } from './statistic-id.ts';

/** What the answers of a stream of statistics are made of. */
export interface StatisticsCollection {
  key: StreamKey;
  mapper: StatisticsMapper;
  calendar: Calendar;
  fingerprint: Fingerprint;
  keepRaw: boolean;
}

/** What an answer says. What a row tells of one interval counts as a row of its own. */
export interface CollectedStatistics {
  rows: StatisticRow[];
  rejected: RejectedRow[];
  /** Rows answered: rows + rejected + outside + duplicate. */
  received: number;
  /** Statistics of intervals that the slice doesn't hold. */
  outside: number;
  /** Statistics that were told twice, in the same words. */
  duplicate: number;
  /** How statistics contradict themselves, once for each that does. */
  warnings: string[];
}

/** A statistic that the slice owns. */
interface OwnStatistic extends StatisticRow {
  raw: string;
  warnings: readonly string[];
}

/**
 * Takes the statistics that a slice owns out of its answer. Where two rows tell different sums of
 * the same, nobody knows which holds: both are rejected.
 */
export function collectStatistics(
  collection: StatisticsCollection,
  answer: RowList,
  owned: Window,
): CollectedStatistics {
  const { mapper, keepRaw } = collection;
  const collected: CollectedStatistics = {
    rows: [],
    rejected: [],
    received: 0,
    outside: 0,
    duplicate: 0,
    warnings: [],
  };
  const byId = new Map<string, OwnStatistic[]>();

  function take(mapped: readonly MappedStatistic[], text: string): void {
    const reasons = new Set<string>();
    for (const outcome of mapped) {
      const own = outcome.ok ? readOwn(collection, outcome, owned) : outcome.reason;
      if (typeof own === 'string') {
        reasons.add(own);
        continue;
      }
      collected.received += 1;
      if (own === null) collected.outside += 1;
      else byId.set(own.id, [...(byId.get(own.id) ?? []), own]);
    }
    if (reasons.size === 0) return;
    collected.received += 1;
    collected.rejected.push({ raw: text, reason: [...reasons].join('; ') });
  }

  rowTexts(answer).forEach((text, index) => {
    take(mapper.map(answer.rows[index], text, owned), text);
  });
  for (const [first, ...others] of byId.values()) {
    if (first === undefined) continue;
    if (others.every(({ hash }) => hash === first.hash)) {
      const { warnings, raw, ...row } = first;
      collected.rows.push({ ...row, raw: keepRaw ? raw : null });
      collected.duplicate += others.length;
      collected.warnings.push(...warnings);
    } else {
      const reason = 'another row tells other sums of the same agent, extension and interval';
      collected.rejected.push(...[first, ...others].map(({ raw }) => ({ raw, reason })));
    }
  }
  return collected;
}

/** `null` for a statistic of another slice, and the reason why for one that can't be right. */
function readOwn(
  { key, mapper, calendar, fingerprint }: StatisticsCollection,
  { statistic, raw, warnings = [] }: Extract<MappedStatistic, { ok: true }>,
  owned: Window,
): OwnStatistic | string | null {
  const from = toEpochMs(statistic.interval.from);
  const to = toEpochMs(statistic.interval.to);
  const interval = calendar.at(from);
  const { unit } = calendar;
  if (statistic.interval.unit !== unit || interval.from !== from || interval.to !== to) {
    return `interval: no ${unit} of ${calendar.zone.id}`;
  }
  if (from < owned.from || to > owned.to) return null;
  return {
    id: statisticId(key, statistic, mapper.parameters),
    statistic,
    raw,
    hash: fingerprint([statistic, parseRowText(raw)]),
    warnings: [...statisticBreaches(statistic.values), ...warnings],
  };
}
