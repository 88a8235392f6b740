import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intersectWindows, subtractWindows, unionWindows, type Window } from '../window/window.ts';
import {
  type CoverageInterval,
  type CoverageState,
  coveredIn,
  gapsIn,
  recordReading,
} from './ledger.ts';

const point = fc.integer({ min: 0, max: 60 });
const anyWindow = fc.record({ from: point, to: point });
const anyReading: fc.Arbitrary<CoverageInterval> = fc
  .tuple(
    anyWindow,
    fc.constantFrom<CoverageState>('sealed', 'provisional'),
    fc.option(fc.nat(9)),
    fc.option(fc.nat(9)),
  )
  .map(([{ from, to }, state, rows, vendorRows]) => ({
    from,
    to,
    state,
    readAt: 0,
    rows,
    vendorRows,
  }));
/** Readings as they come: each planned later than the one before. */
const anyReadings = fc
  .array(anyReading, { maxLength: 12 })
  .map((readings) => readings.map((reading, index) => ({ ...reading, readAt: index * 10 })));

function record(readings: readonly CoverageInterval[], paceMs?: number): CoverageInterval[] {
  return readings.reduce<CoverageInterval[]>(
    (ledger, reading) => recordReading(ledger, reading, paceMs),
    [],
  );
}

function interval(
  from: number,
  to: number,
  state: CoverageState,
  counts: Partial<CoverageInterval> = {},
): CoverageInterval {
  return { from, to, state, readAt: 0, rows: null, vendorRows: null, ...counts };
}

function bounds(list: readonly Window[]): Window[] {
  return list.map(({ from, to }) => ({ from, to }));
}

describe('recordReading', () => {
  it('covers what was covered and what was read, and nothing else', () => {
    fc.assert(
      fc.property(anyReadings, anyReading, fc.nat(50), (readings, reading, paceMs) => {
        const before = record(readings, paceMs);
        const after = recordReading(before, reading, paceMs);
        expect(unionWindows(after)).toEqual(unionWindows([...before, reading]));
      }),
    );
  });

  it('keeps a sorted list without overlaps and empty intervals', () => {
    fc.assert(
      fc.property(anyReadings, fc.nat(50), (readings, paceMs) => {
        const ledger = record(readings, paceMs);
        ledger.forEach((own, index) => {
          expect(own.from).toBeLessThan(own.to);
          expect(own.to).toBeLessThanOrEqual(ledger[index + 1]?.from ?? Number.POSITIVE_INFINITY);
        });
      }),
    );
  });

  it('keeps the shortest list that tells the states: its length is that of the gaps', () => {
    fc.assert(
      fc.property(anyReadings, (readings) => {
        const ledger = record(readings);
        ledger.forEach((own, index) => {
          const next = ledger[index + 1];
          if (next?.from === own.to) expect(next.state).not.toBe(own.state);
        });
      }),
    );
  });

  it('gives every range the state of its newest reading', () => {
    fc.assert(
      fc.property(anyReadings, point, (readings, at) => {
        const newest = readings.findLast(({ from, to }) => from <= at && at < to);
        const told = record(readings).find(({ from, to }) => from <= at && at < to);
        expect(told?.state).toBe(newest?.state);
      }),
    );
  });

  it('changes nothing when the same reading is recorded again', () => {
    fc.assert(
      fc.property(anyReadings, anyReading, (readings, reading) => {
        fc.pre(reading.rows === null && reading.vendorRows === null);
        const once = recordReading(record(readings), reading);
        expect(bounds(recordReading(once, reading))).toEqual(bounds(once));
        expect(recordReading(once, reading).map(({ state }) => state)).toEqual(
          once.map(({ state }) => state),
        );
      }),
    );
  });

  it('adds up the counts of neighbours, and forgets those of intervals that were cut', () => {
    const first = interval(0, 10, 'sealed', { rows: 3, vendorRows: 4 });
    const second = interval(10, 20, 'sealed', { rows: 5, vendorRows: 6, readAt: 7 });
    const joined = recordReading([first], second);
    expect(joined).toEqual([interval(0, 20, 'sealed', { rows: 8, vendorRows: 10, readAt: 7 })]);
    const cut = recordReading(joined, interval(15, 20, 'provisional', { rows: 1, vendorRows: 1 }));
    expect(cut).toEqual([
      interval(0, 15, 'sealed', { readAt: 7 }),
      interval(15, 20, 'provisional', { rows: 1, vendorRows: 1 }),
    ]);
  });

  it('takes a new reading of a whole interval with its counts', () => {
    const known = [interval(0, 10, 'provisional', { rows: 3, vendorRows: 3 })];
    const reading = interval(0, 10, 'sealed', { rows: 4, vendorRows: 4, readAt: 9 });
    expect(recordReading(known, reading)).toEqual([reading]);
  });

  it('ignores an empty reading', () => {
    const known = [interval(0, 10, 'sealed', { rows: 3 })];
    expect(recordReading(known, interval(5, 5, 'sealed'))).toEqual(known);
  });

  it('keeps apart what was read for the first time within the pace, and joins what has rested', () => {
    const tail = [0, 1, 2, 3, 4, 5, 6].map((minute) =>
      interval(minute, minute + 1, 'provisional', { readAt: minute }),
    );
    expect(record(tail, 3).map(({ from, to, readAt }) => [from, to, readAt])).toEqual([
      [0, 4, 3],
      [4, 5, 4],
      [5, 6, 5],
      [6, 7, 6],
    ]);
    const together = tail.map((own) => ({ ...own, readAt: 6 }));
    expect(bounds(record(together, 3))).toEqual([{ from: 0, to: 7 }]);
  });

  it('joins a range that was read again with the neighbours that have to wait anyway', () => {
    const tail = [0, 1, 2, 3].map((minute) =>
      interval(minute, minute + 1, 'provisional', { readAt: minute }),
    );
    const again = recordReading(record(tail, 10), interval(0, 1, 'provisional', { readAt: 4 }), 10);
    expect(again.map(({ from, to, readAt }) => [from, to, readAt])).toEqual([[0, 4, 4]]);
  });

  it('leaves the ledger that it was given untouched', () => {
    const known = Object.freeze([Object.freeze(interval(0, 10, 'sealed'))]);
    recordReading(known, interval(10, 12, 'sealed'));
    expect(known).toEqual([interval(0, 10, 'sealed')]);
  });
});

describe('coveredIn and gapsIn', () => {
  it('divide what is asked between them', () => {
    fc.assert(
      fc.property(anyReadings, anyWindow, (readings, asked) => {
        const ledger = record(readings);
        const covered = coveredIn(asked, ledger);
        const gaps = gapsIn(asked, ledger);
        expect(unionWindows([...covered, ...gaps])).toEqual(unionWindows([asked]));
        expect(intersectWindows(covered, gaps)).toEqual([]);
        expect(subtractWindows(covered, ledger)).toEqual([]);
      }),
    );
  });

  it('keep the counts of whole intervals alone', () => {
    const ledger = [
      interval(0, 10, 'sealed', { rows: 1 }),
      interval(10, 20, 'provisional', { rows: 2 }),
    ];
    expect(coveredIn({ from: 5, to: 30 }, ledger).map(({ rows }) => rows)).toEqual([null, 2]);
    expect(gapsIn({ from: 5, to: 30 }, ledger)).toEqual([{ from: 20, to: 30 }]);
  });
});
