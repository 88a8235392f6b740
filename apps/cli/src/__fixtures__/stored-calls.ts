import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CallFields, createCallFields } from '@cdr/core';
import { openDuckDbStore } from '@cdr/store';

const options = { baseUrl: 'http://127.0.0.1:9', token: 't0k3n' };

/** Writes a config with the sources `krakow` and `hanoi`, and `more` keys. */
export async function writeConfig(dir: string, more: object = {}): Promise<void> {
  const sources = {
    krakow: { provider: 'ccrm', options },
    hanoi: { provider: 'ccrm', timeZone: 'Asia/Ho_Chi_Minh', options },
  };
  await writeFile(join(dir, 'cdr.config.json'), JSON.stringify({ sources, ...more }));
}

/** What a test says of a call. */
export interface StoredCall extends Partial<CallFields> {
  source: 'krakow' | 'hanoi';
  vendorId: string;
  startedAt: string;
}

/** Makes these calls the only ones of the store beside the config. */
export async function storeCalls(dir: string, calls: readonly StoredCall[]): Promise<void> {
  const store = await openDuckDbStore({ path: join(dir, 'cdr.duckdb'), now: () => 0 });
  for (const source of ['krakow', 'hanoi']) {
    const rows = calls.flatMap(({ source: own, ...fields }, index) => {
      if (own !== source) return [];
      const call = createCallFields({
        timePrecision: 'second',
        timeZone: 'Europe/Warsaw',
        ...fields,
      });
      const { vendorId, startedAt } = fields;
      const raw = JSON.stringify({ own: vendorId });
      return [{ id: `${source}:${vendorId}`, call, raw, hash: index + 1 + Date.parse(startedAt) }];
    });
    await store.commit({
      source,
      stream: 'calls',
      provider: 'ccrm',
      window: { from: 0, to: Date.parse('2030-01-01T00:00:00Z') },
      proof: null,
      rows,
      rejected: [],
      missing: 'remove',
    });
  }
  await store.close();
}
