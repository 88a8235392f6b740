import type { VendorApi } from '@cdr/core';
import { createVendorApi } from '@cdr/provider-thulium/vendor-api';
import { openDuckDbStore } from '@cdr/store';
import { type Figure, median, round } from './figure.ts';
import { generatedCalls, generatedStore, generatedYear } from './generated-calls.ts';

const pageSize = 100;
const deepPage = 1000;
const rounds = 9;
const authorization = `Basic ${Buffer.from('api_user:api_pass').toString('base64')}`;

/** Page 1,000 of Thulium's call list over the store, over the first one; and what counting it once took. */
export async function measureVendorPage(): Promise<Figure[]> {
  const now = () => generatedYear.to;
  const store = await openDuckDbStore({ path: await generatedStore(), now });
  const api = createVendorApi(store, { now });
  const countingMs = await timePage(api, 1);
  const times: { first: number; deep: number }[] = [];
  for (let turn = 0; turn < rounds; turn += 1) {
    times.push({ first: await timePage(api, 1), deep: await timePage(api, deepPage) });
  }
  await store.close();
  return [
    {
      name: 'vendor-page',
      calls: generatedCalls,
      page: deepPage,
      ratio: round(median(times.map(({ first, deep }) => deep / first))),
      limit: 1.5,
      countingMs: round(countingMs),
      rounds: times.map(({ first, deep }) => ({ firstMs: round(first), deepMs: round(deep) })),
    },
  ];
}

async function timePage(api: VendorApi, page: number): Promise<number> {
  const startedAt = performance.now();
  const url = `http://vendor.test/api/connections?limit=${pageSize}&offset=${(page - 1) * pageSize}`;
  const answer = await api(new Request(url, { headers: { authorization } }));
  const text = await answer.text();
  if (text.split('"connection_id"').length !== pageSize + 1)
    throw new Error('the page is not full');
  return performance.now() - startedAt;
}
