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
  toInstant,
  type Window,
} from '@cdr/core';
import { compareTexts } from './compare-texts.ts';

/** A rejected row in the store, without its text, which its id stands for. */
export type RejectedKey = Omit<StoredRejectedRow, 'raw' | 'source' | 'stream'>;

/** What a reading of any kind says of rejected rows. */
export interface RejectedReading extends StreamKey {
  provider: string;
  window: Window;
  /** The call whose notes were read; absent for other readings. */
  callId?: string;
  rejected: readonly RejectedRow[];
  /** When it was planned; `null` for rows that come without proof. */
  readAt: EpochMs | null;
}

/** What a reading of a slice says of rejected rows. */
export function rejectedOf(reading: CallReading | StatisticReading): RejectedReading {
  const { source, stream, basis, provider, window, rejected, proof } = reading;
  const readAt = proof?.readAt ?? null;
  return {
    ...{ source, stream, provider, window, rejected, readAt },
    ...(basis === undefined ? {} : { basis }),
  };
}

/** What the notes of one call say of rejected rows. */
export function rejectedNotesOf(
  { source, stream, provider, readAt }: NotesReading,
  { callId, startedAt, rejected }: CallNotes,
): RejectedReading {
  const window = { from: startedAt, to: startedAt + 1 };
  return { source, stream, provider, window, callId, rejected, readAt };
}

/** What becomes of the rejected rows of a stream. */
export interface RejectedChanges {
  deletedIds: string[];
  /** New rows, and the new state of rows whose id is among `deletedIds`. */
  written: StoredRejectedRow[];
}

/** Names a rejected row. */
export function rejectedId(
  { source, stream, callId }: StreamKey & { callId?: string },
  raw: string,
): string {
  const parts = [source, stream, raw, ...(callId === undefined ? [] : [callId])];
  return hash('sha256', JSON.stringify(parts)).slice(0, 32);
}

/**
 * Compares the rejected rows of a reading with those in the store. Only a reading with proof says
 * that the ones it lacks are gone. `stored` may hold rows that have nothing to do with the reading.
 */
export function mergeRejected(
  stored: readonly RejectedKey[],
  reading: RejectedReading,
  now: EpochMs,
): RejectedChanges {
  const arrived = countRejected(reading, toInstant(reading.readAt ?? now));
  const changes: RejectedChanges = { deletedIds: [], written: [] };
  for (const old of stored) {
    const row = arrived.get(old.id);
    if (row !== undefined) {
      arrived.delete(old.id);
      if (isSame(old, row)) continue;
      changes.deletedIds.push(old.id);
      changes.written.push({ ...row, rejectedAt: old.rejectedAt });
    } else if (reading.readAt !== null && isOf(reading, old)) {
      changes.deletedIds.push(old.id);
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
  const { rejected, readAt: _, ...owner } = reading;
  const rows = new Map<string, StoredRejectedRow>();
  for (const { raw, reason } of rejected) {
    const id = rejectedId(reading, raw);
    const known = rows.get(id);
    if (known !== undefined) known.occurrences += 1;
    else rows.set(id, { ...owner, id, raw, reason, occurrences: 1, rejectedAt });
  }
  return rows;
}

function isSame(old: RejectedKey, row: StoredRejectedRow): boolean {
  return (
    old.provider === row.provider &&
    old.basis === row.basis &&
    old.window.from === row.window.from &&
    old.window.to === row.window.to &&
    old.reason === row.reason &&
    old.occurrences === row.occurrences
  );
}

/** Whether the row was answered in what has been read again. */
function isOf({ window, callId }: RejectedReading, old: RejectedKey): boolean {
  if (callId !== undefined || old.callId !== undefined) return callId === old.callId;
  return old.window.from >= window.from && old.window.to <= window.to;
}
