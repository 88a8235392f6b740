import {
  type Call,
  type EpochMs,
  intersectWindows,
  type LedgerEntry,
  type Provider,
  type Store,
  subtractWindows,
  toInstant,
  unionWindows,
  type VendorApi,
  type Window,
} from '@cdr/core';
import { type CallList, createCallList } from '@cdr/emulator';
import {
  type AskedRange,
  openSource,
  type Source,
  type SourceConfig,
  type SourceReport,
  type SyncEvent,
  type SyncReport,
  sync,
  type VerifyReport,
  verify,
} from '@cdr/engine';
import { createMemoryStore } from '@cdr/store';
import { createVirtualClock, type VirtualClock } from '../clock/virtual-clock.ts';
import { ConformanceError, demand } from './conformance-error.ts';
import { withinReason } from './within-reason.ts';

/** One account at one vendor, and the store that it is read into. */
export interface TrialOptions {
  provider: Provider;
  /** Ids of the streams that are read. */
  streams: readonly string[];
  /** The vendor's calls at the beginning. */
  calls: readonly Call[];
  /** What time it is, for the vendor and for the plan. */
  now: EpochMs;
  /** The vendor over the calls of the trial. */
  createVendor: (calls: CallList, clock: VirtualClock) => TrialVendor;
  /** Default: a new one in memory. */
  store?: Store;
  /** What config says beyond options. */
  config?: Partial<Pick<SourceConfig, 'concurrency' | 'attemptTimeout' | 'lookback' | 'timeZone'>>;
}

/** A vendor as a trial needs it. */
export interface TrialVendor {
  /** The provider's options in config. */
  options: Record<string, unknown>;
  answer: VendorApi;
  /** Brings what the provider reads besides up to the calls and the clock, where there is such a thing. */
  catchUp?(): Promise<void>;
  /** Rejects once a provider waits for what never comes, where that can be told. */
  stuck?: Promise<never>;
}

/** A vendor that can be synced over and over, while its calls and the time change. */
export interface Trial {
  /** The vendor's calls; change them as you like. */
  readonly calls: CallList;
  readonly clock: VirtualClock;
  readonly store: Store;
  readonly source: Source;
  /** For whoever reads other than by a sync: the source, once the vendor is where its clock is. */
  ready(): Promise<Source>;
  /** Syncs that range. Rejects with `ConformanceError` when counts don't balance or coverage shrinks. */
  sync(asked: AskedRange, signal?: AbortSignal): Promise<TrialRun>;
  /** Holds all that is sealed against the vendor. */
  verify(options?: { full?: boolean; repair?: boolean }): Promise<VerifyReport>;
  stored(): Promise<Call[]>;
  coverage(): Promise<LedgerEntry[]>;
  /**
   * The same account as the next process finds it, over that store, with what has changed in config:
   * the vendor has not been restarted.
   */
  reopen(store: Store, config?: TrialOptions['config']): Trial;
}

/** What one sync came to. */
export interface TrialRun {
  status: SyncReport['status'];
  report: SourceReport;
  events: SyncEvent[];
  /** Requests that reached the vendor, those for tokens included. */
  requests: number;
}

/** Requests of one sync after which a provider is taken for one that asks for ever. */
const maxRequests = 3_000;
const sourceName = 'trial';

/** The vendor's side of a trial, which outlives the processes that read it. */
interface Account {
  calls: CallList;
  clock: VirtualClock;
  vendor: TrialVendor;
  fetch: (request: Request) => Promise<Response>;
  /** Requests of the current sync. */
  requests: number;
}

/** Opens a source over a vendor of its own. */
export function createTrial(options: TrialOptions): Trial {
  const calls = createCallList(options.calls);
  const clock = createVirtualClock(options.now);
  const vendor = options.createVendor(calls, clock);
  const account: Account = {
    calls,
    clock,
    vendor,
    requests: 0,
    fetch: async (request) => {
      account.requests += 1;
      demand(
        account.requests <= maxRequests,
        `more than ${maxRequests} requests were sent in one sync`,
      );
      return vendor.answer(request);
    },
  };
  return openAccount(account, options, options.store ?? createMemoryStore());
}

function openAccount(account: Account, options: TrialOptions, store: Store): Trial {
  const { calls, clock, vendor, fetch } = account;
  const source = openSource({
    name: sourceName,
    config: {
      provider: options.provider.manifest.id,
      streams: [...options.streams],
      options: vendor.options,
      attemptTimeout: 'PT30S',
      ...options.config,
    },
    provider: options.provider,
    runtime: { clock, random: () => 0.5, fetch },
  });

  async function run(asked: AskedRange, signal = new AbortController().signal): Promise<TrialRun> {
    await vendor.catchUp?.();
    account.requests = 0;
    const events: SyncEvent[] = [];
    const before = await store.coverage(sourceName);
    const { status, sources } = await withinReason(
      sync({
        store,
        sources: [{ source, asked }],
        clock,
        signal,
        raw: 'keep',
        onEvent: (event) => events.push(event),
      }),
      vendor.stuck,
    );
    const [report] = sources;
    if (report === undefined) throw new ConformanceError('the sync told of no source');
    expectBalance(report);
    expectMonotony(before, await store.coverage(sourceName));
    return { status, report, events, requests: account.requests };
  }

  return {
    calls,
    clock,
    store,
    source,
    async ready() {
      await vendor.catchUp?.();
      return source;
    },
    sync: run,
    verify({ full = false, repair = false } = {}) {
      account.requests = 0;
      return withinReason(
        verify({
          store,
          sources: [{ source }],
          clock,
          signal: new AbortController().signal,
          full,
          ...(repair ? { repair: { store, raw: 'keep' } } : {}),
        }),
        vendor.stuck,
      );
    },
    async stored() {
      const stored: Call[] = [];
      for await (const batch of store.read()) stored.push(...batch);
      return stored;
    },
    coverage: () => store.coverage(sourceName),
    reopen: (next, config) =>
      openAccount(account, { ...options, config: { ...options.config, ...config } }, next),
  };
}

function expectBalance({ rows }: SourceReport): void {
  const { received, inserted, updated, unchanged, rejected, outside, duplicate } = rows;
  const told = inserted + updated + unchanged + rejected + outside + duplicate;
  demand(received === told, `${received} rows were received, and ${told} accounted for`);
}

function expectMonotony(before: readonly LedgerEntry[], after: readonly LedgerEntry[]): void {
  const lost = subtractWindows(before, after);
  demand(lost.length === 0, `coverage was lost: ${lost.map(describeWindow).join(', ')}`);
}

/** A window for messages. */
export function describeWindow({ from, to }: Window): string {
  return `${toInstant(from)} to ${toInstant(to)}`;
}

/** The calls that start in one of the windows. */
export function callsWithin(calls: readonly Call[], windows: readonly Window[]): Call[] {
  const union = unionWindows(windows);
  return calls.filter(({ startedAt }) => {
    const from = Date.parse(startedAt);
    return intersectWindows([{ from, to: from + 1 }], union).length > 0;
  });
}
