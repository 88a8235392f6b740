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
import { keptFrom } from '../expiry/kept-from.ts';
import { rangeText } from '../report/time-text.ts';
import { basisOf } from '../source/basis.ts';
import { type StreamLedger, streamKeyOf, streamLedgerOf } from '../source/stream-ledger.ts';
import { openAnswerMemory } from './answer-memory.ts';
import { closeAskedRange } from './asked-window.ts';
import { createSliceReader, createStatisticsReader } from './create-readers.ts';
import { createOddities } from './oddities.ts';
import { leftTexts, renamedRanges, rereadText } from './outdated-ranges.ts';
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
  const { window, assumed } = closeAskedRange({
    ...task,
    ...known,
    since,
    keptFrom: keptFrom(source, stream, now),
  });
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
  const basis = basisOf(source, stream);
  const reread = rereadText(outdated, plan.slices, { stream, basis, zone });
  if (reread !== null) warn(reread);
  const report: StreamReport = {
    stream: stream.id,
    slices: { ...noSlices(), planned: plan.slices.length },
    rows: noRows(),
    covered: [],
    gaps: [],
    permanentGaps: plan.permanentGaps.map(rangeReport),
  };
  const renamed = renamedRanges(outdated, basis);
  const { errors, oddities, isShortened } = await runPlan(task, { plan, renamed }, report);
  const after = await readLedger(task);
  report.covered = coveredIn(plan.asked, after.ledger).map(coveredReport);
  report.gaps = subtractWindows(gapsIn(plan.asked, after.ledger), plan.permanentGaps).map(
    rangeReport,
  );
  const warnings = [
    ...warningsOf(task, { plan, zone, assumed, outdated }, report),
    ...leftTexts(after.outdated, { stream, reach: reachableFrom({ ...task, ...known }), zone }),
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
  { plan, renamed }: { plan: StreamPlan; renamed: readonly Window[] },
  report: StreamReport,
): Promise<SliceTroubles & { oddities: string[] }> {
  const oddities = createOddities();
  const troubles = await workThroughSlices<StoredSlice>(task, {
    slices: plan.slices,
    counts: report.slices,
    prepare: (turns) => createSliceSync(task, { asked: plan.asked, renamed }, turns),
    onDone({ counts, warnings }) {
      addCounts(report.rows, counts);
      oddities.add(warnings);
      return counts.inserted + counts.updated + counts.unchanged;
    },
  });
  return { ...troubles, oddities: oddities.texts() };
}

/** What reads and stores one slice of the stream. */
async function createSliceSync(
  task: TimedTask,
  { asked, renamed }: { asked: Window; renamed: readonly Window[] },
  turns: SliceTurns,
): Promise<(slice: PlannedSlice) => Promise<SliceOutcome<StoredSlice>>> {
  const { source, stream, store, now } = task;
  const { numberReading } = source;
  const provider = source.provider.manifest.id;
  const run: SliceRun = { ...turns, provider, numberReading, store, readAt: now };
  if (stream.kind === 'calls') {
    const reader = createSliceReader({ ...task, stream });
    const memory = await openAnswerMemory(store, streamKeyOf(source, stream), asked);
    const basis = basisOf(source, stream);
    return (slice) => syncSlice({ ...run, reader, memory, basis, renamed }, slice);
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
    // Sums of other agents or of another zone's days have other names, and say the same.
    const isReread = stream.kind === 'statistics' && outdated.length > 0;
    const why = isReread ? 'for those that are told now' : 'since the vendor no longer tells them';
    warnings.push(`${removed} stored ${stream.kind} were removed, ${why}`);
  }
  return warnings;
}
