import type { CallFilter, CallStream, LedgerEntry } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { createArtificialReader } from '../__fixtures__/artificial-reader.ts';
import { listStream, pagedStream } from '../__fixtures__/artificial-stream.ts';
import { expectedTotal } from './expected-total.ts';
import type { ReadableStore } from './stored-rows.ts';

const minuteMs = 60_000;
const owned = { from: 10 * minuteMs, to: 20 * minuteMs };
const covered = { from: 0, to: 30 * minuteMs };

/** A store that holds calls which start at these minutes. */
function expectedOf(minutes: readonly number[], { window = {}, ledger = covered }: Choices = {}) {
  const stream = { ...pagedStream, window: { ...pagedStream.window, ...window } };
  return expectedTotal(storeOf(minutes), {
    reader: createArtificialReader({ stream }),
    ledger: [entryOf(ledger)],
    owned,
  });
}

interface Choices {
  window?: Partial<CallStream['window']>;
  ledger?: { from: number; to: number };
}

function storeOf(minutes: readonly number[]): ReadableStore {
  const unused = () => {
    throw new Error('the calls themselves are not needed');
  };
  return {
    count: async ({ from = 0, to = 0 }: CallFilter = {}) =>
      minutes.filter((minute) => minute * minuteMs >= from && minute * minuteMs < to).length,
    coverage: unused,
    countNotesDue: unused,
    erasedNumbers: () => null,
    notesCoverage: unused,
    notesDue: unused,
    read: unused,
    readNotes: unused,
    readStatistics: unused,
  };
}

function entryOf(window: { from: number; to: number }): LedgerEntry {
  const counts = { rows: null, vendorRows: null };
  return { ...window, source: 'demo', stream: 'calls', state: 'sealed', readAt: 0, ...counts };
}

describe('expectedTotal', () => {
  it('is what the store holds between bounds that can be read in one way', async () => {
    expect(await expectedOf([9, 10, 15, 19, 20])).toBe(3);
  });

  it.each([
    ['to', 20],
    ['from', 9],
  ] as const)('is not known where a reading of "%s" holds one call more', async (bound, minute) => {
    const window = { [bound]: 'unknown' };
    expect(await expectedOf([10, 15, 19, minute], { window })).toBe(null);
    expect(await expectedOf([10, 15, 19], { window })).toBe(3);
  });

  it('is not known either where a bound is read with or without the rest of its step', async () => {
    expect(await expectedOf([9, 10, 15], { window: { from: 'exclusive' } })).toBe(null);
    expect(await expectedOf([10, 15, 20], { window: { to: 'inclusive' } })).toBe(null);
  });

  it('is not known where a bound reaches beyond what is covered', async () => {
    const choices = { window: { to: 'unknown' as const }, ledger: owned };
    expect(await expectedOf([10, 15], choices)).toBe(null);
    expect(await expectedOf([10, 15], { ledger: owned })).toBe(2);
  });

  it('is not known where records count by another time than their start', async () => {
    expect(await expectedOf([10], { window: { margin: 'PT6H' } })).toBe(null);
    expect(await expectedOf([10], { window: { axis: 'end' } })).toBe(null);
  });

  it('is not known where the vendor tells no totals', async () => {
    const reader = createArtificialReader({ stream: listStream });
    expect(await expectedTotal(storeOf([10]), { reader, ledger: [entryOf(covered)], owned })).toBe(
      null,
    );
  });
});
