import {
  type CdrError,
  type LedgerEntry,
  type PlannedSlice,
  subtractWindows,
  type TimedStream,
  unionWindows,
  type Window,
  zoneOf,
} from '@cdr/core';
import { keptFrom } from '../expiry/kept-from.ts';
import { streamLedgerOf } from '../source/stream-ledger.ts';
import { closeAskedRange } from '../sync/asked-window.ts';
import { createFingerprint } from '../sync/fingerprint.ts';
import { createOddities, type Oddities } from '../sync/oddities.ts';
import { noSlices, rangeReport, type SliceCounts } from '../sync/sync-report.ts';
import { type SliceTurns, workThroughSlices } from '../sync/work-through-slices.ts';
import {
  createCallCheck,
  createStatisticsCheck,
  type SliceCheck,
  type SliceVerdict,
} from './check-slice.ts';
import { differs, type RowDifferences } from './compare-rows.ts';
import { planVerification } from './plan-verification.ts';
import { repairSlices, unknownFingerprint } from './repair-slices.ts';
import { type RangeDifference, type StreamVerification, statusOfStream } from './verify-report.ts';
import type { Repair, StreamVerdict, VerifyTask } from './verify-task.ts';

type TimedTask = VerifyTask<TimedStream>;

/** A slice that differs. */
interface DifferingSlice extends PlannedSlice {
  differences: RowDifferences;
}

/** What a pass over slices came to. */
interface Pass {
  equal: Window[];
  different: DifferingSlice[];
  rows: StreamVerification['rows'];
  oddities: Oddities;
  errors: CdrError[];
}

/**
 * Holds what is sealed of a stream against its vendor, and reads again what differs where that is
 * wanted. Failed slices are told in the result; what isn't a `CdrError` is thrown.
 */
export async function verifyStream(task: TimedTask): Promise<StreamVerdict> {
  const { source, stream, connection, store, now, asked, signal } = task;
  const zone = zoneOf(source.settings.timeZone);
  const entries = await store.coverage(source.name);
  const { ledger, outdated } = streamLedgerOf(entries, source, stream);
  const completeFrom = (await connection.completeFrom?.(signal)) ?? null;
  const planned = { stream, zone, now, ledger, completeFrom };
  const { window } = closeAskedRange({
    ...planned,
    ...{ outdated, asked, since: source.since, keptFrom: keptFrom(source, stream, now) },
  });
  const plan = planVerification({ ...planned, asked: window, full: task.full });
  const slices = { ...noSlices(), planned: plan.slices.length };
  const found = await checkSlices(task, ledger, { ...plan, counts: slices });
  const repaired =
    task.repair === null || found.different.length === 0
      ? { differences: found.different.map(differenceReport), repaired: [], errors: [] }
      : await repair(task, task.repair, { ledger, found: found.different });
  const errors = [...found.errors, ...repaired.errors];
  const report: StreamVerification = {
    stream: stream.id,
    kind: stream.kind,
    status: 'equal',
    slices,
    rows: found.rows,
    verified: unionWindows([...found.equal, ...found.different]).map(rangeReport),
    differences: repaired.differences,
    repaired: repaired.repaired,
    provisional: plan.provisional.map(rangeReport),
    unreachable: plan.unreachable.map(rangeReport),
    gaps: plan.gaps.map(rangeReport),
    permanentGaps: plan.permanentGaps.map(rangeReport),
  };
  report.status = statusOfStream(report);
  const kept = task.repair === null ? [] : warningsOf(report);
  return { report, warnings: [...found.oddities.texts(), ...kept], errors };
}

