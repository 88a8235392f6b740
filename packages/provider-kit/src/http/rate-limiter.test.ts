import { describe, expect, it } from 'vitest';
import { createTestClock } from '../__fixtures__/test-clock.ts';
import { createRateLimiter } from './rate-limiter.ts';

const { signal } = new AbortController();

describe('createRateLimiter', () => {
  it('spaces requests out evenly', async () => {
    const clock = createTestClock();
    const limiter = createRateLimiter(4, clock);
    for (let n = 0; n < 4; n += 1) await limiter.take(signal);
    expect(clock.delays).toEqual([250, 250, 250]);
  });

  it('gives everybody who comes at once a turn of their own', async () => {
    const clock = createTestClock();
    const limiter = createRateLimiter(1, { ...clock, elapsedMs: () => 0 });
    await Promise.all([1, 2, 3].map(() => limiter.take(signal)));
    expect(clock.delays).toEqual([1000, 2000]);
  });

  it('does not save up turns that nobody took', async () => {
    const clock = createTestClock();
    const limiter = createRateLimiter(1, clock);
    await limiter.take(signal);
    await clock.sleep(10_000);
    await limiter.take(signal);
    await limiter.take(signal);
    expect(clock.delays).toEqual([10_000, 1000]);
  });

  it('waits for nothing without a limit, but for pauses', async () => {
    const clock = createTestClock();
    const limiter = createRateLimiter(null, clock);
    await limiter.take(signal);
    limiter.pause(5000);
    limiter.pause(3000);
    await limiter.take(signal);
    await limiter.take(signal);
    expect(clock.delays).toEqual([5000]);
  });
});
