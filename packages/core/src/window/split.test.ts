import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowInZone } from '../__fixtures__/arbitraries.ts';
import { addDuration } from '../time/duration.ts';
import { toEpochMs, toInstant } from '../time/instant.ts';
import { type Zone, zoneOf } from '../time/zone.ts';
import { splitAtInstants, splitAtRoundTimes, splitBySpan, splitEvenly } from './split.ts';
import { unionWindows, type Window } from './window.ts';

const dayMs = 86_400_000;
const spans = ['PT30M', 'PT1H', 'PT6H', 'P1D', 'P1W', 'P30D', 'P1M', 'P3M', 'P1Y'] as const;
const span = fc.constantFrom(...spans);

function window(from: string, to: string): Window {
  return { from: toEpochMs(`${from}:00.000Z`), to: toEpochMs(`${to}:00.000Z`) };
}

function starts(slices: readonly Window[]): string[] {
  return slices.map(({ from }) => toInstant(from).slice(0, 16));
}

/** Disjoint, in order, none empty, and together the window: each begins where the one before ends. */
function expectPartition(slices: readonly Window[], whole: Window): void {
  expect(unionWindows(slices)).toEqual([whole]);
  expect(slices.at(0)?.from).toBe(whole.from);
  slices.forEach((slice, index) => {
    expect(slice.from).toBeLessThan(slice.to);
    expect(slice.to).toBe(slices[index + 1]?.from ?? whole.to);
  });
}

function expectNoCutInFold(slices: readonly Window[], zone: Zone): void {
  for (const { from } of slices.slice(1)) expect(zone.foldAt(from)?.from ?? from).toBe(from);
}

