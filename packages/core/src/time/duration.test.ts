import { describe, expect, it } from 'vitest';
import {
  addDuration,
  durationSchema,
  durationToMs,
  fixedDurationSchema,
  subtractDuration,
} from './duration.ts';
import { toEpochMs } from './instant.ts';

describe('durationToMs', () => {
  it.each([
    ['PT0S', 0],
    ['PT0.25S', 250],
    ['PT5M', 300_000],
    ['PT1H30M', 5_400_000],
    ['P1D', 86_400_000],
    ['P1W2DT1S', 9 * 86_400_000 + 1000],
  ])('tells the length of %s', (duration, ms) => {
    expect(durationToMs(duration)).toBe(ms);
  });

  it.each(['P1M', 'P1Y', '5m', ''])('throws on %j, which has no length', (duration) => {
    expect(() => durationToMs(duration)).toThrow(RangeError);
  });
});

describe('subtractDuration', () => {
  it('counts months by the calendar, and ends at the last day of a short one', () => {
    const from = toEpochMs('2026-05-31T10:00:00.000Z');
    expect(subtractDuration(from, 'P3M', 'Europe/Stockholm')).toBe(
      toEpochMs('2026-02-28T11:00:00.000Z'),
    );
  });

  it('counts days by the wall, and hours by the clock', () => {
    const noonAfterSpring = toEpochMs('2026-03-29T10:00:00.000Z');
    expect(subtractDuration(noonAfterSpring, 'P1D', 'Europe/Warsaw')).toBe(
      toEpochMs('2026-03-28T11:00:00.000Z'),
    );
    expect(subtractDuration(noonAfterSpring, 'PT24H', 'Europe/Warsaw')).toBe(
      toEpochMs('2026-03-28T10:00:00.000Z'),
    );
  });

  it('is undone by addDuration where the calendar allows', () => {
    const at = toEpochMs('2026-07-15T10:00:00.000Z');
    const before = subtractDuration(at, 'P1M', 'America/St_Johns');
    expect(addDuration(before, 'P1M', 'America/St_Johns')).toBe(at);
  });
});

describe('durationSchema', () => {
  it.each(['PT5M', 'P1D', 'P3M', 'P1Y', 'PT0S', 'PT1.5S'])('accepts %s', (duration) => {
    expect(durationSchema.safeParse(duration).success).toBe(true);
  });

  it.each(['-PT5M', 'PT0.0001S', '5 minutes', 'P', '', 5])('refuses %j', (duration) => {
    expect(durationSchema.safeParse(duration).success).toBe(false);
  });
});

describe('fixedDurationSchema', () => {
  it('refuses months, and says so once', () => {
    expect(fixedDurationSchema.safeParse('P7D').success).toBe(true);
    expect(fixedDurationSchema.safeParse('P1M').error?.issues).toHaveLength(1);
    expect(fixedDurationSchema.safeParse('nonsense').error?.issues).toHaveLength(1);
  });
});
