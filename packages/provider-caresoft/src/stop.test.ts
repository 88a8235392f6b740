import { type Call, toInstant } from '@cdr/core';
import { createTrial } from '@cdr/testkit';
import { expect, it } from 'vitest';
import { callAt } from './__fixtures__/calls.ts';
import caresoft from './index.ts';
import { createVendorApi, describeVendorApi } from './vendor-api.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2024, 8, 1);
const asked = { from: now - 100 * dayMs, to: now - 10 * dayMs };

function callsOfEveryDay(): Call[] {
  const calls: Call[] = [];
  for (let at = asked.from; at < asked.to; at += dayMs) {
    calls.push(callAt(toInstant(at), { direction: 'outbound', durationMs: 60_000 }));
  }
  return calls;
}

it('a vendor that wants to be left alone for a quarter of an hour is, and the rest comes then', async () => {
  const everyDay = callsOfEveryDay();
  let requests = 0;
  const trial = createTrial({
    provider: caresoft,
    streams: ['calls'],
    calls: everyDay,
    now,
    config: { concurrency: 1 },
    createVendor(calls, clock) {
      const api = createVendorApi(calls, {
        now: () => clock.now(),
        elapsedMs: () => clock.elapsedMs(),
      });
      const { options } = describeVendorApi('https://caresoft.test');
      return {
        options,
        async answer(request) {
          requests += 1;
          // Another program of the account asks on and on.
          if (requests === 4) {
            for (let asking = 0; asking < 60; asking += 1) await api(request.clone());
          }
          return api(request);
        },
      };
    },
  });

  const stopped = await trial.sync(asked);
  expect(stopped.status).toBe('partial');
  expect(stopped.requests).toBe(4);
  expect(stopped.report.errors.join()).toContain('sync again in 15 minutes');
  const first = (await trial.stored()).length;
  expect(first).toBeGreaterThan(0);

  const tooSoon = await trial.sync(asked);
  expect([tooSoon.status, tooSoon.requests]).toEqual(['partial', 1]);
  expect(await trial.stored()).toHaveLength(first);

  trial.clock.advance(900_000);
  const rest = await trial.sync(asked);
  expect(rest.status).toBe('complete');
  expect(rest.report.rows.inserted).toBe(everyDay.length - first);
  const stored = (await trial.stored()).map(({ startedAt }) => startedAt);
  expect(stored.sort()).toEqual(everyDay.map(({ startedAt }) => startedAt));
});
