import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { arbitraryZone, instantNearChange, lengthUpTo } from '../__fixtures__/arbitraries.ts';
import type { EpochMs, WallMs } from '../time/epoch-ms.ts';
import { toEpochMs } from '../time/instant.ts';
import { parseWallTime } from '../time/wall-time.ts';
import { type Zone, zoneOf } from '../time/zone.ts';
import { type BoundRules, type RequestBound, renderBounds } from './bounds.ts';
import type { Window } from './window.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const stepMs = { millisecond: 1, second: 1000, minute: 60_000 } as const;

/** How a vendor may understand a request: every doubt that its documents leave. */
interface Reading {
  /** What a local bound names where the wall shows it twice or never. */
  disambiguation: 'earlier' | 'later';
  /** Whether wall times are compared as text, without a thought of instants. */
  naive: boolean;
  /** Whether a bound means its whole step, or a point. */
  whole: boolean;
  from: 'inclusive' | 'exclusive';
  to: 'inclusive' | 'exclusive';
}

const anyReading: fc.Arbitrary<Reading> = fc.record({
  disambiguation: fc.constantFrom('earlier', 'later'),
  naive: fc.boolean(),
  whole: fc.boolean(),
  from: fc.constantFrom('inclusive', 'exclusive'),
  to: fc.constantFrom('inclusive', 'exclusive'),
});

const anyRules: fc.Arbitrary<BoundRules> = fc.record({
  from: fc.constantFrom('inclusive', 'exclusive', 'unknown'),
  granularityMs: fc.constantFrom(1, 1000, 60_000, 300_000, hourMs, dayMs),
  marginMs: fc.constantFrom(0, 1, 5 * 60_000, 4 * hourMs),
  request: fc.constantFrom('utc', 'offset', 'local'),
});

const anyCase = arbitraryZone.chain((zone) =>
  fc
    .tuple(instantNearChange(zone), lengthUpTo(3 * dayMs, 1))
    .map(([from, length]) => ({ zone, owned: { from, to: from + length } })),
);

function wallOf(bound: RequestBound): WallMs {
  const wall = parseWallTime(bound.wall);
  if (wall === null) throw new Error(bound.wall);
  return wall;
}

/** Where the vendor puts a bound: an instant, or a wall time for a naive vendor. */
function placeOf(bound: RequestBound, rules: BoundRules, reading: Reading, zone: Zone): number {
  if (rules.request !== 'local') return bound.epochMs;
  if (reading.naive) return wallOf(bound);
  return Temporal.PlainDateTime.from(bound.wall).toZonedDateTime(zone.id, {
    disambiguation: reading.disambiguation,
  }).epochMilliseconds;
}

/** Whether the vendor answers a record that it counts at the instant. */
function isAnswered(
  countedAt: EpochMs,
  owned: Window,
  rules: BoundRules,
  reading: Reading,
  zone: Zone,
): boolean {
  const bounds = renderBounds(owned, rules, zone);
  const naive = reading.naive && rules.request === 'local';
  const at = naive ? zone.toWall(countedAt) : countedAt;
  const from = placeOf(bounds.from, rules, reading, zone);
  const to = placeOf(bounds.to, rules, reading, zone);
  const step = reading.whole ? rules.granularityMs : 0;
  const isAfter = reading.from === 'inclusive' ? at >= from : at > from && at >= from + step;
  const isBefore = reading.to === 'exclusive' ? at < to : at <= to || at < to + step;
  return isAfter && isBefore;
}

/** A lower bound that the manifest calls inclusive is read so; the others may be read either way. */
function asDeclared(reading: Reading, rules: BoundRules): Reading {
  return rules.from === 'inclusive' ? { ...reading, from: 'inclusive' } : reading;
}

