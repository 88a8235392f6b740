import {
  type CallStream,
  CdrError,
  coveredIn,
  createCalendar,
  gapsIn,
  type LedgerEntry,
  type PlannedSlice,
  planStream,
  type StatisticsStream,
  type StreamPlan,
  subtractWindows,
  type TimedStream,
  type Window,
  type Zone,
  zoneOf,
} from '@cdr/core';
import pLimit from 'p-limit';
import { rangeText } from '../report/time-text.ts';
import { isOfStream, streamKeyOf } from '../source/stream-key.ts';
import { closeAskedRange } from './asked-window.ts';
import { createFailureWatch } from './failure-watch.ts';
import { createAnswerDigests, createFingerprint } from './fingerprint.ts';
import { readLastAnswers } from './last-answers.ts';
import { createPartyNormaliser } from './phone-numbers.ts';
import { runSlices } from './run-slices.ts';
import type { OversizedSlice, SliceReader } from './slice-reader.ts';
import type { StreamResult, StreamTask } from './stream-task.ts';
import {
  addCounts,
  coveredReport,
  noRows,
  noSlices,
  rangeReport,
  type StreamReport,
} from './sync-report.ts';
import { type SliceRun, type StoredSlice, syncSlice } from './sync-slice.ts';
import { type StatisticsReader, syncStatisticsSlice } from './sync-statistics-slice.ts';

/** Slices with more rows are read in parts: what one transaction takes well. */
const maxRowsPerSlice = 10_000;

/** A stream that is read slice by slice. */
type TimedTask = StreamTask<TimedStream>;

/**
 * Plans a stream from its ledger and reads what the plan holds. Failed slices are told in the
 * result; what isn't a `CdrError` is thrown.
 */
export async function syncStream(task: TimedTask): Promise<StreamResult> {
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
  const { errors, oddities, isShortened } = await runPlan(task, plan, report);
  const after = await readLedger(task);
  report.covered = coveredIn(plan.asked, after).map(coveredReport);
  report.gaps = subtractWindows(gapsIn(plan.asked, after), plan.permanentGaps).map(rangeReport);
  const warnings = [...warningsOf(task, { plan, zone, assumed }, report), ...oddities];
  if (isShortened) {
    warnings.push(
      'The vendor answered less than it was asked for, without saying so; such ranges are read in shorter parts',
    );
  }
  return { report, warnings, errors };
}

async function readLedger({ store, source, stream }: TimedTask): Promise<LedgerEntry[]> {
  const entries = await store.coverage(source.name);
  const key = streamKeyOf(source, stream);
  return entries.filter((entry) => isOfStream(entry, key));
}

async function runPlan(
  task: TimedTask,
  plan: StreamPlan,
  report: StreamReport,
): Promise<{ errors: CdrError[]; oddities: string[]; isShortened: boolean }> {
  const { source, stream, signal, onEvent } = task;
  const errors: CdrError[] = [];
  const oddities = new Map<string, number>();
  let isShortened = false;
  const concurrency = source.concurrencyOf(stream);
  const turns = pLimit(concurrency);
  const failures = createFailureWatch(signal, task.isHopeless);
  const syncOwnSlice = await createSliceSync(task, plan.asked, {
    provider: source.provider.manifest.id,
    store: task.store,
    readAt: task.now,
    signal,
    takeTurn: (read) =>
      turns(() => (failures.isOver() ? Promise.resolve(null) : failures.watch(read()))),
    onReread: (slice) => {
      report.slices.reread += 1;
      tell('slice-reread', slice, 0);
    },
    onShortened: () => {
      isShortened = true;
    },
  });

  function tell(type: 'slice-done' | 'slice-split' | 'slice-reread', slice: Window, rows: number) {
    onEvent({ type, ...whereabouts(slice, rows) });
  }

  function whereabouts({ from, to }: Window, rows: number) {
    const { planned, done } = report.slices;
    return { source: source.name, stream: stream.id, window: { from, to }, rows, planned, done };
  }

  function store({ counts, warnings }: StoredSlice, slice: PlannedSlice): void {
    failures.succeed();
    report.slices.done += 1;
    addCounts(report.rows, counts);
    for (const warning of warnings) oddities.set(warning, (oddities.get(warning) ?? 0) + 1);
    tell('slice-done', slice, counts.inserted + counts.updated + counts.unchanged);
  }

  function fail(error: CdrError, slice: PlannedSlice): void {
    failures.fail(error);
    report.slices.failed += 1;
    errors.push(error);
    onEvent({ type: 'slice-failed', message: error.message, ...whereabouts(slice, 0) });
  }

  // Two slices more than readers: while one is committed and one waits for it, all of them read.
  await runSlices(plan.slices, concurrency + 2, async (slice) => {
    if (failures.isOver()) return [];
    try {
      const outcome = await syncOwnSlice(slice);
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
  return { errors, oddities: [...oddities].map(describeOddity), isShortened };
}

/** What reads and stores one slice of the stream. */
async function createSliceSync(
  task: TimedTask,
  asked: Window,
  run: SliceRun,
): Promise<(slice: PlannedSlice) => Promise<StoredSlice | OversizedSlice | null>> {
  const { source, stream } = task;
  if (stream.kind === 'calls') {
    const reader = createReader({ ...task, stream });
    const lastAnswer = await readLastAnswers(run.store, streamKeyOf(source, stream), asked);
    return (slice) => syncSlice({ ...run, reader, lastAnswer }, slice);
  }
  const reader = createStatisticsReader({ ...task, stream });
  return (slice) => syncStatisticsSlice(reader, run, slice);
}

function createStatisticsReader(task: StreamTask<StatisticsStream>): StatisticsReader {
  const { source, stream, connection, keepRaw } = task;
  return {
    key: streamKeyOf(source, stream),
    stream,
    connection,
    mapper: source.statisticsMapper(stream),
    calendar: createCalendar(stream.interval, zoneOf(source.settings.timeZone)),
    fingerprint: createFingerprint(source),
    keepRaw,
  };
}

function createReader(task: StreamTask<CallStream>): SliceReader {
  const { source, stream, connection, keepRaw, elapsedMs } = task;
  return {
    source: source.name,
    stream,
    zone: zoneOf(source.settings.timeZone),
    connection,
    mapper: source.mapper,
    fingerprint: createFingerprint(source),
    createDigest: createAnswerDigests(source),
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

function warningsOf(
  { stream }: TimedTask,
  { plan, zone, assumed }: Planned,
  report: StreamReport,
): string[] {
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
    const what = stream.kind === 'calls' ? 'calls' : 'statistics';
    warnings.push(`${removed} stored ${what} were removed, since the vendor no longer tells them`);
  }
  return warnings;
}

function describeOddity([warning, count]: [string, number]): string {
  return `${warning}, in ${count} of the statistics; they are kept as told`;
}
