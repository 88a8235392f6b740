import { readFileSync } from 'node:fs';
import { keepHeapSmall, type SyncReport, sync } from '@cdr/engine';
import { openDuckDbStore } from '@cdr/store';
import { createBenchClock, openBenchSource } from './bench-source.ts';
import { readJob } from './run-process.ts';
import type { BenchVendor } from './workload.ts';

/** One sync, in a process of its own so that its memory and its warm-up are its own. */
export interface SyncJob {
  vendor: BenchVendor;
  options: Record<string, unknown>;
  path: string;
  now: number;
  since: string;
  /** Where the asked range ends; now, when absent. */
  until?: number;
  lookback?: string;
}

/** What a sync took. */
export interface SyncFigures {
  elapsedMs: number;
  /** The most memory that the process ever held, in kB; 0 where the system doesn't tell. */
  peakKb: number;
  report: SyncReport;
  /** Requests that the planned slices needed at the least. */
  leastRequests: number;
}

// As `cdr` does.
keepHeapSmall();
const job = await readJob<SyncJob>();
const { vendor, options, path, now, since, until, lookback } = job;
const pageRows = vendor === 'thulium' ? 100 : Number.POSITIVE_INFINITY;
const clock = createBenchClock(now);
let leastRequests = 0;

const config = { since, ...(lookback === undefined ? {} : { lookback }) };
const source = await openBenchSource({ vendor, options, now, config });
const startedAt = performance.now();
const store = await openDuckDbStore({ path, now: () => clock.now() });
const report = await sync({
  store,
  sources: [{ source, ...(until === undefined ? {} : { asked: { to: until } }) }],
  clock,
  signal: new AbortController().signal,
  raw: 'keep',
  onEvent: (event) => {
    if (event.type === 'slice-done') leastRequests += Math.max(1, Math.ceil(event.rows / pageRows));
  },
});
await store.close();
const elapsedMs = performance.now() - startedAt;
const figures: SyncFigures = { elapsedMs, peakKb: readPeakKb(), report, leastRequests };
process.stdout.write(JSON.stringify(figures));

function readPeakKb(): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
