import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTestClock } from '../__fixtures__/test-clock.ts';
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts';

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
    (await limiter.take(signal))();
    await limiter.take(signal);
    expect(clock.delays).toEqual([5000]);
  });
});

describe('after a pause', () => {
  /** Takers that come at the same time, and what they got. */
  function takeMany(limiter: RateLimiter, count: number, own = signal) {
    const taken: (() => void)[] = [];
    const all = Array.from({ length: count }, async () => {
      taken.push(await limiter.take(own));
    });
    return { taken, all };
  }

  it('lets one request go at a time', async () => {
    const limiter = createRateLimiter(null, createTestClock());
    limiter.pause(1000);
    const { taken } = takeMany(limiter, 3);
    for (const count of [1, 2, 3]) {
      await nextTurn();
      expect(taken).toHaveLength(count);
      taken.at(-1)?.();
    }
  });

  it('lets all go once the vendor has answered', async () => {
    const limiter = createRateLimiter(null, createTestClock());
    limiter.pause(1000);
    const { taken, all } = takeMany(limiter, 3);
    await nextTurn();
    taken[0]?.();
    limiter.resume();
    await Promise.all(all);
    expect(taken).toHaveLength(3);
  });

  it('lets nobody go whose turn came while the pause began', async () => {
    const clock = createTestClock();
    const limiter = createRateLimiter(1, clock);
    await limiter.take(signal);
    const { all } = takeMany(limiter, 1);
    limiter.pause(60_000);
    await Promise.all(all);
    expect(clock.elapsedMs()).toBeGreaterThanOrEqual(60_000);
  });

  it('lets waiting requests be aborted', async () => {
    const limiter = createRateLimiter(null, createTestClock());
    limiter.pause(1000);
    await limiter.take(signal);
    const controller = new AbortController();
    const { all } = takeMany(limiter, 1, controller.signal);
    controller.abort(new Error('enough'));
    await expect(Promise.all(all)).rejects.toThrow('enough');
  });
});

describe('a stop', () => {
  it('fails what waits and what comes, until its time is over', async () => {
    const clock = createTestClock();
    const limiter = createRateLimiter(null, clock);
    limiter.pause(1000);
    const release = await limiter.take(signal);
    const waiting = limiter.take(signal);
    limiter.stop(new Error('come back later'), 900_000);
    release();
    await expect(waiting).rejects.toThrow('come back later');
    await expect(limiter.take(signal)).rejects.toThrow('come back later');
    await clock.sleep(900_000);
    await expect(limiter.take(signal)).resolves.toBeTypeOf('function');
  });
});
