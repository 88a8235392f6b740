import { type CoverageInterval, zoneOf } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { pagedStream } from '../__fixtures__/artificial-stream.ts';
import { type AskedInput, closeAskedRange } from './asked-window.ts';

const now = Date.UTC(2025, 2, 12, 10, 0, 30);
const dayMs = 86_400_000;
const ledger: CoverageInterval[] = [
  { from: 5_000, to: 6_000, state: 'sealed', readAt: 0, rows: null, vendorRows: null },
];

function close(input: Partial<AskedInput>) {
  return closeAskedRange({
    asked: {},
    since: null,
    stream: pagedStream,
    zone: zoneOf('Europe/Warsaw'),
    now,
    ledger: [],
    outdated: [],
    completeFrom: null,
    keptFrom: null,
    ...input,
  });
}

describe('closeAskedRange', () => {
  it('takes a closed range as it is', () => {
    expect(close({ asked: { from: 1, to: 2 }, since: 3, ledger })).toEqual({
      window: { from: 1, to: 2 },
      assumed: null,
    });
  });

  it('begins at since, also when the ledger begins elsewhere, and ends now', () => {
    expect(close({ since: 3, ledger })).toEqual({ window: { from: 3, to: now }, assumed: null });
  });

  it('begins no earlier than what is kept, and says so to those who asked for more', () => {
    const kept = { keptFrom: 4_000, since: 3_000 };
    expect(close(kept)).toEqual({ window: { from: 4_000, to: now }, assumed: null });
    expect(close({ ...kept, asked: { from: 5_000 } }).window.from).toBe(5_000);
    expect(close({ ...kept, asked: { from: 1_000, to: 2_000 } })).toEqual({
      window: { from: 4_000, to: 4_000 },
      assumed:
        'What began before 1970-01-01 01:00:04 (Europe/Warsaw) isn\'t read: "keepFor" would delete it',
    });
  });

  it('says aloud that there is nothing to read in a range that ends before it begins', () => {
    expect(close({ asked: { to: 2_000 }, since: 3_000 })).toEqual({
      window: { from: 3_000, to: 2_000 },
      assumed:
        'Nothing to read: the range 1970-01-01 01:00:03 to 1970-01-01 01:00:02 (Europe/Warsaw) ends before it begins',
    });
  });

  it('says aloud that there is nothing to read yet in a range that lies ahead', () => {
    const [from, to] = [now + dayMs, now + 2 * dayMs];
    expect(close({ asked: { from, to } }).assumed).toMatch(
      /^Nothing to read: .* has not begun yet$/,
    );
    expect(close({ asked: { from } }).assumed).toMatch(/^Nothing to read: .* lies ahead$/);
    expect(close({ asked: { from: now - 1, to } }).assumed).toBeNull();
  });

  it('begins where the ledger begins when config does not say', () => {
    expect(close({ ledger })).toEqual({ window: { from: 5_000, to: now }, assumed: null });
  });

  it('begins a day and two hours before what was read on another basis, if that is the earliest', () => {
    const stream = { ...pagedStream, time: { ...pagedStream.time, response: 'local' as const } };
    const known = { stream, outdated: ledger };
    const before = 5_000 - 26 * 3_600_000;
    expect(close(known).window).toEqual({ from: before, to: now });
    expect(close({ ...known, since: 6_000 }).window.from).toBe(before);
    expect(close({ ...known, since: before - 1 }).window.from).toBe(before - 1);
    expect(close({ ...known, asked: { from: 7_000 } }).window.from).toBe(7_000);
  });

  it('begins with what was read on another basis where no zone can move it', () => {
    expect(close({ outdated: ledger }).window.from).toBe(5_000);
  });

  it('begins no earlier than the vendor reaches back for the sake of another basis', () => {
    const stream = { ...pagedStream, window: { ...pagedStream.window, retention: 'P3M' } };
    expect(close({ stream, outdated: ledger }).window.from).toBe(Date.UTC(2024, 11, 12, 10, 1));
  });

  it('says aloud that a first sync goes back 31 days', () => {
    const { window, assumed } = close({});
    expect(window).toEqual({ from: now - 31 * dayMs, to: now });
    expect(assumed).toBe(
      'No "since" is set, so the first sync starts at 2025-02-09 11:00:30 (Europe/Warsaw): the last 31 days',
    );
  });

  it('counts the 31 days by the calendar of the zone', () => {
    const summer = Date.UTC(2025, 3, 12, 10);
    expect(close({ now: summer }).window.from).toBe(summer - 31 * dayMs + 3_600_000);
  });

  it('says aloud that a first sync goes as far back as the vendor reaches', () => {
    const stream = { ...pagedStream, window: { ...pagedStream.window, retention: 'P3M' } };
    const { window, assumed } = close({ stream });
    expect(window.from).toBe(Date.UTC(2024, 11, 12, 10, 1));
    expect(assumed).toMatch(
      /2024-12-12 11:01 \(Europe\/Warsaw\): as far as the vendor reaches back$/,
    );
  });
});
