import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { arbitraryZone, instantNearChange, zoneIds } from '../__fixtures__/arbitraries.ts';
import { CdrError } from '../errors/cdr-error.ts';
import type { EpochMs, WallMs } from './epoch-ms.ts';
import { toEpochMs } from './instant.ts';
import { parseWallTime } from './wall-time.ts';
import { type Zone, zoneOf } from './zone.ts';

const zoneAndInstant = arbitraryZone.chain((zone) =>
  instantNearChange(zone).map((epochMs) => ({ zone, epochMs })),
);

function wall(text: string): WallMs {
  const ms = parseWallTime(text);
  if (ms === null) throw new Error(text);
  return ms;
}

function resolved(zone: Zone, wallMs: WallMs, disambiguation: 'compatible' | 'earlier' | 'later') {
  const iso = new Date(wallMs).toISOString().slice(0, -1);
  return Temporal.PlainDateTime.from(iso).toZonedDateTime(zone.id, { disambiguation })
    .epochMilliseconds;
}

function wallByTemporal(zone: Zone, epochMs: EpochMs): WallMs {
  const there = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone.id);
  return epochMs + there.offsetNanoseconds / 1_000_000;
}

describe('zoneOf', () => {
  it('tells the wall time of any instant as Temporal does', () => {
    fc.assert(
      fc.property(zoneAndInstant, ({ zone, epochMs }) => {
        expect(zone.toWall(epochMs)).toBe(wallByTemporal(zone, epochMs));
      }),
      { numRuns: 3000 },
    );
  });

  it('resolves any wall time as Temporal does, and flags what names two instants or none', () => {
    fc.assert(
      fc.property(zoneAndInstant, ({ zone, epochMs: wallMs }) => {
        const earlier = resolved(zone, wallMs, 'earlier');
        const later = resolved(zone, wallMs, 'later');
        expect(zone.resolve(wallMs)).toEqual({
          epochMs: resolved(zone, wallMs, 'compatible'),
          ambiguous: earlier !== later,
        });
      }),
      { numRuns: 3000 },
    );
  });

  it('resolves whatever a wall shows around the changes of clocks', () => {
    fc.assert(
      fc.property(zoneAndInstant, ({ zone, epochMs }) => {
        const shown = zone.toWall(epochMs);
        expect(zone.instantsOf(shown)).toContain(epochMs);
        expect(zone.resolve(shown).epochMs).toBe(resolved(zone, shown, 'compatible'));
      }),
      { numRuns: 3000 },
    );
  });

  it('does not depend on which time was asked for before', () => {
    fc.assert(
      fc.property(zoneAndInstant, zoneAndInstant, ({ zone, epochMs }, before) => {
        const fresh = zone.resolve(epochMs);
        zone.resolve(before.epochMs);
        zone.toWall(before.epochMs);
        expect(zone.resolve(epochMs)).toEqual(fresh);
      }),
    );
  });

  it('finds the first instant at which the wall shows a time or a later one', () => {
    fc.assert(
      fc.property(zoneAndInstant, ({ zone, epochMs: wallMs }) => {
        const first = zone.firstAt(wallMs);
        expect(zone.toWall(first)).toBeGreaterThanOrEqual(wallMs);
        expect(zone.toWall(first - 1)).toBeLessThan(wallMs);
        expect(zone.instantsOf(wallMs)[0] ?? zone.eraAt(first).from).toBe(first);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds a fold exactly where the wall shows a time twice', () => {
    fc.assert(
      fc.property(zoneAndInstant, ({ zone, epochMs }) => {
        const both = zone.instantsOf(zone.toWall(epochMs));
        const fold = zone.foldAt(epochMs);
        expect(fold !== null).toBe(both.length === 2);
        if (fold === null) return;
        expect(both.every((at) => at >= fold.from && at < fold.to)).toBe(true);
        expect(zone.instantsOf(zone.toWall(fold.from - 1))).toHaveLength(1);
        expect(zone.instantsOf(zone.toWall(fold.to))).toHaveLength(1);
        expect(zone.instantsOf(zone.toWall(fold.from))).toHaveLength(2);
        expect(zone.instantsOf(zone.toWall(fold.to - 1))).toHaveLength(2);
      }),
      { numRuns: 3000 },
    );
  });

  it('finds behind a gap the instants to which its wall times are moved', () => {
    fc.assert(
      fc.property(zoneAndInstant, ({ zone, epochMs: wallMs }) => {
        const { epochMs, ambiguous } = zone.resolve(wallMs);
        const gap = zone.gapAt(epochMs);
        if (ambiguous && zone.instantsOf(wallMs).length === 0) expect(gap).not.toBeNull();
        if (gap === null) return;
        expect(zone.toWall(gap.from) - zone.toWall(gap.from - 1)).toBe(gap.to - gap.from + 1);
        const missing = zone.toWall(epochMs) - (gap.to - gap.from);
        expect(zone.instantsOf(missing)).toEqual([]);
        expect(zone.resolve(missing)).toEqual({ epochMs, ambiguous: true });
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['Europe/Warsaw', '2026-10-25 02:30', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    [
      'Europe/Stockholm',
      '2026-10-25 02:00',
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T01:00:00.000Z',
    ],
    [
      'Australia/Lord_Howe',
      '2026-04-05 01:45',
      '2026-04-04T14:45:00.000Z',
      '2026-04-04T15:15:00.000Z',
    ],
    ['America/Havana', '2026-11-01 00:15', '2026-11-01T04:15:00.000Z', '2026-11-01T05:15:00.000Z'],
    [
      'America/St_Johns',
      '2026-11-01 01:30',
      '2026-11-01T04:00:00.000Z',
      '2026-11-01T05:00:00.000Z',
    ],
  ])('takes the earlier instant in the fold of %s at %s', (zoneId, text, first, second) => {
    const zone = zoneOf(zoneId);
    expect(zone.instantsOf(wall(text))).toEqual([toEpochMs(first), toEpochMs(second)]);
    expect(zone.resolve(wall(text))).toEqual({ epochMs: toEpochMs(first), ambiguous: true });
  });

  it.each([
    ['Europe/Warsaw', '2026-03-29 02:30', '2026-03-29T01:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-04 02:10', '2026-10-03T15:40:00.000Z'],
    ['America/Havana', '2026-03-08 00:20', '2026-03-08T05:20:00.000Z'],
    ['Pacific/Apia', '2011-12-30 12:00', '2011-12-30T22:00:00.000Z'],
  ])('goes as far past the gap of %s as %s lies in it', (zoneId, text, instant) => {
    const zone = zoneOf(zoneId);
    expect(zone.instantsOf(wall(text))).toEqual([]);
    expect(zone.resolve(wall(text))).toEqual({ epochMs: toEpochMs(instant), ambiguous: true });
  });

  it('gives the fold as a whole, both passes', () => {
    const fold = {
      from: toEpochMs('2026-10-25T00:00:00.000Z'),
      to: toEpochMs('2026-10-25T02:00:00.000Z'),
    };
    const zone = zoneOf('Europe/Warsaw');
    expect(zone.foldAt(fold.from - 1)).toBeNull();
    expect(zone.foldAt(fold.from)).toEqual(fold);
    expect(zone.foldAt(fold.to - 1)).toEqual(fold);
    expect(zone.foldAt(fold.to)).toBeNull();
  });

  it('gives one zone for one name, spelled as the database does', () => {
    expect(zoneOf('Europe/Warsaw')).toBe(zoneOf('Europe/Warsaw'));
    expect(zoneOf('europe/warsaw').id).toBe('Europe/Warsaw');
    expect(zoneIds.map((id) => zoneOf(id).id)).toEqual(zoneIds);
    expect(zoneOf('+0700').id).toBe('+07:00');
  });

  it.each(['Europe/Warszawa', '', 'CEST+1', '2026-01-01T00:00Z', '+25:00', 'Europe/Warsaw '])(
    'refuses %j',
    (name) => {
      expect(() => zoneOf(name)).toThrow(
        expect.toSatisfy((error) => CdrError.isInstance(error) && error.code === 'config'),
      );
    },
  );
});
