import { randomUUID } from 'node:crypto';
import { type Clock, type EpochMs, type Instant, type Store, toInstant } from '@cdr/core';
import {
  type AskedRange,
  deleteOldCalls,
  forgetOldRaw,
  keptFrom,
  type Project,
  type Source,
  type SourceReport,
  type SyncEvent,
  type SyncInput,
  type SyncReport,
  sync,
} from '@cdr/engine';
import { RequestError } from '../http/request-error.ts';
import { createSyncProgress, type SyncProgress } from './sync-progress.ts';

/** One sync of one source, while it runs and afterwards. */
export interface SyncState {
  id: string;
  source: string;
  startedAt: Instant;
  /** `null` while it runs. */
  endedAt: Instant | null;
  status: 'running' | SyncReport['status'];
  progress: SyncProgress;
  /** As `cdr sync --json` prints it of one source; `null` while it runs, and where the sync broke. */
  report: SourceReport | null;
}

/** Runs syncs, one of a source at a time, and remembers the last of them. */
export interface SyncDesk {
  /** Begins a sync. Throws `RequestError` when one of the source runs, or when the server ends. */
  start(source: Source, asked?: AskedRange): RunningSync;
  /** The sync of the source that runs now; `null` when none does. */
  running(source: string): SyncState | null;
  /**
   * Resolves when what goes on for the source is over: with the sync's last state, or with `null` after
   * work that is none. `null` when nothing goes on.
   */
  going(source: string): Promise<SyncState | null> | null;
  /**
   * Does other work on what is stored of sources, while no sync of them runs: one that does is waited
   * for. The signal that the work is given aborts when the server ends.
   */
  exclusively<Result>(
    sources: readonly string[],
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result>;
  /** Deletes what is older than config keeps it, as every sync does at its end. */
  forgetOld(source: Source): Promise<void>;
  find(id: string): SyncState | null;
  /** Calls `listener` whenever something about the sync has changed; gives a function that ends that. */
  watch(id: string, listener: (state: SyncState) => void): () => void;
  /** Interrupts what runs: what is committed stays, what isn't is rolled back. Resolves when it has ended. */
  close(): Promise<void>;
}

/** A sync that has begun. */
export interface RunningSync {
  id: string;
  /** Resolves with its last state, whatever became of it. */
  ended: Promise<SyncState>;
}

/** What a desk works with. */
export interface SyncDeskInput {
  project: Project;
  store: Store;
  clock: Clock;
  /** Is told what happens, of every sync. */
  onEvent?: (event: SyncEvent) => void;
  /** As of `sync`. */
  announce?: SyncInput['announce'];
  /** Is told of every sync that has ended. */
  onEnd?: (state: SyncState) => void;
  /** Is told of what is a bug here, and no failure of a vendor's. */
  onBug?: (error: unknown) => void;
}

const remembered = 200;

/** Begins no sync yet. */
export function createSyncDesk(input: SyncDeskInput): SyncDesk {
  const { project, store, clock, onEvent, announce, onEnd, onBug } = input;
  const states = new Map<string, SyncState>();
  const runs = new Map<string, { id: string | null; ended: Promise<SyncState | null> }>();
  const listeners = new Map<string, Set<(state: SyncState) => void>>();
  const { raw } = project.loaded.config;
  /** From when on the calls of each source were kept when the older ones were last deleted. */
  const keptSince = new Map<string, EpochMs>();
  const stop = new AbortController();

  function tell(state: SyncState): void {
    states.set(state.id, state);
    for (const listener of listeners.get(state.id) ?? []) listener(state);
  }

  function assertOpen(): void {
    if (!stop.signal.aborted) return;
    throw new RequestError('unavailable', { what: 'The server is about to end' });
  }

  function forgetOldest(): void {
    const old = [...states.values()].filter(({ endedAt }) => endedAt !== null);
    for (const { id } of old.slice(0, Math.max(0, states.size - remembered))) states.delete(id);
  }

  /** What is too old changes by the day; the vendors' rows may go at any moment. */
  async function forgetOld(source: Source): Promise<void> {
    const now = clock.now();
    await forgetOldRaw({ store, sources: [source], raw, now });
    const from = keptFrom(source, null, now);
    if (from === null || keptSince.get(source.name) === from) return;
    await deleteOldCalls({ store, source, now, by: { via: 'server', keyId: null } });
    keptSince.set(source.name, from);
  }

  async function run(begun: SyncState, source: Source, asked: AskedRange): Promise<SyncState> {
    const progress = createSyncProgress();
    const end = (status: SyncState['status'], report: SourceReport | null): SyncState => ({
      ...begun,
      endedAt: toInstant(clock.now()),
      status,
      progress: progress.current(),
      report,
    });
    try {
      const report = await sync({
        store,
        sources: [{ source, asked }],
        clock,
        signal: stop.signal,
        raw: raw === 'none' ? 'none' : 'keep',
        ...(announce === undefined ? {} : { announce }),
        onEvent(event) {
          progress.add(event);
          onEvent?.(event);
          tell({ ...begun, progress: progress.current() });
        },
      });
      if (!stop.signal.aborted) await forgetOld(source);
      return end(report.status, report.sources[0] ?? null);
    } catch (error) {
      onBug?.(error);
      return end('failed', null);
    }
  }

  async function exclusively<Result>(
    sources: readonly string[],
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const goingOn = () => sources.flatMap((source) => runs.get(source)?.ended ?? []);
    for (let ends = goingOn(); ends.length > 0; ends = goingOn()) await Promise.all(ends);
    assertOpen();
    const worked = work(stop.signal).finally(() => {
      for (const source of sources) runs.delete(source);
    });
    const ended = worked.then(nothing, nothing);
    for (const source of sources) runs.set(source, { id: null, ended });
    return worked;
  }

  return {
    start(source, asked = {}) {
      const { name } = source;
      assertOpen();
      const other = runs.get(name);
      if (other !== undefined) throw busy(name, other.id);
      const begun: SyncState = {
        id: randomUUID(),
        source: name,
        startedAt: toInstant(clock.now()),
        endedAt: null,
        status: 'running',
        progress: createSyncProgress().current(),
        report: null,
      };
      tell(begun);
      const ended = run(begun, source, asked).then((state) => {
        runs.delete(name);
        tell(state);
        forgetOldest();
        onEnd?.(state);
        return state;
      });
      const running = { id: begun.id, ended };
      runs.set(name, running);
      return running;
    },
    running: (source) => states.get(runs.get(source)?.id ?? '') ?? null,
    going: (source) => runs.get(source)?.ended ?? null,
    exclusively,
    async forgetOld(source) {
      try {
        await exclusively([source.name], () => forgetOld(source));
      } catch (error) {
        if (!stop.signal.aborted) onBug?.(error);
      }
    },
    find: (id) => states.get(id) ?? null,
    watch(id, listener) {
      const own = listeners.get(id) ?? new Set();
      listeners.set(id, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0) listeners.delete(id);
      };
    },
    async close() {
      stop.abort();
      await Promise.all([...runs.values()].map(({ ended }) => ended));
    },
  };
}

const nothing = () => null;

function busy(source: string, sync: string | null): RequestError {
  return sync === null
    ? new RequestError('conflict', {
        what: `What is stored of ${source} is being worked on`,
        todo: 'Try again when that is over',
      })
    : new RequestError('conflict', {
        what: `A sync of ${source} is running`,
        todo: 'Wait for its end, or follow it',
      });
}
