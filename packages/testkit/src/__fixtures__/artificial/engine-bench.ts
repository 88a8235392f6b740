import type { Call, EpochMs, Provider, Store } from '@cdr/core';
import {
  type AskedRange,
  openSource,
  type Source,
  type SourceConfig,
  type SyncEvent,
  type SyncReport,
  sync,
  type VerifyReport,
  verify,
} from '@cdr/engine';
import { createVirtualClock, type VirtualClock } from '../../clock/virtual-clock.ts';

/** Everything that a sync needs, ready to hand. */
export interface EngineBench {
  clock: VirtualClock;
  store: Store;
  events: SyncEvent[];
  open: (name: string, provider: Provider, config?: Partial<SourceConfig>) => Source;
  sync: (
    sources: Source | readonly Source[],
    asked?: AskedRange,
    more?: { signal?: AbortSignal; raw?: 'keep' | 'none' },
  ) => Promise<SyncReport>;
  /** Verifies a source; writes only where it is to repair. */
  verify: (
    source: Source,
    asked?: AskedRange,
    more?: { signal?: AbortSignal; full?: boolean; repair?: true },
  ) => Promise<VerifyReport>;
  /** What is stored: start, vendor id and group of each call. */
  content: (source?: string) => Promise<string[]>;
  calls: (source?: string) => Promise<Call[]>;
}

/** A bench over a store, at that time. */
export function createEngineBench(store: Store, now: EpochMs): EngineBench {
  const clock = createVirtualClock(now);
  const events: SyncEvent[] = [];

  async function calls(source?: string): Promise<Call[]> {
    const found: Call[] = [];
    const filter = source === undefined ? {} : { source: [source] };
    for await (const batch of store.read({ filter })) found.push(...batch);
    return found;
  }

  return {
    clock,
    store,
    events,
    calls,
    open: (name, provider, config = {}) =>
      openSource({
        name,
        provider,
        config: { provider: 'artificial', options: {}, attemptTimeout: 'PT30S', ...config },
        runtime: {
          clock,
          random: () => 0.5,
          fetch: () => Promise.reject(new Error('the artificial vendor has no network')),
        },
      }),
    sync: (sources, asked = {}, { signal, raw = 'keep' } = {}) =>
      sync({
        store,
        sources: [sources].flat().map((source) => ({ source, asked })),
        clock,
        signal: signal ?? new AbortController().signal,
        raw,
        onEvent: (event) => events.push(event),
      }),
    verify: (source, asked = {}, { signal, full = false, repair } = {}) =>
      verify({
        store,
        sources: [{ source, asked }],
        clock,
        signal: signal ?? new AbortController().signal,
        full,
        ...(repair === undefined ? {} : { repair: { store, raw: 'keep' } }),
        onEvent: (event) => events.push(event),
      }),
    async content(source) {
      const found = await calls(source);
      return found
        .map(({ startedAt, vendorId, group }) => `${startedAt} ${vendorId} ${group}`)
        .sort();
    },
  };
}
