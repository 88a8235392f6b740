import { zoneOf } from '@cdr/core';
import { describe, expect, it } from 'vitest';
import { readWallTime } from './read-wall-time.ts';

const warsaw = zoneOf('Europe/Warsaw');

describe('readWallTime', () => {
  it('reads a wall time in its zone', () => {
    expect(readWallTime('2014-07-07 11:08', warsaw)).toEqual({
      epochMs: Date.parse('2014-07-07T09:08:00Z'),
      instant: '2014-07-07T09:08:00.000Z',
      ambiguous: false,
    });
  });

  it('takes the earlier instant of the autumn hour, and says so', () => {
    expect(readWallTime('2024-10-27T02:30', warsaw)).toMatchObject({
      instant: '2024-10-27T00:30:00.000Z',
      ambiguous: true,
    });
  });

  it('moves a time in the spring gap past it, and says so', () => {
    expect(readWallTime('2024-03-31 02:30', warsaw)).toMatchObject({
      instant: '2024-03-31T01:30:00.000Z',
      ambiguous: true,
    });
  });

  it.each(['', '2024-02-30 10:00', '07.07.2014 11:08', 'yesterday'])(
    'knows no time in "%s"',
    (text) => {
      expect(readWallTime(text, warsaw)).toBeNull();
    },
  );
});
