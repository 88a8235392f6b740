import type { CallKey, CallQuery, Store } from '@cdr/core';
import { openDuckDbStore } from '@cdr/store';
import { type Figure, median, round } from './figure.ts';
import { generatedCalls, generatedStore, generatedYear } from './generated-calls.ts';

const pageSize = 50;
const deepPage = 100_000;
const rounds = 5;
const filter = { direction: ['inbound'] } as const;

/** A page far down a filtered listing over the first one, each begun behind the last call of the page before. */
export async function measureList(): Promise<Figure[]> {
  const path = await generatedStore();
  const store = await openDuckDbStore({ path, now: () => generatedYear.to });
  const [before] = await readPage(store, { offset: pageSize * (deepPage - 1) - 1, limit: 1 });
  if (before === undefined) throw new Error('the listing has too few calls');
  const times: { first: number; deep: number }[] = [];
  for (let turn = 0; turn < rounds; turn += 1) {
    const first = await timePage(store, {});
    const deep = await timePage(store, { after: before });
    times.push({ first, deep });
  }
  await store.close();
  return [
    {
      name: 'list',
      calls: generatedCalls,
      page: deepPage,
      ratio: round(median(times.map(({ first, deep }) => deep / first))),
      limit: 1.5,
      rounds: times.map(({ first, deep }) => ({ firstMs: round(first), deepMs: round(deep) })),
    },
  ];
}

async function timePage(store: Store, query: CallQuery): Promise<number> {
  const startedAt = performance.now();
  const calls = await readPage(store, { ...query, limit: pageSize });
  if (calls.length !== pageSize) throw new Error('the page is not full');
  return performance.now() - startedAt;
}

async function readPage(store: Store, query: CallQuery): Promise<CallKey[]> {
  const calls: CallKey[] = [];
  for await (const batch of store.read({ filter, ...query })) calls.push(...batch);
  return calls;
}
