import { type Call, type CallSource, createCallFields, toInstant } from '@cdr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createArraySource } from './array-source.ts';
import { createMatchFinder, type MatchQuery } from './match-finder.ts';

const length = 5200;

function callAt(number: number): Call {
  const direction = number % 3 === 0 ? 'inbound' : 'outbound';
  const startedAt = toInstant(number - (number % 50));
  const known = { startedAt, timePrecision: 'second', timeZone: 'UTC', direction } as const;
  return { id: `s:${number}`, source: 's', provider: 'p', ...createCallFields(known) };
}

/** Calls that can change, and how many of them were read. */
function openSource() {
  const calls = Array.from({ length }, (_, number) => callAt(number));
  const plain = createArraySource(calls);
  let revision = 0;
  let read = 0;
  const source: CallSource = {
    revision: () => revision,
    count: (filter) => plain.count(filter),
    async *read(query) {
      for await (const batch of plain.read(query)) {
        read += batch.length;
        yield batch;
      }
    },
  };
  return {
    calls,
    source,
    readings: () => read,
    change: () => {
      revision += 1;
      calls.splice(1000, 1);
    },
  };
}

const isInbound = ({ direction }: Call) => direction === 'inbound';
const query: MatchQuery = {
  filter: {},
  order: 'asc',
  offset: 0,
  limit: 100,
  by: 'inbound',
  matches: isInbound,
};

describe('a finder of matching calls', () => {
  it('gives the same pages as a look at each call, whatever changed and was asked before', async () => {
    const { calls, source, change } = openSource();
    const find = createMatchFinder(source);
    const step = fc.record({
      order: fc.constantFrom('asc' as const, 'desc' as const),
      offset: fc.oneof(fc.constantFrom(0, 999, 1000, 1001, 1700, 1732, 1733, 1734), fc.nat(1800)),
      limit: fc.constantFrom(0, 1, 100, 1500),
      changes: fc.constantFrom(false, false, false, true),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        for (const { order, offset, limit, changes } of steps) {
          if (changes) change();
          const all = await createMatchFinder(createArraySource(calls))({
            ...query,
            order,
            limit: length,
          });
          expect(all.total).toBe(calls.filter(isInbound).length);
          expect(await find({ ...query, order, offset, limit })).toEqual({
            total: all.total,
            calls: all.calls.slice(offset, offset + limit),
          });
        }
      }),
      { numRuns: 25 },
    );
  });

  it('goes through all calls once, and again when they have changed', async () => {
    const { source, readings, change } = openSource();
    const find = createMatchFinder(source);
    await find(query);
    expect(readings()).toBe(length);
    await find({ ...query, offset: 1600 });
    expect(readings()).toBeLessThan(length + 3000);
    const before = readings();
    change();
    await find({ ...query, offset: 1600 });
    expect(readings()).toBe(before + length - 1);
  });

  it('looks at each call for every page where nobody can tell whether calls have changed', async () => {
    const { source, readings } = openSource();
    const find = createMatchFinder({
      count: (filter) => source.count(filter),
      read: (query) => source.read(query),
    });
    await find(query);
    await find(query);
    expect(readings()).toBe(2 * length);
  });

  it('keeps lists apart by what decides', async () => {
    const { source } = openSource();
    const find = createMatchFinder(source);
    const inbound = await find(query);
    const outbound = await find({ ...query, by: 'outbound', matches: (call) => !isInbound(call) });
    expect(inbound.total + outbound.total).toBe(length);
  });
});
