import {
  type CallReading,
  type CommitResult,
  type EpochMs,
  type RepeatedReading,
  toEpochMs,
} from '@cdr/core';
import type { TableChunks } from '../columnar/call-chunks.ts';
import { rejectedOf } from '../reading/merge-rejected.ts';
import { countConfirmed, recordAnswer } from './answers.ts';
import { classify } from './classify.ts';
import type { WriteTools } from './database.ts';
import { deleteCalls } from './delete-calls.ts';
import { deleteNotesOfCalls } from './delete-notes-of-calls.ts';
import { countStoredCalls, recordConfirmed, recordCoverage, recountCoverage } from './ledger.ts';
import { recordRejected } from './rejected.ts';
import { appendCalls, appendTableChunks } from './table-writer.ts';

/** What calls are written with. */
export interface CommitTools extends WriteTools {
  /** All calls of the reading, for the case that every one of them is to be written. */
  prepared?: Promise<readonly TableChunks[] | null>;
}

/**
 * Puts a reading into the tables, inside a transaction that the caller began. Changed calls are
 * deleted and written anew: to a columnar table that is cheaper than an update.
 */
export async function commitReading(
  { connection, writer, elsewhere, rowGroup, prepared }: CommitTools,
  reading: CallReading,
  now: EpochMs,
): Promise<CommitResult> {
  const { fresh, changed, unchanged, outdated, missing, renamed, successors, stored, hash } =
    await classify(connection, reading);
  const moved = await elsewhere.find(reading, fresh);
  const replaced = Math.min(renamed.length, Math.max(0, successors - moved.length));
  const surplus = renamed.length - replaced;
  const wouldRemove =
    (reading.missing === 'confirm' ? missing.length : 0) +
    (reading.renamed?.surplus === 'confirm' ? surplus : 0);
  if (wouldRemove > 0) return { committed: false, wouldRemove };
  const removed = [...renamed, ...(reading.missing === 'remove' ? missing : [])];
  await deleteNotesOfCalls(connection, reading.source, removed);
  await deleteCalls(connection, writer, reading, [...outdated, ...removed]);
  await deleteCalls(connection, writer, reading, moved);
  const chunks = fresh.length === reading.rows.length ? await prepared : null;
  if (chunks) await appendTableChunks(connection, chunks);
  else await appendCalls(writer, reading, [...changed, ...fresh]);
  rowGroup.add(changed.length + fresh.length);
  const calls = stored - removed.length + fresh.length;
  if (reading.proof === null) {
    await recountCoverage(connection, writer, reading, {
      added: [...changed, ...fresh].map(({ call }) => toEpochMs(call.startedAt)),
      removed: [...outdated, ...removed, ...moved].map(({ startedAt }) => startedAt),
    });
  } else {
    await recordCoverage(connection, writer, reading, {
      before: stored,
      after: calls,
      moved: moved.map(({ startedAt }) => startedAt),
      count: (window) => countStoredCalls(connection, reading.source, window),
    });
  }
  await recordAnswer(connection, writer, reading, { calls, hash });
  await recordRejected(connection, writer, [rejectedOf(reading)], now);
  return {
    committed: true,
    counts: {
      inserted: fresh.length - moved.length - replaced,
      updated: changed.length + moved.length + replaced,
      unchanged,
      removed: removed.length - replaced,
    },
  };
}

/** Puts the ranges of repeated answers into the ledger; `false` for each whose calls have changed since. */
export async function confirmReadings(
  { connection, writer }: WriteTools,
  readings: readonly RepeatedReading[],
): Promise<boolean[]> {
  const counts = await countConfirmed(connection, readings);
  const confirmed = readings.flatMap((reading, index) => {
    const calls = counts[index] ?? null;
    return calls === null ? [] : [{ reading, calls }];
  });
  await recordConfirmed(connection, writer, confirmed, (window) =>
    countStoredCalls(connection, confirmed[0]?.reading.source ?? '', window),
  );
  return counts.map((calls) => calls !== null);
}
