import { type Call, type CallSource, createCallFields, matchesCall, toInstant } from '@cdr/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createArraySource } from './array-source.ts';
import { createPastFilter } from './past-filter.ts';

function callAt(startedAt: number, number: number): Call {
  const known = { timePrecision: 'millisecond', timeZone: 'UTC' } as const;
  const fields = createCallFields({ startedAt: toInstant(startedAt), ...known });
  return { id: `s:${number}`, source: 's', provider: 'p', ...fields };
}

/** Calls that start then, and that can change; it tells how often they were read. */
function openSource(starts: readonly number[], hasRevision = true) {
  const calls = starts.map(callAt);
  const plain = createArraySource(calls);
  let revision: number | null = 0;
  let readings = 0;
  const source: CallSource = {
    ...(hasRevision ? { revision: () => revision } : {}),
    count: (filter) => plain.count(filter),
    read(query) {
      readings += 1;
      return plain.read(query);
    },
  };
  return {
    calls,
    source,
    readings: () => readings,
    setRevision: (now: number | null) => {
      revision = now;
    },
    add: (start: number) => {
      calls.push(callAt(start, calls.length));
      revision = (revision ?? 0) + 1;
    },
  };
}

it('means the calls that have started, whatever was asked before', async () => {
  const moment = fc.integer({ min: 0, max: 60 });
  const bounds = fc.record({ from: moment, to: moment }, { requiredKeys: [] });
  const step = fc.record({ now: moment, bounds, added: fc.option(moment) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(moment, { maxLength: 8 }),
      fc.array(step, { maxLength: 8 }),
      fc.boolean(),
      async (starts, steps, hasRevision) => {
        const { calls, source, add } = openSource(starts, hasRevision);
        const past = createPastFilter(source);
        for (const { now, bounds: filter, added } of steps) {
          if (added !== null) add(added);
          const made = await past(filter, now);
          const meant = calls.filter(
            (call) => matchesCall(call, filter) && Date.parse(call.startedAt) <= now,
          );
          expect(calls.filter((call) => matchesCall(call, made))).toEqual(meant);
        }
      },
    ),
  );
});

it('gives the same filter until the next call starts, and asks once', async () => {
  const { source, readings } = openSource([10, 40, 50]);
  const past = createPastFilter(source);
  for (const now of [10, 25, 39]) expect(await past({}, now)).toEqual({ to: 40 });
  expect(readings()).toBe(1);
  expect(await past({ from: 5 }, 40)).toEqual({ from: 5, to: 50 });
  expect(await past({ from: 5, to: 41 }, 12)).toEqual({ from: 5, to: 40 });
  expect(readings()).toBe(3);
});

it('leaves a filter as it is while no call is to come, and where it ends before now', async () => {
  const { source } = openSource([10]);
  const past = createPastFilter(source);
  expect(await past({ from: 5 }, 60)).toEqual({ from: 5 });
  expect(await past({ to: 90 }, 60)).toEqual({ to: 90 });
  expect(await past({ to: 8 }, 9)).toEqual({ to: 8 });
});

it('trusts nothing while calls are changing', async () => {
  const { source, readings, setRevision } = openSource([10, 40]);
  const past = createPastFilter(source);
  setRevision(null);
  expect([await past({}, 20), await past({}, 20)]).toEqual([{ to: 40 }, { to: 40 }]);
  expect(readings()).toBe(2);
});
