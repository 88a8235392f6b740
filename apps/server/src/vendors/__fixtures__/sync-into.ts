import {
  type Call,
  type Note,
  type Provider,
  type Statistic,
  type Store,
  toEpochMs,
  type VendorApi,
} from '@cdr/core';
import { configSchema, openSource, parseConfigValue, type SourceReport, sync } from '@cdr/engine';
import { createVirtualClock } from '@cdr/testkit';

/** An account at a vendor, as config names it. */
export interface Account {
  name: string;
  provider: Provider;
  options: Record<string, unknown>;
  streams?: string[];
  /** Answers in place of the network. */
  api?: VendorApi;
}

/** What time it is for whoever reads, and for the vendor. */
export const sampleNow = '2024-03-20T12:00:00.000Z';

const asked = {
  from: toEpochMs('2024-03-15T00:00:00.000Z'),
  to: toEpochMs('2024-03-19T00:00:00.000Z'),
};

/** Reads March 15 to 18 of an account into a store, with the provider's own client. */
export async function syncInto(store: Store, account: Account): Promise<SourceReport | undefined> {
  const { name, provider, options, streams, api = (request: Request) => fetch(request) } = account;
  const clock = createVirtualClock(toEpochMs(sampleNow));
  const own = { provider: provider.manifest.id, options, ...(streams && { streams }) };
  const config = parseConfigValue(configSchema, { sources: { [name]: own } }).sources[name];
  if (config === undefined) throw new Error(`no source ${name}`);
  const runtime = { fetch: api, clock, random: () => 0.5 };
  const source = openSource({ name, config, provider, runtime });
  const report = await sync({
    store,
    sources: [{ source, asked }],
    clock,
    signal: new AbortController().signal,
    raw: 'none',
  });
  return report.sources[0];
}

/** What a store holds of a source. */
export async function contentOf(store: Store, source: string) {
  const filter = { source: [source] };
  const calls: Call[] = [];
  for await (const batch of store.read({ filter })) calls.push(...batch);
  const notes: Note[] = [];
  for await (const batch of store.readNotes({ filter })) notes.push(...batch);
  const statistics: Statistic[] = [];
  for await (const batch of store.readStatistics({ filter })) statistics.push(...batch);
  return { calls, notes, statistics };
}
