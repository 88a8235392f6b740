import nodeTimers, { setTimeout as timeout } from 'node:timers';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { withoutGlobals } from './without-globals.ts';

const stolen: Record<string, () => unknown> = {
  'the global fetch': () => fetch('http://127.0.0.1:9'),
  setTimeout: () => setTimeout(() => {}, 1),
  setInterval: () => setInterval(() => {}, 1),
  'setTimeout of node:timers': () => nodeTimers.setTimeout(() => {}, 1),
  'setTimeout by its name': () => timeout(() => {}, 1),
  'setTimeout of node:timers/promises': () => delay(1),
  'AbortSignal.timeout': () => AbortSignal.timeout(1),
};

it.each(Object.entries(stolen))('refuses %s', async (_, take) => {
  await expect(withoutGlobals(async () => take())).rejects.toThrow('not to be used');
});

const clocks: Record<string, () => number> = {
  'Date.now': () => Date.now(),
  'new Date': () => Date.parse(new Date().toISOString()),
  'performance.now': () => performance.timeOrigin + performance.now(),
  'process.hrtime': () => process.hrtime()[0],
  'process.hrtime.bigint': () => Number(process.hrtime.bigint()),
};

it.each(Object.entries(clocks))('sets %s wrong', async (_, now) => {
  const before = now();
  const meanwhile = await withoutGlobals(async () => now());
  expect(meanwhile).toBeLessThan(before);
  expect(now()).toBeGreaterThanOrEqual(before);
});

it('takes Temporal.Now away where there is one', async () => {
  const now = { instant: () => 0 };
  const before = Object.getOwnPropertyDescriptor(globalThis, 'Temporal');
  const temporal = { Now: now };
  Object.defineProperty(globalThis, 'Temporal', { value: temporal, configurable: true });
  try {
    expect(await withoutGlobals(async () => temporal.Now)).toBeUndefined();
    expect(temporal.Now).toBe(now);
  } finally {
    if (before === undefined) Reflect.deleteProperty(globalThis, 'Temporal');
    else Object.defineProperty(globalThis, 'Temporal', before);
  }
});

it('leaves dates alone that say which', async () => {
  expect(await withoutGlobals(async () => new Date(5).getTime())).toBe(5);
});

it('gives everything back, also after a failure', async () => {
  const taken = () => [globalThis.fetch, Date, setTimeout, nodeTimers.setTimeout];
  const own = [...taken(), Reflect.get(performance, 'now')];
  const failing = withoutGlobals(async () => {
    throw new Error('enough');
  });
  await expect(failing).rejects.toThrow('enough');
  expect([...taken(), Reflect.get(performance, 'now')]).toEqual(own);
});
