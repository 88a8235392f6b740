import { expect, it } from 'vitest';
import { createBacklog } from './backlog.ts';

it('has room until as many rows wait as may, and again when some are stored', async () => {
  const backlog = createBacklog(10);
  const first = Promise.withResolvers<string>();
  const second = Promise.withResolvers<string>();
  const events: string[] = [];
  const storing = backlog.hold(6, () => first.promise);
  await backlog.room();
  const failing = backlog.hold(6, () => second.promise);
  const room = backlog.room().then(() => events.push('room'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(events).toEqual([]);
  second.reject(new Error('the disk is full'));
  await expect(failing).rejects.toThrow('the disk is full');
  await room;
  expect(events).toEqual(['room']);
  first.resolve('stored');
  expect(await storing).toBe('stored');
});

it('waits for as long as too many rows wait, however many are stored', async () => {
  const backlog = createBacklog(5);
  const pending = [20, 4, 4].map((rows) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    void backlog.hold(rows, () => promise);
    return resolve;
  });
  let hasRoom = false;
  const room = backlog.room().then(() => {
    hasRoom = true;
  });
  for (const resolve of pending.slice(0, 1)) resolve();
  await new Promise((resolve) => setImmediate(resolve));
  expect(hasRoom).toBe(false);
  for (const resolve of pending.slice(1, 2)) resolve();
  await room;
  expect(hasRoom).toBe(true);
});
