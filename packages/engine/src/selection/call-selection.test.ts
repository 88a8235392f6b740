import {
  type Call,
  type CallQuery,
  type CallSource,
  createCallFields,
  matchesCall,
} from '@cdr/core';
import { expect, test } from 'vitest';
import { countSelected, readSelected } from './call-selection.ts';

function callsOf(source: string, minutes: readonly number[]): Call[] {
  return minutes.map((minute) => ({
    id: `${source}:${minute}`,
    source,
    provider: 'x',
    ...createCallFields({
      startedAt: new Date(minute * 60_000).toISOString(),
      timePrecision: 'minute',
      timeZone: 'UTC',
    }),
  }));
}

/** Batches of two, so that readings end in the middle of others'. */
function sourceOf(calls: readonly Call[], closed: string[] = []): CallSource {
  const found = ({ filter = {}, limit = calls.length, order = 'asc' }: CallQuery) => {
    const own = calls.filter((call) => matchesCall(call, filter));
    return (order === 'asc' ? own : own.reverse()).slice(0, limit);
  };
  return {
    count: async (filter = {}) => found({ filter }).length,
    async *read(query = {}) {
      try {
        const own = found(query);
        for (let at = 0; at < own.length; at += 2) yield own.slice(at, at + 2);
      } finally {
        closed.push(...(query.filter?.source ?? []));
      }
    },
  };
}

const store = sourceOf([
  ...callsOf('a', [1, 4, 5, 9]),
  ...callsOf('b', [2, 3, 8]),
  ...callsOf('c', []),
]);
const filters = ['a', 'b', 'c'].map((source) => ({ source: [source] }));

async function ids(limit?: number): Promise<string[]> {
  const all: string[] = [];
  for await (const batch of readSelected(store, { filters }, { limit, raw: false })) {
    all.push(...batch.map(({ id }) => id));
  }
  return all;
}

test('readings of several filters come in one order', async () => {
  expect(await ids()).toEqual(['a:1', 'b:2', 'b:3', 'a:4', 'a:5', 'b:8', 'a:9']);
  expect(await countSelected(store, { filters })).toBe(7);
});

test('the order may be the other way round', async () => {
  const all: string[] = [];
  const reading = { limit: 4, raw: false, order: 'desc' } as const;
  for await (const batch of readSelected(store, { filters }, reading)) {
    all.push(...batch.map(({ id }) => id));
  }
  expect(all).toEqual(['a:9', 'b:8', 'a:5', 'a:4']);
});

test('a limit holds over all of them', async () => {
  expect(await ids(3)).toEqual(['a:1', 'b:2', 'b:3']);
  expect(await ids(0)).toEqual([]);
});

test('readings are closed when the reader stops', async () => {
  const closed: string[] = [];
  const many = sourceOf([...callsOf('a', [1, 3, 5]), ...callsOf('b', [2, 4, 6])], closed);
  for await (const _ of readSelected(many, { filters }, { limit: 1, raw: false })) break;
  expect(closed.sort()).toEqual(['a', 'b', 'c']);
});
