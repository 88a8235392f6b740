import { expect, it } from 'vitest';
import { createVirtualClock } from './virtual-clock.ts';

it('lets sleeps pass at once while now stands still', async () => {
  const clock = createVirtualClock(1_000);
  await clock.sleep(60_000);
  expect(clock.now()).toBe(1_000);
  expect(clock.elapsedMs()).toBe(60_000);
  expect(clock.waits).toEqual([60_000]);
});

it('goes on when it is told to', () => {
  const clock = createVirtualClock(1_000);
  clock.advance(500);
  expect([clock.now(), clock.elapsedMs()]).toEqual([1_500, 500]);
});

it('rejects a sleep whose signal is aborted', async () => {
  const reason = new Error('enough');
  const clock = createVirtualClock(0);
  await expect(clock.sleep(1, AbortSignal.abort(reason))).rejects.toBe(reason);
  expect(clock.waits).toEqual([]);
});

it('lets deadlines come when it is told to, and none while nobody waits', async () => {
  const clock = createVirtualClock(1_000);
  const come: string[] = [];
  clock.after(500, () => come.push('first'));
  clock.after(800, () => come.push('second'));
  const cancel = clock.after(100, () => come.push('never'));
  cancel();
  await clock.sleep(60_000);
  expect(come).toEqual([]);
  clock.advance(1);
  expect(come).toEqual(['first', 'second']);
});

it('lets all deadlines come at once, while now stands still', () => {
  const clock = createVirtualClock(1_000);
  const come: number[] = [];
  for (const ms of [30_000, 60_000]) clock.after(ms, () => come.push(clock.elapsedMs()));
  clock.expire();
  expect(come).toEqual([60_000, 60_000]);
  expect(clock.now()).toBe(1_000);
  clock.expire();
  expect(clock.elapsedMs()).toBe(60_000);
});
