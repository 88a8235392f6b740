import { hash } from 'node:crypto';
import {
  type CallReading,
  type EpochMs,
  type StoredRejectedRow,
  type StreamKey,
  toInstant,
  type Window,
} from '@cdr/core';
import { compareTexts } from './compare-texts.ts';

/** A rejected row in the store, without its text, which its id stands for. */
export type RejectedKey = Omit<StoredRejectedRow, 'raw' | 'source' | 'stream'>;

/** What becomes of the rejected rows of a stream. */
export interface RejectedChanges {
  deletedIds: string[];
  /** New rows, and the new state of rows whose id is among `deletedIds`. */
  written: StoredRejectedRow[];
}

/** Names a rejected row. */
export function rejectedId({ source, stream }: StreamKey, raw: string): string {
  return hash('sha256', JSON.stringify([source, stream, raw])).slice(0, 32);
}

/**
 * Compares the rejected rows of a reading with those in the store. Only a reading with proof says
 * that the ones it lacks are gone. `stored` may hold rows that have nothing to do with the reading.
 */
export function mergeRejected(
  stored: readonly RejectedKey[],
  reading: CallReading,
  now: EpochMs,
): RejectedChanges {
  const arrived = countRejected(reading, toInstant(reading.proof?.readAt ?? now));
  const changes: RejectedChanges = { deletedIds: [], written: [] };
  for (const old of stored) {
    const row = arrived.get(old.id);
    if (row !== undefined) {
      arrived.delete(old.id);
      if (isSame(old, row)) continue;
      changes.deletedIds.push(old.id);
      changes.written.push({ ...row, rejectedAt: old.rejectedAt });
    } else if (reading.proof !== null && liesIn(old.window, reading.window)) {
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

function countRejected(reading: CallReading, rejectedAt: string): Map<string, StoredRejectedRow> {
  const { source, stream, provider, window } = reading;
  const rows = new Map<string, StoredRejectedRow>();
  for (const { raw, reason } of reading.rejected) {
    const id = rejectedId(reading, raw);
    const known = rows.get(id);
    if (known !== undefined) known.occurrences += 1;
    else {
      const row = { id, source, stream, provider, window, raw, reason, occurrences: 1, rejectedAt };
      rows.set(id, row);
    }
  }
  return rows;
}

function isSame(old: RejectedKey, row: StoredRejectedRow): boolean {
  return (
    old.provider === row.provider &&
    old.window.from === row.window.from &&
    old.window.to === row.window.to &&
    old.reason === row.reason &&
    old.occurrences === row.occurrences
  );
}

function liesIn(inner: Window, outer: Window): boolean {
  return inner.from >= outer.from && inner.to <= outer.to;
}
