import {
  coveredIn,
  gapsIn,
  type PlannedSlice,
  planStream,
  reachableFrom,
  type StreamPlan,
  subtractWindows,
  type TimedStream,
  type Window,
  type Zone,
  zoneOf,
} from '@cdr/core';
import { rangeText } from '../report/time-text.ts';
import { basisOf } from '../source/basis.ts';
import { type StreamLedger, streamKeyOf, streamLedgerOf } from '../source/stream-ledger.ts';
import { openAnswerMemory } from './answer-memory.ts';
import { closeAskedRange } from './asked-window.ts';
import { createSliceReader, createStatisticsReader } from './create-readers.ts';
import { leftTexts, rereadText } from './outdated-ranges.ts';
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
import { syncStatisticsSlice } from './sync-statistics-slice.ts';
import {
  type SliceOutcome,
  type SliceTroubles,
  type SliceTurns,
  workThroughSlices,
} from './work-through-slices.ts';

/** A stream that is read slice by slice. */
type TimedTask = StreamTask<TimedStream>;

/**
 * Plans a stream from its ledger and reads what the plan holds. Failed slices are told in the
 * result; what isn't a `CdrError` is thrown.
 */
export async function syncStream(task: TimedTask): Promise<StreamResult> {
  const { source, stream, connection, now, signal, onEvent, warn } = task;
  const zone = zoneOf(source.settings.timeZone);
  const { ledger, outdated } = await readLedger(task);
  const completeFrom = (await connection.completeFrom?.(signal)) ?? null;
  const { since } = source;
  const known = { zone, ledger, outdated, completeFrom };
  const { window, assumed } = closeAskedRange({ ...task, ...known, since });
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
  const reread = rereadText(outdated, plan.slices, { basis: basisOf(source, stream), zone });
  if (reread !== null) warn(reread);
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
  report.covered = coveredIn(plan.asked, after.ledger).map(coveredReport);
  report.gaps = subtractWindows(gapsIn(plan.asked, after.ledger), plan.permanentGaps).map(
    rangeReport,
  );
  const warnings = [
    ...warningsOf(task, { plan, zone, assumed, outdated }, report),
    ...leftTexts(after.outdated, { reach: reachableFrom({ ...task, ...known }), zone }),
    ...oddities,
  ];
  if (isShortened) {
    warnings.push(
      'The vendor answered less than it was asked for, without saying so; such ranges are read in shorter parts',
    );
  }
  return { report, warnings, errors };
}

async function readLedger({ store, source, stream }: TimedTask): Promise<StreamLedger> {
  return streamLedgerOf(await store.coverage(source.name), source, stream);
}

async function runPlan(
  task: TimedTask,
  plan: StreamPlan,
  report: StreamReport,
): Promise<SliceTroubles & { oddities: string[] }> {
  const oddities = new Map<string, number>();
  const troubles = await workThroughSlices<StoredSlice>(task, {
    slices: plan.slices,
    counts: report.slices,
    prepare: (turns) => createSliceSync(task, plan.asked, turns),
    onDone({ counts, warnings }) {
      addCounts(report.rows, counts);
      for (const warning of warnings) oddities.set(warning, (oddities.get(warning) ?? 0) + 1);
      return counts.inserted + counts.updated + counts.unchanged;
    },
  });
  return { ...troubles, oddities: [...oddities].map(describeOddity) };
}

/** What reads and stores one slice of the stream. */
async function createSliceSync(
  task: TimedTask,
  asked: Window,
  turns: SliceTurns,
): Promise<(slice: PlannedSlice) => Promise<SliceOutcome<StoredSlice>>> {
  const { source, stream, store, now } = task;
  const run: SliceRun = { ...turns, provider: source.provider.manifest.id, store, readAt: now };
  if (stream.kind === 'calls') {
    const reader = createSliceReader({ ...task, stream });
    const memory = await openAnswerMemory(store, streamKeyOf(source, stream), asked);
    const basis = basisOf(source, stream);
    return (slice) => syncSlice({ ...run, reader, memory, basis }, slice);
  }
  const reader = createStatisticsReader({ ...task, stream });
  return (slice) => syncStatisticsSlice(reader, run, slice);
}

interface Planned {
  plan: StreamPlan;
  zone: Zone;
  assumed: string | null;
  outdated: readonly Window[];
}

function warningsOf(
  { stream }: TimedTask,
  { plan, zone, assumed, outdated }: Planned,
  report: StreamReport,
): string[] {
  const warnings = assumed === null ? [] : [assumed];
  for (const gap of subtractWindows(plan.permanentGaps, outdated)) {
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
