import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantSchema, parseRfc3339, toEpochMs, toInstant } from './instant.ts';

const anyInstant = fc.integer({
  min: Date.parse('0000-01-01T00:00:00.000Z'),
  max: Date.parse('9999-12-31T23:59:59.999Z'),
});
const dateDigits = fc.tuple(
  fc.integer({ min: 0, max: 9999 }),
  fc.integer({ min: 0, max: 14 }),
  fc.integer({ min: 0, max: 33 }),
);

function pad(value: number, length = 2): string {
  return String(value).padStart(length, '0');
}

describe('toInstant', () => {
  it('writes as Date does, whatever was written before', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, (epochMs, other) => {
        toInstant(other);
        expect(toInstant(epochMs)).toBe(new Date(epochMs).toISOString());
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Date.UTC(10_000, 0), -62_167_219_200_001])(
    'throws on %d, which the form cannot say',
    (epochMs) => {
      expect(() => toInstant(epochMs)).toThrow(RangeError);
    },
  );
});

describe('toEpochMs', () => {
  it('reads back what toInstant writes', () => {
    fc.assert(
      fc.property(anyInstant, (epochMs) => {
        expect(toEpochMs(toInstant(epochMs))).toBe(epochMs);
      }),
    );
  });

  it('takes exactly the dates that exist', () => {
    fc.assert(
      fc.property(dateDigits, ([year, month, day]) => {
        const text = `${pad(year, 4)}-${pad(month)}-${pad(day)}T00:00:00.000Z`;
        const date = new Date(Date.parse(text));
        const exists = !Number.isNaN(date.getTime()) && date.toISOString() === text;
        expect(instantSchema.safeParse(text).success).toBe(exists);
        if (exists) expect(toEpochMs(text)).toBe(date.getTime());
        else expect(() => toEpochMs(text)).toThrow(RangeError);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    '2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00.00Z',
    '2026-01-01T00:00:00.0000Z',
    '2026-01-01 00:00:00.000Z',
    '2026-01-01t00:00:00.000Z',
    '2026-01-01T00:00:00.000z',
    '2026-01-01T00:00:00.000+00:00',
    '2026-01-01T24:00:00.000Z',
    '2026-01-01T23:60:00.000Z',
    '2026-01-01T23:59:60.000Z',
    '2026-01-01T2 :59:00.000Z',
    '+026-01-01T00:00:00.000Z',
    '2026/01/01T00:00:00.000Z',
    '2026-01-01T00:00:00,000Z',
    '2026-01-01T00.00:00.000Z',
    '',
  ])('refuses %j, which is not the one form of an instant', (text) => {
    expect(() => toEpochMs(text)).toThrow(RangeError);
    expect(instantSchema.safeParse(text).success).toBe(false);
  });
});

describe('parseRfc3339', () => {
  it('reads any instant at any offset', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -1439, max: 1439 }), (epochMs, minutes) => {
        const shifted = new Date(epochMs + minutes * 60_000).toISOString();
        fc.pre(shifted.length === 24);
        const size = Math.abs(minutes);
        const offset = `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
        expect(parseRfc3339(shifted.slice(0, -1) + offset)).toBe(epochMs);
      }),
    );
  });

  it.each([
    ['2017-01-04T16:16:04.274+01:00', '2017-01-04T15:16:04.274Z'],
    ['2017-01-04t16:16:04z', '2017-01-04T16:16:04.000Z'],
    ['2017-01-04T16:16:04.2+00:00', '2017-01-04T16:16:04.200Z'],
    ['2017-01-04T16:16:04.27499999999Z', '2017-01-04T16:16:04.274Z'],
    ['2017-01-04T16:16:04.9996-05:30', '2017-01-04T21:46:04.999Z'],
  ])('reads %s', (text, instant) => {
    expect(parseRfc3339(text)).toBe(toEpochMs(instant));
  });

  it.each([
    '2017-01-04T16:16:04',
    '2017-01-04T16:16Z',
    '2017-01-04T16:16+01:00',
    '2017-01-04 16:16:04Z',
    '2017-01-04T16:16:04.Z',
    '2017-01-04T16:16:04.x1Z',
    '2017-01-04T16:16:04+0100',
    '2017-01-04T16:16:04+24:00',
    '2017-01-04T16:16:04+01:60',
    '2017-01-04T16:16:04+1:000',
    '2017-02-29T16:16:04Z',
    '2017-01-04T16:16:04ZZ',
    'null',
    'Z',
    '',
  ])('gives null for %j', (text) => {
    expect(parseRfc3339(text)).toBeNull();
  });
});
