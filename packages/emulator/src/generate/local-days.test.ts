import { zoneOf } from '@cdr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDaysOf, quartersOf, wallQuarterAt } from './local-days.ts';

const hourMs = 3_600_000;

describe('local days', () => {
  it.each([
    ['Europe/Warsaw', Date.UTC(2025, 2, 29, 23), [23]],
    ['Europe/Warsaw', Date.UTC(2025, 9, 25, 22), [25]],
    ['Australia/Lord_Howe', Date.UTC(2025, 3, 5, 13), [24.5]],
    ['America/Havana', Date.UTC(2025, 10, 2, 4), [25]],
  ])('are as long as the clocks make them: %s', (timeZone, from, hours) => {
    const days = localDaysOf({ from, to: from + (hours[0] ?? 0) * hourMs }, zoneOf(timeZone));
    expect(days.map((day) => (day.to - day.from) / hourMs)).toEqual(hours);
  });

  it('leave out a date that a zone jumped over', () => {
    const window = { from: Date.UTC(2011, 11, 29, 10), to: Date.UTC(2012, 0, 1, 10) };
    const dates = localDaysOf(window, zoneOf('Pacific/Apia')).map((day) => day.date);
    expect(dates).toEqual(['2011-12-29', '2011-12-31', '2012-01-01']);
  });

  it('fill any window without gap or overlap', () => {
    const windows = fc.tuple(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 1, max: 2e9 }));
    const zones = fc.constantFrom(
      'Europe/Stockholm',
      'Asia/Beirut',
      'America/Havana',
      'Pacific/Apia',
    );
    fc.assert(
      fc.property(windows, zones, ([from, length], timeZone) => {
        const days = localDaysOf({ from, to: from + length }, zoneOf(timeZone));
        const edges = days.flatMap((day) => quartersOf(day));
        expect(edges[0]?.from).toBe(from);
        expect(edges.at(-1)?.to).toBe(from + length);
        edges.slice(1).forEach((quarter, index) => {
          expect(quarter.from).toBe(edges[index]?.to);
        });
      }),
    );
  });
});

describe('a quarter on the wall', () => {
  it('counts weekdays from Monday and quarters from midnight', () => {
    const at = Date.UTC(2025, 9, 5, 21, 59);
    expect(wallQuarterAt(at, zoneOf('Europe/Warsaw'))).toEqual({ weekday: 6, quarter: 95 });
    expect(wallQuarterAt(at + 60_000, zoneOf('Europe/Warsaw'))).toEqual({ weekday: 0, quarter: 0 });
    expect(wallQuarterAt(-1, zoneOf('UTC'))).toEqual({ weekday: 2, quarter: 95 });
  });
});
