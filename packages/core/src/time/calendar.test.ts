import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { arbitraryZone, instantNearChange, windowInZone } from '../__fixtures__/arbitraries.ts';
import {
  createCalendar,
  hourOfDay,
  type IntervalUnit,
  intervalUnits,
  weekdayOf,
} from './calendar.ts';
import type { EpochMs } from './epoch-ms.ts';
import { toEpochMs, toInstant } from './instant.ts';
import { zoneOf } from './zone.ts';

const dayMs = 86_400_000;
const anyUnit = fc.constantFrom(...intervalUnits);
const zoneAndInstant = arbitraryZone.chain((zone) =>
  instantNearChange(zone).map((epochMs) => ({ zone, epochMs })),
);

function localAt(epochMs: EpochMs, zoneId: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zoneId);
}

function labelByTemporal(epochMs: EpochMs, zoneId: string, unit: IntervalUnit): string {
  const local = localAt(epochMs, zoneId);
  const week = `${local.yearOfWeek}-W${String(local.weekOfYear).padStart(2, '0')}`;
  if (unit === 'week') return week;
  const date = local.toPlainDate().toString();
  return unit === 'month' ? date.slice(0, 7) : date;
}

function labels(unit: IntervalUnit, timeZone: string, from: string, to: string): string[] {
  const window = { from: toEpochMs(`${from}:00.000Z`), to: toEpochMs(`${to}:00.000Z`) };
  return [...createCalendar(unit, zoneOf(timeZone)).within(window)].map(({ label }) => label);
}

