import {
  type CallStream,
  CdrError,
  type Connection,
  coveredIn,
  type EpochMs,
  gapsIn,
  type LedgerEntry,
  type PlannedSlice,
  planStream,
  type Store,
  type StreamPlan,
  subtractWindows,
  type Window,
  type Zone,
  zoneOf,
} from '@cdr/core';
import pLimit from 'p-limit';
import { rangeText } from '../report/time-text.ts';
import type { Source } from '../source/source.ts';
import { type AskedRange, closeAskedRange } from './asked-window.ts';
import { createFingerprint } from './fingerprint.ts';
import { createPartyNormaliser } from './phone-numbers.ts';
import { runSlices } from './run-slices.ts';
import type { SliceReader } from './slice-reader.ts';
import type { SyncEvent } from './sync-events.ts';
import {
  addCounts,
  coveredReport,
  noRows,
  noSlices,
  rangeReport,
  type StreamReport,
} from './sync-report.ts';
import { type SliceContext, type StoredSlice, syncSlice } from './sync-slice.ts';

/** One stream of one source, about to be brought up to date. */
export interface StreamTask {
  source: Source;
  stream: CallStream;
  connection: Connection;
  store: Store;
  /** The planning clock's instant. */
  now: EpochMs;
  asked: AskedRange;
  /** Whether vendor rows are kept beside the calls. */
  keepRaw: boolean;
  elapsedMs: () => number;
  signal: AbortSignal;
  onEvent: (event: SyncEvent) => void;
}

/** A stream's report, and what went wrong on the way. */
export interface StreamResult {
  report: StreamReport;
  warnings: string[];
  errors: CdrError[];
}

/** Slices with more rows are read in parts: what one transaction takes well. */
const maxRowsPerSlice = 8_000;
/** Failures after which every further slice would fail too. */
const hopeless: readonly CdrError['code'][] = [
  'auth',
  'config',
  'rate-limit',
  'store',
  'store-busy',
];
/** So many slices failing in a row mean that the vendor is away. */
const maxFailuresInRow = 3;

/**
 * Plans a stream from its ledger and reads what the plan holds. Failed slices are told in the
 * result; what isn't a `CdrError` is thrown.
 */
export async function syncStream(task: StreamTask): Promise<StreamResult> {
  const { source, stream, connection, now, signal, onEvent } = task;
  const zone = zoneOf(source.settings.timeZone);
  const ledger = await readLedger(task);
  const completeFrom = (await connection.completeFrom?.(signal)) ?? null;
  const { since } = source;
  const { window, assumed } = closeAskedRange({ ...task, since, zone, ledger, completeFrom });
  const plan = planStream({
    stream,
    zone,
    now,
    asked: window,
    ledger,
    completeFrom,
    ...(source.lookback === undefined ? {} : { lookback: source.lookback }),
  });
  onEvent({
    type: 'stream-planned',
    source: source.name,
    stream: stream.id,
    asked: plan.asked,
    slices: plan.slices.length,
  });
  const report: StreamReport = {
    stream: stream.id,
    slices: { ...noSlices(), planned: plan.slices.length },
    rows: noRows(),
    covered: [],
    gaps: [],
    permanentGaps: plan.permanentGaps.map(rangeReport),
  };
  const { errors, isShortened } = await runPlan(task, plan, report);
  const after = await readLedger(task);
  report.covered = coveredIn(plan.asked, after).map(coveredReport);
  report.gaps = subtractWindows(gapsIn(plan.asked, after), plan.permanentGaps).map(rangeReport);
  const warnings = warningsOf({ plan, zone, assumed }, report);
  if (isShortened) {
    warnings.push(
      'The vendor answered less than it was asked for, without saying so; such ranges are read in shorter parts',
    );
  }
  return { report, warnings, errors };
}

async function readLedger({ store, source, stream }: StreamTask): Promise<LedgerEntry[]> {
  const entries = await store.coverage(source.name);
  return entries.filter((entry) => entry.stream === stream.id);
}

