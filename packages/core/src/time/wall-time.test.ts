import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatWallTime, parseDate, parseWallTime } from './wall-time.ts';

const anyWall = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2100, 0) });

describe('parseWallTime', () => {
  it('reads back what formatWallTime writes, however much of it a vendor keeps', () => {
    fc.assert(
      fc.property(anyWall, fc.constantFrom(' ', 'T'), (wall, separator) => {
        const text = formatWallTime(wall).replace('T', separator);
        expect(parseWallTime(text)).toBe(wall);
        expect(parseWallTime(text.slice(0, 19))).toBe(Math.floor(wall / 1000) * 1000);
        expect(parseWallTime(text.slice(0, 16))).toBe(Math.floor(wall / 60_000) * 60_000);
      }),
    );
  });

  it.each([
    ['2014-07-07 11:08', '2014-07-07T11:08:00.000'],
    ['2022-11-04 14:36:55', '2022-11-04T14:36:55.000'],
    ['2022-11-04T14:36:55.5', '2022-11-04T14:36:55.500'],
    ['2022-11-04T14:36:55.123999999999', '2022-11-04T14:36:55.123'],
    ['2000-02-29 00:00', '2000-02-29T00:00:00.000'],
  ])('reads %s', (text, wall) => {
    expect(parseWallTime(text)).toBe(Date.parse(`${wall}Z`));
  });

  it.each([
    '2014-07-07',
    '2014-07-07 ',
    '2014-07-07 11',
    '2014-07-07 1108',
    '2014-07-07 11:8',
    '2014-07-07 11:08:',
    '2014-07-07 11:08:0',
    '2014-07-07 11:08:00.',
    '2014-07-07 11:08Z',
    '2014-07-07 11:08:00+02:00',
    '2014-07-07  11:08',
    ' 2014-07-07 11:08',
    '2014-07-07 24:00',
    '2014-07-07 11:60',
    '2014-07-07 11:08:60',
    '2014-13-01 00:00',
    '2014-00-01 00:00',
    '2014-04-31 00:00',
    '1900-02-29 00:00',
    '14-07-07 11:08',
    '٢٠١٤-07-07 11:08',
    '',
  ])('gives null for %j', (text) => {
    expect(parseWallTime(text)).toBeNull();
  });
});

describe('parseDate', () => {
  it.each([
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['1969-12-31', -86_400_000],
    ['2023-02-29', null],
    ['2024-2-29', null],
    ['2024-02-29 ', null],
    ['2024-02-29T00:00', null],
    ['', null],
  ])('reads %j as %s', (text, midnight) => {
    expect(parseDate(text)).toBe(midnight);
  });
});
