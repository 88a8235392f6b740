import { hash } from 'node:crypto';
import {
  type CallNotes,
  type CallReading,
  type EpochMs,
  type Instant,
  type NotesReading,
  type RejectedRow,
  type StatisticReading,
  type StoredRejectedRow,
  type StreamKey,
  subtractWindows,
  toInstant,
  unionWindows,
  type Window,
} from '@cdr/core';
import { compareTexts } from './compare-texts.ts';

/** A rejected row in the store, without its text, which its id stands for. */
export type RejectedKey = Omit<StoredRejectedRow, 'raw' | 'source' | 'stream'>;

/** What a reading of any kind says of rejected rows. */
export interface RejectedReading extends StreamKey {
  kind: 'calls' | 'statistics' | 'notes';
  provider: string;
  window: Window;
  /** The call whose notes were read; absent for other readings. */
  callId?: string;
  rejected: readonly RejectedRow[];
  /** When it was planned; `null` for rows that come without proof. */
  readAt: EpochMs | null;
}

/** Where a rejected row came from: what tells it from others of the same text. */
export type RejectedPlace = Pick<
  RejectedReading,
  'kind' | 'source' | 'stream' | 'callId' | 'window'
>;

/** What a reading of a slice says of rejected rows. */
export function rejectedOf(reading: CallReading | StatisticReading): RejectedReading {
  const { source, stream, basis, provider, window, rejected, proof } = reading;
  const readAt = proof?.readAt ?? null;
  const kind = 'parameters' in reading ? 'statistics' : 'calls';
  return {
    ...{ kind, source, stream, provider, window, rejected, readAt },
    ...(basis === undefined ? {} : { basis }),
  };
}

/** What the notes of one call say of rejected rows. */
export function rejectedNotesOf(
  { source, stream, provider, readAt }: NotesReading,
  { callId, startedAt, rejected }: CallNotes,
): RejectedReading {
  const window = { from: startedAt, to: startedAt + 1 };
  return { kind: 'notes', source, stream, provider, window, callId, rejected, readAt };
}

/** What becomes of the rejected rows of a stream. */
export interface RejectedChanges {
  deletedIds: string[];
  /** New rows, and the new state of rows whose id is among `deletedIds`. */
  written: StoredRejectedRow[];
  /** Rows that stay, in fewer places. */
  narrowed: Pick<StoredRejectedRow, 'id' | 'windows'>[];
}

/**
 * Names a rejected row. One text is one call wherever it came, but other statistics in every slice
 * and other notes with every call.
 */
export function rejectedId(
  { kind, source, stream, callId, window }: RejectedPlace,
  raw: string,
): string {
  const place = { calls: [], statistics: [window.from], notes: [callId] }[kind];
  const parts = [source, stream, raw, ...place];
  return hash('sha256', JSON.stringify(parts)).slice(0, 32);
}

/**
 * Compares the rejected rows of a reading with those in the store. Only a reading with proof says
 * that the ones it lacks are gone, and of a slice only that they aren't there: where a row started
 * nobody knows, so it stays until all that it may belong to was read without it. `stored` may hold
 * rows that have nothing to do with the reading.
 */
export function mergeRejected(
  stored: readonly RejectedKey[],
  reading: RejectedReading,
  now: EpochMs,
): RejectedChanges {
  const arrived = countRejected(reading, toInstant(reading.readAt ?? now));
  const changes: RejectedChanges = { deletedIds: [], written: [], narrowed: [] };
  for (const old of stored) {
    const row = arrived.get(old.id);
    if (row !== undefined) {
      arrived.delete(old.id);
      const windows =
        reading.kind === 'calls' ? unionWindows([...old.windows, ...row.windows]) : row.windows;
      const again = { ...row, windows, rejectedAt: old.rejectedAt };
      if (isSame(old, again)) continue;
      changes.deletedIds.push(old.id);
      changes.written.push(again);
    } else if (reading.readAt !== null && isOf(reading, old)) {
      const windows = subtractWindows(old.windows, [reading.window]);
      if (old.callId !== undefined || windows.length === 0) changes.deletedIds.push(old.id);
      else changes.narrowed.push({ id: old.id, windows });
    }
  }
  changes.written.push(...arrived.values());
  return changes;
}

/** Sorts rejected rows oldest first. */
export function compareRejected(a: StoredRejectedRow, b: StoredRejectedRow): number {
  return compareTexts(a.rejectedAt, b.rejectedAt) || compareTexts(a.id, b.id);
}

function countRejected(
  reading: RejectedReading,
  rejectedAt: Instant,
): Map<string, StoredRejectedRow> {
  const { kind: _kind, rejected, readAt: _readAt, window, ...owner } = reading;
  const rows = new Map<string, StoredRejectedRow>();
  for (const { raw, reason } of rejected) {
    const id = rejectedId(reading, raw);
    const known = rows.get(id);
    if (known !== undefined) known.occurrences += 1;
    else {
      const windows = [{ from: window.from, to: window.to }];
      rows.set(id, { ...owner, id, windows, raw, reason, occurrences: 1, rejectedAt });
    }
  }
  return rows;
}

function isSame(old: RejectedKey, row: StoredRejectedRow): boolean {
  return (
    old.provider === row.provider &&
    old.basis === row.basis &&
    isSameWindows(old.windows, row.windows) &&
    old.reason === row.reason &&
    old.occurrences === row.occurrences
  );
}

function isSameWindows(some: readonly Window[], others: readonly Window[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ from, to }, at) => from === others[at]?.from && to === others[at]?.to)
  );
}

/** Whether the row may have been answered by what has been read again. */
function isOf({ window, callId }: RejectedReading, old: RejectedKey): boolean {
  if (callId !== undefined || old.callId !== undefined) return callId === old.callId;
  return old.windows.some(({ from, to }) => from < window.to && to > window.from);
}
