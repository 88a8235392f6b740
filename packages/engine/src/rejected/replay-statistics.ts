import {
  createCalendar,
  type RejectedRow,
  type StatisticsStream,
  type Store,
  type StoredRejectedRow,
  type Window,
  zoneOf,
} from '@cdr/core';
import { basisOf, differenceOf } from '../source/basis.ts';
import type { Source } from '../source/source.ts';
import { streamKeyOf } from '../source/stream-ledger.ts';
import { collectStatistics } from '../sync/collect-statistics.ts';
import { createFingerprint } from '../sync/fingerprint.ts';
import { parseRowText } from '../sync/parse-row-text.ts';
import { keepRejected, type ReplayReport } from './replay-report.ts';

/**
 * Maps the rejected rows of a stream of statistics again, slice by slice. What is stored of their
 * slices stays as it is, since it may have been read later.
 */
export async function replayStatistics(
  { store, source, stream }: { store: Store; source: Source; stream: StatisticsStream },
  rejected: readonly StoredRejectedRow[],
  report: ReplayReport,
): Promise<void> {
  const key = streamKeyOf(source, stream);
  const mapper = source.statisticsMapper(stream);
  const calendar = createCalendar(stream.interval, zoneOf(source.settings.timeZone));
  const collection = {
    key,
    mapper,
    calendar,
    fingerprint: createFingerprint(source, stream),
    keepRaw: true,
  };
  const slices = new Map<string, StoredRejectedRow[]>();
  for (const row of rejected) {
    if (row.basis === undefined || !asksTheSame(row.basis, basisOf(source, stream))) {
      keepRejected(report, 'the source asks its vendor otherwise by now');
      continue;
    }
    const slice = JSON.stringify(row.windows);
    slices.set(slice, [...(slices.get(slice) ?? []), row]);
  }
  for (const own of slices.values()) await replaySlice(own);

  /** Rows that came in one slice, of which the same parts are left. */
  async function replaySlice(own: readonly StoredRejectedRow[]): Promise<void> {
    const reasons = new Map<string, string>();
    for (const window of own[0]?.windows ?? []) {
      for (const { raw, reason } of await replayWindow(own, window)) reasons.set(raw, reason);
    }
    const mapped = own.filter(({ raw }) => !reasons.has(raw));
    await store.deleteRejected(mapped.map(({ id }) => id));
    report.replayed += mapped.length;
    for (const { raw } of own) {
      const reason = reasons.get(raw);
      if (reason !== undefined) keepRejected(report, reason);
    }
  }

  async function replayWindow(
    own: readonly StoredRejectedRow[],
    window: Window,
  ): Promise<RejectedRow[]> {
    const texts = own.map(({ raw }) => raw);
    // A slice is told as far as its last interval had come.
    const owned = { from: window.from, to: calendar.at(window.to - 1).to };
    const answer = { rows: texts.map(parseRowText), texts };
    const { rows, rejected: still } = collectStatistics(collection, answer, owned);
    if (rows.length > 0) {
      await store.commitStatistics({
        ...key,
        provider: source.provider.manifest.id,
        ...source.numberReading,
        window,
        parameters: mapper.parameters,
        proof: null,
        rows,
        rejected: [],
        missing: 'keep',
      });
    }
    return still;
  }
}

/** Whether two bases differ in the mapping at most, which may have learnt more. */
function asksTheSame(a: string, b: string): boolean {
  return differenceOf(a, b).every((name) => name === 'mapperVersion');
}
