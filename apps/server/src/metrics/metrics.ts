import type { Clock, LedgerEntry, Store } from '@cdr/core';
import type { NearingGap, SyncEvent } from '@cdr/engine';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { SyncState } from '../sync/sync-desk.ts';

/** What is measured while the server runs. */
export interface Metrics {
  /** For syncs. */
  onEvent(event: SyncEvent): void;
  onEnd(state: SyncState): void;
  /** For the gaps that near the horizons of vendors, all of them. */
  onNearing(gaps: readonly NearingGap[]): void;
  /** For requests; `route` as it was declared, so that ids make no labels. */
  onRequest(request: { method: string; route: string; status: number; seconds: number }): void;
  /** Everything, in the text format of Prometheus. */
  text(): Promise<string>;
  contentType: string;
}

/** What metrics are read from. */
export interface MetricsInput {
  store: Pick<Store, 'coverage'>;
  clock: Pick<Clock, 'now'>;
}

/** Measures in a registry of its own, so that several servers in a process don't mix. */
export function createMetrics({ store, clock }: MetricsInput): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer',
    labelNames: ['method', 'route', 'status_code'],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60],
    registers,
  });
  const vendorRequests = new Counter({
    name: 'cdr_vendor_requests_total',
    help: 'HTTP requests that were sent to vendors',
    labelNames: ['source'],
    registers,
  });
  const retries = new Counter({
    name: 'cdr_vendor_retries_total',
    help: 'Requests among them that were sent again',
    labelNames: ['source'],
    registers,
  });
  const slices = new Counter({
    name: 'cdr_slices_total',
    help: 'Slices that syncs have worked through',
    labelNames: ['source', 'stream', 'outcome'],
    registers,
  });
  const rows = new Counter({
    name: 'cdr_rows_total',
    help: 'Rows of committed readings, by what became of them',
    labelNames: ['source', 'outcome'],
    registers,
  });
  const syncs = new Counter({
    name: 'cdr_syncs_total',
    help: 'Syncs that have ended',
    labelNames: ['source', 'status'],
    registers,
  });
  new Gauge({
    name: 'cdr_coverage_lag_seconds',
    help: 'How far behind now the newest covered instant lies',
    labelNames: ['source', 'stream'],
    registers,
    async collect() {
      this.reset();
      for (const { source, stream, to } of newest(await store.coverage())) {
        this.set({ source, stream }, Math.max(0, (clock.now() - to) / 1000));
      }
    },
  });

  const waiting = new Gauge({
    name: 'cdr_queue_depth',
    help: 'Slices that running syncs have planned, and not worked through yet',
    labelNames: ['source', 'stream'],
    registers,
  });

  const nearing = new Gauge({
    name: 'cdr_gaps_nearing_horizon',
    help: 'Ranges that were not read, and that the vendor will soon no longer tell',
    labelNames: ['source', 'stream'],
    registers,
  });

  /** The streams of each source that were ever waited for. */
  const queued = new Map<string, Set<string>>();

  function setWaiting({ source, stream }: { source: string; stream: string }, count: number): void {
    queued.set(source, (queued.get(source) ?? new Set()).add(stream));
    waiting.set({ source, stream }, count);
  }

  return {
    onNearing(gaps) {
      nearing.reset();
      for (const { source, stream } of gaps) nearing.inc({ source, stream });
    },
    onEvent(event) {
      const { source } = event;
      if (event.type === 'stream-planned') setWaiting(event, event.slices);
      else if ('planned' in event) setWaiting(event, event.planned - event.done);
      if (event.type === 'request') vendorRequests.inc({ source });
      else if (event.type === 'retry') retries.inc({ source });
      else if (event.type in sliceOutcomes && 'stream' in event) {
        slices.inc({ source, stream: event.stream, outcome: event.type.replace('slice-', '') });
      }
    },
    onEnd({ source, status, report }) {
      syncs.inc({ source, status });
      for (const stream of queued.get(source) ?? []) waiting.set({ source, stream }, 0);
      for (const [outcome, count] of Object.entries(report?.rows ?? {})) {
        if (outcome !== 'received') rows.inc({ source, outcome }, count);
      }
    },
    onRequest: ({ method, route, status, seconds }) =>
      requests.observe({ method, route, status_code: status }, seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

const sliceOutcomes = { 'slice-done': 1, 'slice-split': 1, 'slice-reread': 1, 'slice-failed': 1 };

/** The last covered range of each stream. */
function newest(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const last = new Map<string, LedgerEntry>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.source, entry.stream]);
    if ((last.get(key)?.to ?? 0) < entry.to) last.set(key, entry);
  }
  return [...last.values()];
}
