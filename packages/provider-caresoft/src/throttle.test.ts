import { describe, expect, it } from 'vitest';
import { type Admission, createThrottle } from './throttle.ts';

/** A throttle, and the time that it goes by. */
function throttleOf(rules: { requestsPerSecond?: number; requestsPerHour?: number } = {}) {
  const time = { ms: 0 };
  const admit = createThrottle({
    elapsedMs: () => time.ms,
    requestsPerSecond: 15,
    requestsPerHour: 54_000,
    ...rules,
  });
  const ask = (times: number) => Array.from({ length: times }, admit);
  return { time, ask };
}

const many = (admission: Admission, times: number) => new Array<Admission>(times).fill(admission);

describe('the limits', () => {
  it('let fifteen requests a second through', () => {
    const { time, ask } = throttleOf();
    expect(ask(16)).toEqual([...many('admitted', 15), 'too many']);
    time.ms = 999;
    expect(ask(1)).toEqual(['too many']);
    time.ms = 1000;
    expect(ask(15)).toEqual(many('admitted', 15));
  });

  it('let so many an hour through, however they are spread', () => {
    const { time, ask } = throttleOf({ requestsPerHour: 20 });
    expect(ask(15)).toEqual(many('admitted', 15));
    time.ms = 1000;
    expect(ask(6)).toEqual([...many('admitted', 5), 'too many']);
    time.ms = 3_599_999;
    expect(ask(1)).toEqual(['too many']);
    time.ms = 3_600_000;
    expect(ask(1)).toEqual(['admitted']);
  });

  it('are none without a clock', () => {
    const admit = createThrottle({
      elapsedMs: undefined,
      requestsPerSecond: 1,
      requestsPerHour: 1,
    });
    expect(Array.from({ length: 50 }, admit)).toEqual(many('admitted', 50));
  });
});

describe('who goes on asking while refused', () => {
  it('is stopped after twenty more refusals, for a quarter of an hour', () => {
    const { time, ask } = throttleOf({ requestsPerSecond: 1 });
    expect(ask(23)).toEqual(['admitted', ...many('too many', 21), 'stopped']);
    time.ms = 899_999;
    expect(ask(3)).toEqual(many('stopped', 3));
    time.ms = 900_000;
    expect(ask(1)).toEqual(['admitted']);
  });

  it('begins anew once a request was let through', () => {
    const { time, ask } = throttleOf({ requestsPerSecond: 1 });
    ask(1 + 21);
    time.ms = 1000;
    expect(ask(22)).toEqual(['admitted', ...many('too many', 21)]);
    time.ms = 2000;
    expect(ask(1)).toEqual(['admitted']);
  });
});
