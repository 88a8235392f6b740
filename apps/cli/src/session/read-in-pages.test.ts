import { type Call, createCallFields, type Store, StoreBusyError, toInstant } from '@cdr/core';
import { createMemoryStore } from '@cdr/store';
import { expect, test } from 'vitest';
import { createFakeIo } from '../__fixtures__/fake-io.ts';
import { readInPages } from './read-in-pages.ts';

const selection = { filters: [{ source: ['a'] }, { source: ['b'] }] };

async function createStore(counts: Record<string, number>): Promise<Store> {
  const store = createMemoryStore(() => 0);
  for (const [source, count] of Object.entries(counts)) {
    const rows = Array.from({ length: count }, (_, index) => ({
      id: `${source}:${index}`,
      call: createCallFields({
        startedAt: toInstant(index * 1000),
        timePrecision: 'second',
        timeZone: 'UTC',
      }),
      raw: null,
      hash: index,
    }));
    const window = { from: 0, to: count * 1000 };
    const owner = { source, stream: 'calls', provider: 'artificial' };
    await store.commit({ ...owner, window, proof: null, rows, rejected: [], missing: 'keep' });
  }
  return store;
}

/** A session whose store is busy at these openings, counted from 1. */
function sessionOf(store: Store, busyAt: readonly number[] = []) {
  const { io, err } = createFakeIo();
  const delays: number[] = [];
  let openings = 0;
  let isOpen = false;
  const session = {
    io,
    clock: {
      now: () => 0,
      elapsedMs: () => 0,
      async sleep(delayMs: number) {
        delays.push(delayMs);
      },
      after: () => () => {},
    },
    async withStoreToRead<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
      openings += 1;
      if (busyAt.includes(openings)) throw new StoreBusyError({ what: 'The store is in use' });
      isOpen = true;
      return work(store).finally(() => {
        isOpen = false;
      });
    },
  };
  return { session, err, delays, openings: () => openings, isOpen: () => isOpen };
}

test('pages hold every call once, in order, and the store is closed while they are worked on', async () => {
  const { session, openings, isOpen } = sessionOf(await createStore({ a: 1200, b: 1300 }));
  const calls: Call[] = [];
  for await (const page of readInPages(session, selection, 5000)) {
    expect(isOpen()).toBe(false);
    calls.push(...page);
  }
  expect(new Set(calls.map(({ id }) => id)).size).toBe(2500);
  expect(calls.map(({ startedAt }) => startedAt)).toEqual(
    calls.map(({ startedAt }) => startedAt).sort(),
  );
  expect(openings()).toBe(3);
});

test.each([0, 1, 999, 1000, 1001])(
  'no more than %i are read when no more are wanted',
  async (limit) => {
    const { session } = sessionOf(await createStore({ a: 1500 }));
    let count = 0;
    for await (const page of readInPages(session, selection, limit)) count += page.length;
    expect(count).toBe(limit);
  },
);

test('a busy store is waited for, and that is said once', async () => {
  const { session, err, delays } = sessionOf(await createStore({ a: 1500 }), [2, 3]);
  let count = 0;
  for await (const page of readInPages(session, selection, 1500)) count += page.length;
  expect(count).toBe(1500);
  expect(delays).toHaveLength(2);
  expect(err()).toBe('cdr: the store is in use; waiting for it\n');
});