describe('createCalendar', () => {
  it('cuts any window into intervals that follow each other, each found at all its instants', () => {
    const any = windowInZone(400 * dayMs).filter(({ window }) => window.to < Date.UTC(2040, 0, 1));
    fc.assert(
      fc.property(any, anyUnit, ({ zone, window }, unit) => {
        const { from } = window;
        const to = unit === 'hour' ? Math.min(window.to, from + 5 * dayMs) : window.to;
        const intervals = [...createCalendar(unit, zone).within({ from, to })];
        expect(intervals[0]?.from).toBeLessThanOrEqual(from);
        expect(intervals.at(-1)?.to).toBeGreaterThanOrEqual(to);
        expect(new Set(intervals.map(({ label }) => label)).size).toBe(intervals.length);
        intervals.forEach((interval, index) => {
          expect(interval.from).toBeLessThan(interval.to);
          expect(intervals[index + 1]?.from ?? interval.to).toBe(interval.to);
          const fresh = createCalendar(unit, zone);
          expect(fresh.at(interval.to - 1)).toEqual(interval);
          expect(fresh.at(interval.from)).toEqual(interval);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('labels days, weeks and months as Temporal does, but for minutes that are shown again', () => {
    const unit = fc.constantFrom('day', 'week', 'month');
    fc.assert(
      fc.property(zoneAndInstant, unit, ({ zone, epochMs }, wanted) => {
        const { label } = createCalendar(wanted, zone).at(epochMs);
        const shown = labelByTemporal(epochMs, zone.id, wanted);
        const fold = zone.foldAt(epochMs);
        const isAgain = fold !== null && epochMs * 2 >= fold.from + fold.to;
        if (isAgain) expect(label >= shown).toBe(true);
        else expect(label).toBe(shown);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives hours one hour and one offset on the wall, and their first instant as label', () => {
    fc.assert(
      fc.property(zoneAndInstant, ({ zone, epochMs }) => {
        const hour = createCalendar('hour', zone).at(epochMs);
        const first = localAt(hour.from, zone.id);
        const last = localAt(hour.to - 1, zone.id);
        expect([last.toPlainDate().toString(), last.hour, last.offset]).toEqual([
          first.toPlainDate().toString(),
          first.hour,
          first.offset,
        ]);
        expect(Temporal.Instant.from(hour.label).epochMilliseconds).toBe(hour.from);
        const before = localAt(hour.from - 1, zone.id);
        expect(before.hour === first.hour && before.offset === first.offset).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('has two intervals for the hour that autumn repeats, and none for the one of spring', () => {
    expect(labels('hour', 'Europe/Warsaw', '2026-10-24T23:00', '2026-10-25T03:00')).toEqual([
      '2026-10-25T01:00+02:00',
      '2026-10-25T02:00+02:00',
      '2026-10-25T02:00+01:00',
      '2026-10-25T03:00+01:00',
    ]);
    expect(labels('hour', 'Europe/Warsaw', '2026-03-29T00:00', '2026-03-29T03:00')).toEqual([
      '2026-03-29T01:00+01:00',
      '2026-03-29T03:00+02:00',
      '2026-03-29T04:00+02:00',
    ]);
  });

  it('begins an hour where clocks change by half of it', () => {
    expect(labels('hour', 'Australia/Lord_Howe', '2026-04-04T14:00', '2026-04-04T17:00')).toEqual([
      '2026-04-05T01:00+11:00',
      '2026-04-05T01:30+10:30',
      '2026-04-05T02:00+10:30',
      '2026-04-05T03:00+10:30',
    ]);
  });

  it('writes offsets east and west, whole and half', () => {
    expect(labels('hour', 'Asia/Kolkata', '2026-01-05T10:30', '2026-01-05T11:00')).toEqual([
      '2026-01-05T16:00+05:30',
    ]);
    expect(labels('hour', '-03:30', '2026-01-05T10:30', '2026-01-05T11:00')).toEqual([
      '2026-01-05T07:00-03:30',
    ]);
    expect(labels('hour', 'UTC', '2026-01-05T10:30', '2026-01-05T11:00')).toEqual([
      '2026-01-05T10:00+00:00',
    ]);
  });

  it('counts weeks by ISO 8601, over the turn of years', () => {
    expect(labels('week', 'Europe/Copenhagen', '2020-12-20T12:00', '2021-01-12T12:00')).toEqual([
      '2020-W51',
      '2020-W52',
      '2020-W53',
      '2021-W01',
      '2021-W02',
    ]);
    expect(labels('week', 'UTC', '2024-12-29T12:00', '2024-12-31T12:00')).toEqual([
      '2024-W52',
      '2025-W01',
    ]);
  });

  it('keeps a day whole where midnight is shown twice, and leaves out one that no wall showed', () => {
    const day = createCalendar('day', zoneOf('America/St_Johns'));
    // One minute past midnight, on 2010-11-07, the clocks went back to 23:01.
    const again = day.at(toEpochMs('2010-11-07T02:45:00.000Z'));
    expect([again.label, toInstant(again.from)]).toEqual([
      '2010-11-07',
      '2010-11-07T02:30:00.000Z',
    ]);
    expect(labels('day', 'Pacific/Apia', '2011-12-29T12:00', '2012-01-01T12:00')).toEqual([
      '2011-12-29',
      '2011-12-31',
      '2012-01-01',
      '2012-01-02',
    ]);
  });

  it('has months of the lengths that clocks give them', () => {
    const october = createCalendar('month', zoneOf('Europe/Warsaw')).at(Date.UTC(2026, 9, 31));
    expect(october).toEqual({
      unit: 'month',
      label: '2026-10',
      from: Date.UTC(2026, 8, 30, 22),
      to: Date.UTC(2026, 9, 31, 23),
    });
  });

  it('knows the first century', () => {
    const month = createCalendar('month', zoneOf('UTC'));
    expect(month.at(toEpochMs('0042-07-15T00:00:00.000Z')).label).toBe('0042-07');
  });
});

describe('hourOfDay and weekdayOf', () => {
  it('tell what Temporal tells of the wall', () => {
    fc.assert(
      fc.property(zoneAndInstant, ({ zone, epochMs }) => {
        const local = localAt(epochMs, zone.id);
        const wall = zone.toWall(epochMs);
        expect([hourOfDay(wall), weekdayOf(wall)]).toEqual([local.hour, local.dayOfWeek]);
      }),
      { numRuns: 1000 },
    );
  });
});