/** One pass over slices, once the vendor may be asked; nothing is written. */
async function checkSlices(
  task: TimedTask,
  ledger: readonly LedgerEntry[],
  {
    slices,
    counts,
    waitMs = 0,
  }: { slices: readonly PlannedSlice[]; counts: SliceCounts; waitMs?: number },
): Promise<Pass> {
  const { source, stream, onEvent } = task;
  const asked = { from: slices[0]?.from ?? 0, to: slices.at(-1)?.to ?? 0 };
  const whose = { source: source.name, stream: stream.id };
  onEvent({ type: 'stream-planned', ...whose, asked, slices: slices.length });
  if (slices.length > 0 && waitMs > 0) {
    const message = 'the vendor may not be asked about the same before';
    onEvent({ type: 'pause', source: source.name, message, delayMs: waitMs });
    await task.sleep(waitMs);
  }
  const pass: Pass = {
    equal: [],
    different: [],
    rows: { compared: 0, counted: 0, unreadable: 0 },
    oddities: createOddities(),
    errors: [],
  };
  const { errors } = await workThroughSlices<SliceVerdict>(task, {
    slices,
    counts,
    prepare: (turns) => Promise.resolve(createCheck(task, ledger, turns)),
    onDone({ differences, counted, unreadable, oddities }, slice) {
      pass.oddities.add(oddities);
      pass.rows.compared += differences.compared;
      pass.rows.counted += counted;
      pass.rows.unreadable += unreadable;
      if (differs(differences)) pass.different.push({ ...slice, differences });
      else pass.equal.push({ from: slice.from, to: slice.to });
      return differences.compared + counted;
    },
  });
  pass.different.sort((a, b) => a.from - b.from);
  return { ...pass, errors };
}

function createCheck(
  task: TimedTask,
  ledger: readonly LedgerEntry[],
  turns: SliceTurns,
): SliceCheck {
  const { stream } = task;
  return stream.kind === 'calls'
    ? createCallCheck({ ...task, stream }, ledger, turns)
    : createStatisticsCheck({ ...task, stream }, turns);
}

/**
 * Reads again what differs, and compares it once more. Rows that still say something else bear the
 * fingerprint of what they should say: they are written anew whatever they bear.
 */
async function repair(
  task: TimedTask,
  means: Repair,
  { ledger, found }: { ledger: readonly LedgerEntry[]; found: readonly DifferingSlice[] },
): Promise<{
  differences: RangeDifference[];
  repaired: RangeDifference[];
  errors: CdrError[];
}> {
  const fingerprint = createFingerprint(task.source, task.stream);
  const errors: CdrError[] = [];
  const equal: Window[] = [];
  let different = [...found];

  async function pass(fingerprints: readonly (typeof fingerprint)[]): Promise<void> {
    for (const own of fingerprints) {
      const troubles = await repairSlices(task, means, { slices: different, fingerprint: own });
      errors.push(...troubles.errors);
    }
    const counts = { ...noSlices(), planned: different.length };
    // Rows have just been read, so that a total tells nothing more.
    const again = await checkSlices({ ...task, full: true }, ledger, { slices: different, counts });
    errors.push(...again.errors);
    equal.push(...again.equal);
    const checked = [...again.equal, ...again.different];
    const unchecked = different.filter((slice) => subtractWindows([slice], checked).length > 0);
    different = [...again.different, ...unchecked].sort((a, b) => a.from - b.from);
  }

  await pass([fingerprint]);
  const isStubborn = different.some(({ differences }) => differences.changed.count > 0);
  if (isStubborn && errors.length === 0 && !task.signal.aborted) {
    await pass([unknownFingerprint(fingerprint), fingerprint]);
  }
  return {
    differences: different.map(differenceReport),
    repaired: found
      .filter((slice) => subtractWindows([slice], equal).length === 0)
      .map(differenceReport),
    errors,
  };
}

function differenceReport({ from, to, differences }: DifferingSlice): RangeDifference {
  const { missing, extra, changed } = differences;
  return { ...rangeReport({ from, to }), missing, extra, changed };
}

/** What a repair leaves as it is. */
function warningsOf({ stream, differences }: StreamVerification): string[] {
  const kept = differences.reduce((sum, { extra }) => sum + extra.count, 0);
  if (kept === 0) return [];
  return [
    `${kept} rows of "${stream}" stay in the store though the vendor no longer tells them: it may have forgotten them`,
  ];
}