describe('renderBounds', () => {
  it('asks for every instant that the slice owns, under every reading of the bounds', () => {
    fc.assert(
      fc.property(
        anyCase,
        anyRules,
        anyReading,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ zone, owned }, rules, anyOf, share) => {
          const reading = asDeclared(anyOf, rules);
          const between = owned.from + Math.floor(share * (owned.to - owned.from - 1));
          for (const at of [owned.from, between, owned.to - 1]) {
            expect(isAnswered(at, owned, rules, reading, zone)).toBe(true);
          }
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('asks for every record that the slice owns by its told wall time, wherever it really began', () => {
    fc.assert(
      fc.property(
        anyCase,
        anyRules,
        anyReading,
        fc.constantFrom('millisecond' as const, 'second' as const, 'minute' as const),
        fc.integer({ min: -2 * hourMs, max: 2 * hourMs }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ zone, owned }, anyOf, reading, precision, offset, lateness) => {
          const granularityMs = Math.max(anyOf.granularityMs, stepMs[precision]);
          const rules = { ...anyOf, granularityMs };
          const edge = offset < 0 ? owned.to : owned.from;
          const beganAt = edge + offset;
          const told = Math.floor(zone.toWall(beganAt) / stepMs[precision]) * stepMs[precision];
          const startedAt = zone.resolve(told).epochMs;
          fc.pre(startedAt >= owned.from && startedAt < owned.to);
          const countedAt = beganAt + Math.floor(lateness * rules.marginMs);
          expect(isAnswered(countedAt, owned, rules, asDeclared(reading, rules), zone)).toBe(true);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('asks vendors that compare wall times as text also for times that no clock showed', () => {
    fc.assert(
      fc.property(
        anyCase,
        anyRules,
        fc.integer({ min: -hourMs, max: hourMs }),
        (own, any, offset) => {
          const { zone, owned } = own;
          const rules = { ...any, request: 'local' as const };
          const told = zone.toWall(owned.from) + offset;
          const startedAt = zone.resolve(told).epochMs;
          fc.pre(startedAt >= owned.from && startedAt < owned.to);
          const bounds = renderBounds(owned, rules, zone);
          expect(told).toBeGreaterThanOrEqual(wallOf(bounds.from));
          expect(told).toBeLessThan(wallOf(bounds.to));
        },
      ),
      { numRuns: 5000 },
    );
    const zone = zoneOf('Europe/Warsaw');
    const from = toEpochMs('2026-03-29T01:15:00.000Z');
    const rules: BoundRules = {
      from: 'inclusive',
      granularityMs: 60_000,
      marginMs: 0,
      request: 'local',
    };
    const bounds = renderBounds({ from, to: from + hourMs }, rules, zone);
    expect(bounds.from.wall).toBe('2026-03-29T01:59:00.000');
  });

  it('says local bounds only with wall times that name one instant', () => {
    fc.assert(
      fc.property(anyCase, anyRules, ({ zone, owned }, rules) => {
        const bounds = renderBounds(owned, { ...rules, request: 'local' }, zone);
        for (const bound of [bounds.from, bounds.to]) {
          expect(zone.instantsOf(wallOf(bound))).toEqual([bound.epochMs]);
          expect(Math.abs(wallOf(bound) % rules.granularityMs)).toBe(0);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reaches no further than it must: two steps down, one step, the margin and the fold or gap up', () => {
    fc.assert(
      fc.property(anyCase, anyRules, ({ zone, owned }, rules) => {
        fc.pre(rules.granularityMs < hourMs);
        const bounds = renderBounds(owned, rules, zone);
        const { granularityMs, marginMs } = rules;
        const end = owned.to + marginMs;
        const around = [
          ...[owned.from - 2 * granularityMs, owned.from],
          ...[owned.to - 1, owned.to, end, end + granularityMs],
        ];
        const spare = Math.max(
          ...around.map((at) => {
            const change = zone.foldAt(at) ?? zone.gapAt(at);
            return change === null ? 0 : change.to - change.from;
          }),
        );
        const down = spare > 0 ? 3 * granularityMs + spare : 2 * granularityMs;
        const up = granularityMs + marginMs + (spare > 0 ? 2 * spare : 0);
        expect(owned.from - bounds.from.epochMs).toBeLessThan(down + 1);
        expect(bounds.to.epochMs - owned.to).toBeLessThan(up + 1);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    // The bounds are on the grid, and are said as they are.
    ['inclusive', '2026-01-05T09:00', '2026-01-05T10:00', '10:00', '11:00'],
    ['unknown', '2026-01-05T09:00', '2026-01-05T10:00', '09:59', '11:00'],
    ['exclusive', '2026-01-05T09:00', '2026-01-05T10:00', '09:59', '11:00'],
    // A slice that ends where the fold begins has to name a time after it.
    ['inclusive', '2026-10-24T23:00', '2026-10-25T00:00', '01:00', '03:00'],
    ['inclusive', '2026-10-25T00:00', '2026-10-25T02:00', '01:59', '03:00'],
    ['inclusive', '2026-10-25T02:00', '2026-10-25T03:00', '03:00', '04:00'],
    // Around the gap there is a time on either side of it.
    ['inclusive', '2026-03-29T00:00', '2026-03-29T01:00', '01:00', '03:00'],
    ['inclusive', '2026-03-29T01:00', '2026-03-29T02:00', '01:59', '04:00'],
    ['unknown', '2026-03-29T02:00', '2026-03-29T03:00', '03:59', '05:00'],
  ] as const)(
    'with a lower bound %s, says [%s, %s) in Warsaw as %s to %s',
    (from, start, end, low, high) => {
      const owned = { from: toEpochMs(`${start}:00.000Z`), to: toEpochMs(`${end}:00.000Z`) };
      const rules = { from, granularityMs: 60_000, marginMs: 0, request: 'local' } as const;
      const bounds = renderBounds(owned, rules, zoneOf('Europe/Warsaw'));
      expect([bounds.from.wall.slice(11, 16), bounds.to.wall.slice(11, 16)]).toEqual([low, high]);
    },
  );

  it('asks for a whole fold in which a slice ends, though its bounds are instants', () => {
    const rules = { from: 'inclusive', granularityMs: 1000, marginMs: 0, request: 'utc' } as const;
    const owned = {
      from: toEpochMs('2026-10-24T12:00:00.000Z'),
      to: toEpochMs('2026-10-25T00:30:00.000Z'),
    };
    const { to } = renderBounds(owned, rules, zoneOf('Europe/Warsaw'));
    expect(to.epochMs).toBe(toEpochMs('2026-10-25T02:00:00.000Z'));
  });

  it('passes over a fold at once, however fine the steps', () => {
    const rules = { from: 'unknown', granularityMs: 1, marginMs: 0, request: 'local' } as const;
    const fold = toEpochMs('2026-10-25T00:00:00.000Z');
    let asked = 0;
    const zone = zoneOf('Europe/Warsaw');
    const counting: Zone = {
      ...zone,
      resolve(wall) {
        asked += 1;
        return zone.resolve(wall);
      },
    };
    renderBounds({ from: fold + 1, to: fold + 2 }, rules, counting);
    expect(asked).toBeLessThan(10);
  });
});