describe('splitBySpan', () => {
  it('gives disjoint slices whose union is the window, none cut inside a fold', () => {
    fc.assert(
      fc.property(windowInZone(12 * dayMs), span, ({ zone, window: whole }, duration) => {
        const slices = splitBySpan(whole, duration, zone);
        expectPartition(slices, whole);
        expectNoCutInFold(slices, zone);
      }),
      { numRuns: 500 },
    );
  });

  it('gives no slice longer than the span, but for folds', () => {
    fc.assert(
      fc.property(windowInZone(12 * dayMs), span, ({ zone, window: whole }, duration) => {
        for (const { from, to } of splitBySpan(whole, duration, zone)) {
          const fold = zone.foldAt(from) ?? zone.foldAt(to - 1);
          const spare = fold === null ? 0 : fold.to - fold.from;
          expect(to).toBeLessThanOrEqual(addDuration(from, duration, zone.id) + spare);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('cuts days at local midnights, also where midnight comes twice or not at all', () => {
    expect(
      starts(
        splitBySpan(window('2026-10-24T12:00', '2026-10-26T12:00'), 'P1D', zoneOf('Europe/Warsaw')),
      ),
    ).toEqual(['2026-10-24T12:00', '2026-10-24T22:00', '2026-10-25T23:00']);
    expect(
      starts(
        splitBySpan(
          window('2026-10-31T12:00', '2026-11-02T12:00'),
          'P1D',
          zoneOf('America/Havana'),
        ),
      ),
    ).toEqual(['2026-10-31T12:00', '2026-11-01T04:00', '2026-11-02T05:00']);
    expect(
      starts(
        splitBySpan(
          window('2026-03-07T12:00', '2026-03-09T12:00'),
          'P1D',
          zoneOf('America/Havana'),
        ),
      ),
    ).toEqual(['2026-03-07T12:00', '2026-03-08T05:00', '2026-03-09T04:00']);
    expect(
      starts(
        splitBySpan(window('2011-12-29T12:00', '2012-01-01T12:00'), 'P1D', zoneOf('Pacific/Apia')),
      ),
    ).toEqual(['2011-12-29T12:00', '2011-12-30T10:00', '2011-12-31T10:00', '2012-01-01T10:00']);
  });

  it('cuts weeks on Mondays, months on firsts, years on January 1st', () => {
    const zone = zoneOf('Asia/Kolkata');
    const whole = window('2025-11-20T00:00', '2026-02-10T00:00');
    expect(starts(splitBySpan(whole, 'P4W', zone)).slice(1)).toEqual([
      '2025-12-14T18:30',
      '2026-01-11T18:30',
      '2026-02-08T18:30',
    ]);
    expect(starts(splitBySpan(whole, 'P1M', zone)).slice(1)).toEqual([
      '2025-11-30T18:30',
      '2025-12-31T18:30',
      '2026-01-31T18:30',
    ]);
    expect(starts(splitBySpan(whole, 'P1Y', zone)).slice(1)).toEqual(['2025-12-31T18:30']);
  });

  it('counts clock spans from the start of the window, passing over a fold', () => {
    const whole = window('2026-10-24T23:10', '2026-10-25T04:00');
    expect(starts(splitBySpan(whole, 'PT30M', zoneOf('Europe/Warsaw')))).toEqual([
      '2026-10-24T23:10',
      '2026-10-24T23:40',
      '2026-10-25T00:00',
      '2026-10-25T02:00',
      '2026-10-25T02:10',
      '2026-10-25T02:40',
      '2026-10-25T03:10',
      '2026-10-25T03:40',
    ]);
  });

  it('gives nothing for an empty window, and refuses an empty span', () => {
    const whole = window('2026-01-01T00:00', '2026-01-02T00:00');
    expect(splitBySpan({ from: whole.from, to: whole.from }, 'P1D', zoneOf('UTC'))).toEqual([]);
    expect(() => splitBySpan(whole, 'PT0S', zoneOf('UTC'))).toThrow(RangeError);
    expect(() => splitBySpan(whole, 'PT0.0001S', zoneOf('UTC'))).toThrow(RangeError);
  });
});

describe('splitEvenly', () => {
  const granularities = fc.constantFrom(1, 1000, 60_000, 300_000);
  const parts = fc.integer({ min: 1, max: 9 });

  it('gives disjoint slices whose union is the window, cut on the grid and not inside a fold', () => {
    fc.assert(
      fc.property(
        windowInZone(10 * dayMs),
        parts,
        granularities,
        ({ zone, window: whole }, count, granularityMs) => {
          const slices = splitEvenly(whole, count, granularityMs, zone);
          expectPartition(slices, whole);
          expectNoCutInFold(slices, zone);
          expect(slices.length).toBeLessThanOrEqual(count);
          const cuts = slices.slice(1).map(({ from }) => from);
          for (const cut of cuts) {
            const change =
              zone.foldAt(cut) ?? zone.foldAt(cut - 1) ?? zone.gapAt(cut + granularityMs);
            if (change === null) expect(Math.abs(zone.toWall(cut) % granularityMs)).toBe(0);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('halves whatever is longer than two steps and no fold, again and again', () => {
    fc.assert(
      fc.property(windowInZone(2 * dayMs, 60_000), ({ zone, window: whole }) => {
        const pending = [whole];
        for (let own = pending.pop(); own !== undefined; own = pending.pop()) {
          const halves = splitEvenly(own, 2, 3_600_000, zone);
          const fold = zone.foldAt(own.to - 1);
          const foldMs = fold === null ? 0 : fold.to - fold.from;
          if (own.to - own.from > 7_200_000 + foldMs) expect(halves).toHaveLength(2);
          if (halves.length > 1) pending.push(...halves);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('cuts behind a fold with which the window begins', () => {
    const whole = window('2026-10-25T00:00', '2026-10-25T02:20');
    expect(starts(splitEvenly(whole, 2, 60_000, zoneOf('Europe/Warsaw')))).toEqual([
      '2026-10-25T00:00',
      '2026-10-25T02:00',
    ]);
  });

  it('gives the window itself when no cut fits', () => {
    const minute = window('2026-01-01T00:00', '2026-01-01T00:01');
    const fold = window('2026-10-25T00:00', '2026-10-25T02:00');
    expect(splitEvenly(minute, 2, 60_000, zoneOf('UTC'))).toEqual([minute]);
    expect(splitEvenly(fold, 4, 60_000, zoneOf('Europe/Warsaw'))).toEqual([fold]);
  });
});

describe('splitAtInstants', () => {
  const zone = zoneOf('Europe/Warsaw');

  it('cuts at the steps in front of the instants, and at none outside the window', () => {
    const whole = window('2025-05-01T00:00', '2025-05-03T00:00');
    const instants = [
      '2025-04-30T12:00',
      '2025-05-01T10:07',
      '2025-05-01T10:08',
      '2025-05-03T00:00',
    ];
    const slices = splitAtInstants(
      whole,
      instants.map((instant) => toEpochMs(`${instant}:30.000Z`)),
      300_000,
      zone,
    );
    expect(starts(slices)).toEqual(['2025-05-01T00:00', '2025-05-01T10:05']);
    expectPartition(slices, whole);
  });

  it('cuts before and behind a fold, where instants lie in it', () => {
    const whole = window('2025-10-25T00:00', '2025-10-27T00:00');
    const inFold = toEpochMs('2025-10-26T00:30:00.000Z');
    expect(starts(splitAtInstants(whole, [inFold, inFold + 60_000], 1000, zone))).toEqual([
      '2025-10-25T00:00',
      '2025-10-26T00:00',
      '2025-10-26T02:00',
    ]);
  });
});

describe('splitAtRoundTimes', () => {
  const granularities = fc.constantFrom(1, 1000, 60_000, 300_000);
  const lengths = fc.integer({ min: 100, max: 6 * dayMs });

  it('gives disjoint slices whose union is the window, cut on the grid and not inside a fold', () => {
    fc.assert(
      fc.property(
        windowInZone(10 * dayMs),
        fc.integer({ min: 1, max: 60 }),
        granularities,
        ({ zone, window: whole }, count, granularityMs) => {
          const slices = splitAtRoundTimes(
            whole,
            (whole.to - whole.from) / count,
            granularityMs,
            zone,
          );
          expectPartition(slices, whole);
          expectNoCutInFold(slices, zone);
          for (const { from } of slices.slice(1)) {
            const change =
              zone.foldAt(from) ??
              zone.foldAt(from - 1) ??
              zone.gapAt(from) ??
              zone.gapAt(from + granularityMs);
            if (change === null) expect(Math.abs(zone.toWall(from) % granularityMs)).toBe(0);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('cuts windows that overlap at the same instants', () => {
    fc.assert(
      fc.property(
        windowInZone(10 * dayMs),
        lengths,
        fc.nat(999),
        fc.nat(999),
        ({ zone, window: whole }, length, head, tail) => {
          const lengthMs = Math.max(length, 3_600_000);
          const spanMs = whole.to - whole.from;
          const part = {
            from: whole.from + Math.floor((spanMs * head) / 2500),
            to: whole.to - Math.floor((spanMs * tail) / 2500),
          };
          const cutsIn = (own: Window) =>
            splitAtRoundTimes(own, lengthMs, 60_000, zone)
              .slice(1)
              .map(({ from }) => from);
          const isNearFold = (cut: number) =>
            [part.from, part.to - 1, cut].some((at) => zone.foldAt(at) !== null);
          const expected = cutsIn(whole).filter((cut) => cut > part.from && cut < part.to);
          const found = cutsIn(part);
          expect(found.filter((cut) => !isNearFold(cut))).toEqual(
            expected.filter((cut) => !isNearFold(cut)),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('prefers the longest round step, counted on the wall', () => {
    const whole = window('2026-10-24T20:10', '2026-10-26T01:00');
    const zone = zoneOf('Europe/Warsaw');
    expect(starts(splitAtRoundTimes(whole, 7 * 3_600_000, 60_000, zone))).toEqual([
      '2026-10-24T20:10',
      '2026-10-24T22:00',
      '2026-10-25T05:00',
      '2026-10-25T11:00',
      '2026-10-25T17:00',
      '2026-10-25T23:00',
    ]);
    expect(starts(splitAtRoundTimes(whole, 40 * 3_600_000, 60_000, zone))).toEqual([
      '2026-10-24T20:10',
      '2026-10-24T22:00',
      '2026-10-25T23:00',
    ]);
  });

  it('gives at least two slices wherever two lengths fit, but for folds', () => {
    fc.assert(
      fc.property(windowInZone(2 * dayMs, 3_600_000), ({ zone, window: whole }) => {
        const lengthMs = (whole.to - whole.from) / 2;
        const isPlain = zone.foldAt(whole.from) === null && zone.foldAt(whole.to - 1) === null;
        if (!isPlain || zone.toWall(whole.to) - zone.toWall(whole.from) !== 2 * lengthMs) return;
        expect(splitAtRoundTimes(whole, lengthMs, 60_000, zone).length).toBeGreaterThanOrEqual(2);
      }),
      { numRuns: 300 },
    );
  });

  it('splits evenly what is shorter than every round step', () => {
    const whole = { from: 0, to: 900 };
    expect(splitAtRoundTimes(whole, 300, 1, zoneOf('UTC'))).toEqual([
      { from: 0, to: 300 },
      { from: 300, to: 600 },
      { from: 600, to: 900 },
    ]);
  });
});
