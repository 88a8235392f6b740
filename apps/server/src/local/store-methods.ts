import type { Store } from '@cdr/core';
import { snapshotChunks } from '../http/snapshot-chunks.ts';
import type { KeyRing } from '../keys/key-ring.ts';

/** What a method answers: a value, batches one after the other, or the bytes of a file. */
export type StoreAnswer =
  | { kind: 'value'; value: unknown }
  | { kind: 'batches'; batches: AsyncIterable<unknown> }
  | { kind: 'bytes'; bytes: AsyncIterable<Uint8Array> };

/** Takes its argument as JSON. */
export type StoreMethod = (argument: string) => Promise<StoreAnswer>;

/**
 * The methods of a store that commands on this machine may call over HTTP: those that read, and the few
 * that write nothing but what an owner asks for. Keys go through the ring, which has them in memory.
 * Arguments come from this very version of the command.
 */
export function storeMethods(store: Store, keys: Pick<KeyRing, 'adopt'>): Map<string, StoreMethod> {
  const methods = new Map<string, StoreMethod>();
  const values: Record<string, (argument: string) => Promise<unknown>> = {
    count: (own) => store.count(queryOf(own)),
    summarize: (own) => store.summarize(queryOf(own)),
    openNumbers: (own) => store.openNumbers(queryOf(own)),
    coverage: (own) => store.coverage(queryOf(own)),
    countNotesDue: (own) => store.countNotesDue(queryOf(own)),
    notesCoverage(own) {
      const { source, within } = queryOf(own);
      return store.notesCoverage(source, within);
    },
    runs: (own) => store.runs(queryOf(own)),
    audit: (own) => store.audit(queryOf(own)),
    apiKeys: () => store.apiKeys(),
    recordApiKey(own) {
      const { key, audit } = JSON.parse(own);
      return keys.adopt(key, audit);
    },
    erase: (own) => store.erase(JSON.parse(own)),
    countErasable: (own) => store.countErasable(JSON.parse(own)),
    months: (own) => store.snapshot((calls) => calls.months(queryOf(own))),
  };
  const batches: Record<string, (argument: string) => AsyncIterable<unknown>> = {
    read: (own) => snapshotChunks(store, (calls) => calls.read(queryOf(own))),
    readNotes: (own) => store.readNotes(queryOf(own)),
    readStatistics: (own) => store.readStatistics(queryOf(own)),
    notesDue: (own) => store.notesDue(queryOf(own)),
    rejected: (own) => store.rejected(queryOf(own)),
  };
  for (const [name, method] of Object.entries(values)) {
    methods.set(name, async (own) => ({ kind: 'value', value: (await method(own)) ?? null }));
  }
  for (const [name, method] of Object.entries(batches)) {
    methods.set(name, async (own) => ({ kind: 'batches', batches: method(own) }));
  }
  for (const name of ['csv', 'parquet'] as const) {
    methods.set(name, async (own) => ({
      kind: 'bytes',
      bytes: snapshotChunks(store, (calls) => calls[name](queryOf(own))),
    }));
  }
  return methods;
}

/** What wasn't asked for comes as `null`, as do bounds that are infinite. */
function queryOf(argument: string) {
  return JSON.parse(argument, (_name, value) => value ?? undefined);
}
