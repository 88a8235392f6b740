import { type Call, compareCallKeys, type EpochMs, matchesCall } from '@cdr/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCalls, anyQuery, callAt, readAll, readPlainly } from '../__fixtures__/reference.ts';
import { generateCalls } from '../generate/generate-calls.ts';
import { createCallList } from './call-list.ts';
import { callsFromArray } from './calls-from-array.ts';

const instants: fc.Arbitrary<EpochMs> = fc.integer({ min: -1, max: 22 });

describe('sources', () => {
  it('tell whether their calls have changed', () => {
    const list = createCallList();
    const seen = [list.revision?.()];
    list.insert(callAt(1));
    seen.push(list.revision?.(), list.revision?.());
    list.remove('file:1');
    seen.push(list.revision?.());
    expect(seen).toEqual([0, 1, 1, 2]);
    expect(callsFromArray([callAt(1)]).revision?.()).toBe(0);
  });
});

describe('calls from an array', () => {
  it('answers every query as a plain look at all calls does', async () => {
    const cases = anyCalls.chain((calls) =>
      fc.tuple(fc.constant(calls), anyQuery(calls, instants)),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([calls, query]) => {
        const source = callsFromArray(calls);
        expect(await readAll(source, query)).toEqual(readPlainly(calls, query));
        const { filter } = query;
        expect(await source.count(filter)).toBe(
          readPlainly(calls, filter ? { filter } : {}).length,
        );
      }),
      { numRuns: 400 },
    );
  });

  it('gives raw rows only when asked', async () => {
    const source = callsFromArray([callAt(0, { raw: { date: 'x' } })]);
    expect(await readAll(source)).toEqual([callAt(0)]);
    expect(await readAll(source, { raw: true })).toEqual([callAt(0, { raw: { date: 'x' } })]);
  });

  it('gives long lists in batches of at most a thousand', async () => {
    const source = callsFromArray(Array.from({ length: 2500 }, (_, index) => callAt(index)));
    const sizes: number[] = [];
    for await (const batch of source.read({ order: 'desc', offset: 100 })) sizes.push(batch.length);
    expect(sizes).toEqual([1000, 1000, 400]);
  });

  it('refuses two calls of one id', () => {
    expect(() => callsFromArray([callAt(1, { id: 'a' }), callAt(2, { id: 'a' })])).toThrow('"a"');
  });
});

describe('generated calls as a source', () => {
  const from = Date.UTC(2025, 9, 20);
  const to = Date.UTC(2025, 9, 30, 7, 13, 0, 5);
  const options = { seed: 7, from, to, timeZone: 'Europe/Warsaw', calls: 1500 };
  const source = generateCalls(options);

  it('answers every query as a plain look at all calls does', async () => {
    const calls = await readAll(source);
    const starts = fc.oneof(
      fc.integer({ min: from - 1, max: to + 1 }),
      fc.constantFrom(...calls.map((call) => Date.parse(call.startedAt))),
    );
    await fc.assert(
      fc.asyncProperty(anyQuery(calls, starts), async (query) => {
        expect(await readAll(source, query)).toEqual(readPlainly(calls, query));
        const wanted = calls.filter((call) => matchesCall(call, query.filter ?? {}));
        expect(await source.count(query.filter)).toBe(wanted.length);
      }),
      { numRuns: 300 },
    );
  });

  it('tells the same pages by offset, by key, and backwards', async () => {
    const calls = await readAll(source);
    expect(calls.toSorted(compareCallKeys)).toEqual(calls);
    const byOffset = [];
    const byKey: Call[] = [];
    const backwards = [];
    for (let offset = 0; offset < calls.length; offset += 97) {
      byOffset.push(...(await readAll(source, { offset, limit: 97 })));
      const after = byKey.at(-1);
      byKey.push(...(await readAll(source, { limit: 97, ...(after && { after }) })));
      backwards.push(...(await readAll(source, { order: 'desc', offset, limit: 97 })));
    }
    expect(byOffset).toEqual(calls);
    expect(byKey).toEqual(calls);
    expect(backwards).toEqual(calls.toReversed());
  });
});

describe('a call list', () => {
  it('shows what was inserted, replaced and removed', async () => {
    const list = createCallList([callAt(1), callAt(3)]);
    list.insert(callAt(2, { id: 'new' }));
    list.replace(callAt(5, { id: 'file:1', direction: 'inbound' }));
    list.remove('file:3');
    expect(await readAll(list)).toEqual([
      callAt(2, { id: 'new' }),
      callAt(5, { id: 'file:1', direction: 'inbound' }),
    ]);
    expect(await list.count({ direction: ['inbound'] })).toBe(1);
  });

  it('lets a reading that has begun end over the calls as they were', async () => {
    const before = Array.from({ length: 1500 }, (_, index) => callAt(index));
    const list = createCallList(before);
    const seen = [];
    for await (const batch of list.read()) {
      if (seen.length === 0) list.insert(callAt(-1, { id: 'late' }));
      seen.push(...batch);
    }
    expect(seen).toEqual(before);
    expect(await list.count()).toBe(1501);
  });

  it('refuses to insert what is there and to change what is not', () => {
    const list = createCallList([callAt(1)]);
    expect(() => list.insert(callAt(1))).toThrow('"file:1"');
    expect(() => list.replace(callAt(2))).toThrow('"file:2"');
    expect(() => list.remove('file:2')).toThrow('"file:2"');
  });
});
