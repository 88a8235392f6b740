import type { CallStream, Store, StoredRejectedRow, Window } from '@cdr/core';
import { assertSameProvider } from '../source/assert-same-provider.ts';
import { basisOf } from '../source/basis.ts';
import type { Source } from '../source/source.ts';
import { streamLedgerOf } from '../source/stream-ledger.ts';
import { renamedRanges } from '../sync/outdated-ranges.ts';
import { createReplayMapper, type ReplayMapper, type ReplayRow } from './replay-mapper.ts';
import { replayNotes } from './replay-notes.ts';
import { keepRejected, type ReplayReport } from './replay-report.ts';
import { replayStatistics } from './replay-statistics.ts';
import { storedNeighbours } from './stored-neighbours.ts';

/** Rows stored in one transaction. */
const batchSize = 5_000;

/**
 * Maps the rejected rows of these sources again, with the mapping of today. Rows that make sense now
 * are stored and are no longer rejected; the proof of coverage stays as it is. Forgotten are rows
 * that start where the vendor was asked again and told otherwise, and those that start outside of
 * what was read, brought by a request that reached beyond its slice. Throws `ConfigError` for a source
 * that was read through another provider.
 */
export async function replayRejected(
  store: Store,
  sources: readonly Source[],
): Promise<ReplayReport> {
  const report: ReplayReport = {
    replayed: 0,
    stillRejected: 0,
    superseded: 0,
    outside: 0,
    reasons: {},
  };
  for (const source of sources) {
    await assertSameProvider(store, source);
    const rejected = await readAll(store, source.name);
    const ledger = await store.coverage(source.name);
    for (const stream of source.streams) {
      const own = rejected.filter((row) => row.stream === stream.id);
      if (stream.kind === 'statistics') {
        await replayStatistics({ store, source, stream }, own, report);
        continue;
      }
      if (stream.kind === 'notes') {
        await replayNotes({ store, source, stream }, own, report);
        continue;
      }
      const covered = ledger.filter((range) => range.stream === stream.id);
      const { outdated } = streamLedgerOf(ledger, source, stream);
      const renamed = renamedRanges(outdated, basisOf(source, stream));
      for (let at = 0; at < own.length; at += batchSize) {
        const target = { store, source, stream, covered, renamed };
        await replayBatch(target, own.slice(at, at + batchSize), report);
      }
    }
  }
  return report;
}

interface ReplayTarget {
  store: Store;
  source: Source;
  stream: CallStream;
  covered: readonly Window[];
  /** Where calls are stored under ids that the source gives no longer: what joined them would not be found there. */
  renamed: readonly Window[];
}

async function readAll(store: Store, source: string): Promise<StoredRejectedRow[]> {
  const rows: StoredRejectedRow[] = [];
  for await (const batch of store.rejected(source)) rows.push(...batch);
  return rows;
}

async function replayBatch(
  target: ReplayTarget,
  batch: readonly StoredRejectedRow[],
  report: ReplayReport,
): Promise<void> {
  const mapper = createReplayMapper(target.source, target.stream);
  const mapped: ReplayRow[] = [];
  const mappedIds: string[] = [];
  const forgottenIds: string[] = [];
  for (const { id, raw, windows, occurrences } of batch) {
    const outcome = mapper.map(raw);
    if ('reason' in outcome) {
      keepRejected(report, outcome.reason);
      continue;
    }
    if (isIn(target.renamed, outcome)) {
      keepRejected(report, 'the calls beside it have ids of another version of the provider');
      continue;
    }
    if (!isIn(windows, outcome)) {
      const isCovered = isIn(target.covered, outcome);
      report[isCovered ? 'superseded' : 'outside'] += 1;
      forgottenIds.push(id);
      continue;
    }
    mappedIds.push(id);
    // Without ids of the vendor's, the same text twice is two records.
    const copies = target.stream.identity === 'content' ? occurrences : 1;
    for (let copy = 0; copy < copies; copy += 1) mapped.push(outcome);
  }
  if (mapped.length > 0) await commitRows(target, mapper, mapped);
  await target.store.deleteRejected([...mappedIds, ...forgottenIds]);
  report.replayed += mappedIds.length;
}

function isIn(windows: readonly Window[], { startedAt }: ReplayRow): boolean {
  return windows.some(({ from, to }) => startedAt >= from && startedAt < to);
}

async function commitRows(
  { store, source, stream }: ReplayTarget,
  mapper: ReplayMapper,
  mapped: readonly ReplayRow[],
): Promise<void> {
  // Records told apart by content are numbered together with all that share their start.
  const neighbours =
    stream.identity === 'content' ? await storedNeighbours(store, source, mapper, mapped) : [];
  const rows = mapper.callRows([...mapped, ...neighbours]);
  const starts = [...mapped, ...neighbours].map(({ startedAt }) => startedAt);
  await store.commit({
    source: source.name,
    stream: stream.id,
    provider: source.provider.manifest.id,
    ...source.numberReading,
    window: {
      from: starts.reduce((a, b) => Math.min(a, b)),
      to: starts.reduce((a, b) => Math.max(a, b)) + 1,
    },
    proof: null,
    rows,
    rejected: [],
    missing: 'keep',
  });
}