async function runPlan(
  task: StreamTask,
  plan: StreamPlan,
  report: StreamReport,
): Promise<{ errors: CdrError[]; isShortened: boolean }> {
  const { source, stream, signal, onEvent } = task;
  const errors: CdrError[] = [];
  const turns = pLimit(source.concurrency);
  let failuresInRow = 0;
  let isHopeless = false;
  let isShortened = false;
  const isOver = () => signal.aborted || isHopeless || failuresInRow >= maxFailuresInRow;
  const context: SliceContext = {
    reader: createReader(task),
    provider: source.provider.manifest.id,
    store: task.store,
    readAt: task.now,
    signal,
    takeTurn: (read) => turns(() => (isOver() ? Promise.resolve(null) : watch(read()))),
    onReread: (slice) => {
      report.slices.reread += 1;
      tell('slice-reread', slice, 0);
    },
    onShortened: () => {
      isShortened = true;
    },
  };

  function tell(type: 'slice-done' | 'slice-split' | 'slice-reread', slice: Window, rows: number) {
    onEvent({ type, ...whereabouts(slice, rows) });
  }

  function whereabouts({ from, to }: Window, rows: number) {
    const { planned, done } = report.slices;
    return { source: source.name, stream: stream.id, window: { from, to }, rows, planned, done };
  }

  function store({ reading, counts }: StoredSlice, slice: PlannedSlice): void {
    failuresInRow = 0;
    report.slices.done += 1;
    addCounts(report.rows, {
      ...counts,
      received: reading.received,
      rejected: reading.rejected.length,
      outside: reading.outside,
      duplicate: reading.duplicate,
    });
    tell('slice-done', slice, reading.rows.length);
  }

  /** Looks at the error before the turn ends, so that no other one begins. */
  function watch<T>(reading: Promise<T>): Promise<T> {
    return reading.catch((error: unknown) => {
      if (CdrError.isInstance(error)) giveUpIfHopeless(error);
      throw error;
    });
  }

  function giveUpIfHopeless({ code }: CdrError): void {
    isHopeless ||= hopeless.includes(code);
  }

  function fail(error: CdrError, slice: PlannedSlice): void {
    giveUpIfHopeless(error);
    failuresInRow += 1;
    report.slices.failed += 1;
    errors.push(error);
    onEvent({ type: 'slice-failed', message: error.message, ...whereabouts(slice, 0) });
  }

  // Two slices more than readers: while one is committed and one waits for it, all of them read.
  await runSlices(plan.slices, source.concurrency + 2, async (slice) => {
    if (isOver()) return [];
    try {
      const outcome = await syncSlice(context, slice);
      if (outcome === null) return [];
      if (!('parts' in outcome)) {
        store(outcome, slice);
        return [];
      }
      report.slices.bisected += 1;
      report.slices.planned += outcome.parts.length - 1;
      tell('slice-split', slice, 0);
      return outcome.parts.map((part) => ({ ...part, state: slice.state }));
    } catch (error) {
      if (signal.aborted) return [];
      if (!CdrError.isInstance(error)) throw error;
      fail(error, slice);
      return [];
    }
  });
  return { errors, isShortened };
}

function createReader({ source, stream, connection, keepRaw, elapsedMs }: StreamTask): SliceReader {
  return {
    source: source.name,
    stream,
    zone: zoneOf(source.settings.timeZone),
    connection,
    mapper: source.mapper,
    fingerprint: createFingerprint(source),
    normaliseParty: createPartyNormaliser(source.settings.country),
    maxRows: maxRowsPerSlice,
    keepRaw,
    elapsedMs,
  };
}

interface Planned {
  plan: StreamPlan;
  zone: Zone;
  assumed: string | null;
}

function warningsOf({ plan, zone, assumed }: Planned, report: StreamReport): string[] {
  const warnings = assumed === null ? [] : [assumed];
  for (const gap of plan.permanentGaps) {
    warnings.push(
      `${rangeText(gap, zone)} was never read and is now older than the vendor answers`,
    );
  }
  for (const range of plan.postponed) {
    warnings.push(
      `${rangeText(range, zone)} was read too recently for the vendor to be asked again`,
    );
  }
  const { removed } = report.rows;
  if (removed > 0) {
    warnings.push(`${removed} stored calls were removed, since the vendor no longer tells them`);
  }
  return warnings;
}
