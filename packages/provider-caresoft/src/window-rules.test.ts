import { describe, expect, it } from 'vitest';
import { type Bounds, resolveWindows } from './window-rules.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2024, 5, 30, 12);
const day = (number: number) => Date.UTC(2024, 0, number);
const inclusive = { z: 'wall', since: 'inclusive', to: 'inclusive' } as const;
const endless = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** The windows with both of a bound's seconds in them, as the bounds that they come from. */
function resolve(bounds: Bounds) {
  const { started, ended } = resolveWindows(bounds, now, inclusive);
  return { started: secondsOf(started), ended: secondsOf(ended) };
}

function secondsOf({ from, to }: { from: number; to: number }) {
  return { from, to: to - 1000 };
}

describe("the vendor's rules for windows", () => {
  it('(1) answer the last 31 days where only a beginning is given that is older', () => {
    for (const name of ['start_time_since', 'end_time_since'] as const) {
      const { started, ended } = resolve({ [name]: now - 31 * dayMs - 1000 });
      const [asked, other] = name === 'start_time_since' ? [started, ended] : [ended, started];
      expect(asked.from).toBe(now - 31 * dayMs);
      expect(asked.to).toBe(Number.POSITIVE_INFINITY);
      expect(other).toEqual(endless);
    }
  });

  it('(1) leave alone a beginning that is younger', () => {
    const since = now - 31 * dayMs + 1000;
    expect(resolve({ start_time_since: since }).started.from).toBe(since);
  });

  it('(2) move a beginning up to 31 days before the end, without a word', () => {
    for (const family of ['start', 'end'] as const) {
      const bounds: Bounds = {
        [`${family}_time_since`]: day(1),
        [`${family}_time_to`]: day(32) + 1000,
      };
      const windows = resolve(bounds);
      expect(family === 'start' ? windows.started : windows.ended).toEqual({
        from: day(1) + 1000,
        to: day(32) + 1000,
      });
    }
  });

  it('(2) make up a beginning 31 days before an end that stands alone', () => {
    expect(resolve({ start_time_to: day(40) }).started).toEqual({ from: day(9), to: day(40) });
    expect(resolve({ end_time_to: day(40) }).ended).toEqual({ from: day(9), to: day(40) });
  });

  it('(2) hold a beginning against the end of the other family where its own has none', () => {
    expect(resolve({ start_time_since: day(1), end_time_to: day(40) })).toEqual({
      started: { from: day(9), to: Number.POSITIVE_INFINITY },
      ended: { from: Number.NEGATIVE_INFINITY, to: day(40) },
    });
  });

  it('(3) take 31 days and less as they are asked for', () => {
    const bounds = { start_time_since: day(1), start_time_to: day(32) };
    expect(resolve(bounds).started).toEqual({ from: day(1), to: day(32) });
  });

  it('(4) go by the beginning of the end times where both are given', () => {
    expect(
      resolve({
        start_time_since: day(20),
        start_time_to: day(25),
        end_time_since: day(2),
        end_time_to: day(12),
      }),
    ).toEqual({
      started: { from: Number.NEGATIVE_INFINITY, to: day(25) },
      ended: { from: day(2), to: day(12) },
    });
  });

  it('answer everything where nothing is asked', () => {
    expect(resolve({})).toEqual({ started: endless, ended: endless });
  });

  it.each([
    ['inclusive', 'inclusive', day(1), day(2) + 1000],
    ['exclusive', 'inclusive', day(1) + 1000, day(2) + 1000],
    ['inclusive', 'exclusive', day(1), day(2)],
    ['exclusive', 'exclusive', day(1) + 1000, day(2)],
  ] as const)('count seconds: since %s, to %s', (since, to, from, end) => {
    const bounds = { start_time_since: day(1), start_time_to: day(2) };
    const { started } = resolveWindows(bounds, now, { z: 'wall', since, to });
    expect(started).toEqual({ from, to: end });
  });
});
