import {
  type CdrError,
  maskNote,
  type NotesDue,
  type NotesDueRule,
  type NotesStream,
  type Window,
} from '@cdr/core';
import { basisOf } from '../source/basis.ts';
import { createFailureWatch, type FailureWatch } from '../sync/failure-watch.ts';
import type { Fingerprint } from '../sync/fingerprint.ts';
import { createNotesCollection, readNotesOf } from '../sync/read-notes.ts';
import { closeNotesWindow } from '../sync/sync-notes.ts';
import { noSlices, rangeReport } from '../sync/sync-report.ts';
import { callsAtOnce, inLists, spanOfCalls, workThroughCalls } from '../sync/work-through-calls.ts';
import { compareRows, differs, type RowDifferences } from './compare-rows.ts';
import { erasedNumbersOf } from './erased-numbers-of.ts';
import { unknownFingerprint } from './repair-slices.ts';
import { comparableNote, type ReadableStore, storedNotes } from './stored-rows.ts';
import { type RangeDifference, type StreamVerification, statusOfStream } from './verify-report.ts';
import type { Repair, StreamVerdict, VerifyTask } from './verify-task.ts';

type NotesTask = VerifyTask<NotesStream>;

/** Calls, and how their notes differ. */
interface DifferingCalls {
  calls: readonly NotesDue[];
  differences: RowDifferences;
}

/** What holding the notes of calls against the vendor came to. */
interface CallsVerdict extends DifferingCalls {
  /** Whether the notes of every call were told; else `calls` are those whose notes were. */
  isComplete: boolean;
  /** Calls whose turn did not come, since the run was over first. */
  left: NotesDue[];
  unreadable: number;
  error: CdrError | null;
}

/**
 * Asks again for the notes of every call that was asked about, holds them against the store, and
 * stores those that differ where that is wanted. Calls that were never asked about are a gap.
 */
export async function verifyNotes(task: NotesTask): Promise<StreamVerdict> {
  const { source, stream, store, onEvent } = task;
  const window = await closeNotesWindow(task);
  const rule = askedRule(task, window);
  const { basis } = rule;
  const { open } = await store.notesCoverage(source.name, { ...window, basis });
  const report: StreamVerification = {
    stream: stream.id,
    kind: stream.kind,
    status: 'equal',
    slices: { ...noSlices(), planned: Math.ceil((await store.countNotesDue(rule)) / callsAtOnce) },
    rows: { compared: 0, counted: 0, unreadable: 0 },
    verified: [],
    differences: [],
    repaired: [],
    provisional: [],
    unreachable: [],
    gaps: open === null ? [] : [rangeReport(open)],
    permanentGaps: [],
  };
  const { slices, rows } = report;
  const whose = { source: source.name, stream: stream.id };
  onEvent({ type: 'stream-planned', ...whose, asked: window, slices: slices.planned });
  const failures = createFailureWatch(task.signal, task.isHopeless);
  const found: DifferingCalls[] = [];
  const errors = await workThroughCalls(task, {
    due: (from) => askedCalls(store, { ...rule, from }),
    from: window.from,
    counts: slices,
    failures,
    async ask(calls) {
      const verdict = await checkCalls(task, calls, failures);
      const { differences, unreadable, left, error } = verdict;
      rows.unreadable += unreadable;
      rows.compared += differences.compared;
      if (differs(differences)) found.push(verdict);
      return { rows: differences.compared, left, error };
    },
  });
  found.sort((a, b) => spanOfCalls(a.calls).from - spanOfCalls(b.calls).from);
  for (const own of found) {
    const left =
      task.repair === null ? own : await repairCalls(task, task.repair, { own, failures, errors });
    if (left === null) report.repaired.push(differenceReport(own));
    else report.differences.push(differenceReport(left));
  }
  report.status = statusOfStream(report);
  return { report, warnings: [], errors };
}

/** Means every call that has notes, asked about or not. */
function askedRule({ source, stream, now }: NotesTask, { from, to }: Window) {
  return {
    source: source.name,
    from,
    to,
    youngFrom: from,
    readUntil: now,
    basis: basisOf(source, stream),
  } satisfies NotesDueRule;
}

/** Calls whose notes were asked for, of those that the rule means; lists may be empty. */
async function* askedCalls(store: ReadableStore, rule: NotesDueRule): AsyncGenerator<NotesDue[]> {
  for await (const calls of inLists(store.notesDue(rule))) {
    yield await withoutOpen(store, rule, calls);
  }
}

/** The calls without those that the next sync asks about, young or not. */
async function withoutOpen(
  store: ReadableStore,
  rule: NotesDueRule,
  calls: readonly NotesDue[],
): Promise<NotesDue[]> {
  const span = spanOfCalls(calls);
  const open = new Set<string>();
  for await (const batch of store.notesDue({ ...rule, ...span, youngFrom: span.to })) {
    for (const { callId } of batch) open.add(callId);
  }
  return calls.filter(({ callId }) => !open.has(callId));
}

async function checkCalls(
  task: NotesTask,
  calls: readonly NotesDue[],
  failures: FailureWatch,
): Promise<CallsVerdict> {
  const reading = { ...task, keepRaw: false };
  const collection = createNotesCollection(reading);
  const { read, left, error } = await readNotesOf(reading, { calls, collection, failures });
  const erased = erasedNumbersOf(task);
  const told = read.flatMap(({ notes: { callId, rows } }) =>
    rows.map((row) =>
      comparableNote({ ...(erased === null ? row : maskNote(row, erased)), callId }),
    ),
  );
  const callIds = read.map(({ notes }) => notes.callId);
  const stored = storedNotes(task.store, task.source.name, callIds);
  return {
    calls: calls.filter(({ callId }) => callIds.includes(callId)),
    differences: await compareRows(told, stored),
    isComplete: read.length === calls.length,
    left,
    unreadable: read.reduce((sum, { notes }) => sum + notes.rejected.length, 0),
    error,
  };
}

/** Gives what still differs, and `null` when nothing does. */
async function repairCalls(
  task: NotesTask,
  means: Repair,
  { own, failures, errors }: { own: DifferingCalls; failures: FailureWatch; errors: CdrError[] },
): Promise<DifferingCalls | null> {
  const { calls } = own;
  const reading = { ...task, keepRaw: means.keepRaw };
  const collection = createNotesCollection(reading);
  const { fingerprint } = collection;

  async function store(as: Fingerprint): Promise<void> {
    const given = { ...collection, fingerprint: as };
    const { read, error } = await readNotesOf(reading, { calls, collection: given, failures });
    if (error !== null) errors.push(error);
    if (read.length === 0) return;
    await means.store.commitNotes({
      source: task.source.name,
      stream: task.stream.id,
      provider: task.source.provider.manifest.id,
      ...task.source.numberReading,
      readAt: task.now,
      basis: basisOf(task.source, task.stream),
      calls: read.map(({ notes }) => notes),
    });
  }

  let differences: RowDifferences = own.differences;
  for (const fingerprints of [[fingerprint], [unknownFingerprint(fingerprint), fingerprint]]) {
    for (const as of fingerprints) {
      if (failures.isOver()) return { calls, differences };
      await store(as);
    }
    const verdict = await checkCalls(task, calls, failures);
    if (verdict.error !== null) errors.push(verdict.error);
    if (!verdict.isComplete) return { calls, differences };
    if (!differs(verdict.differences)) return null;
    differences = verdict.differences;
    if (differences.changed.count === 0) break;
  }
  return { calls, differences };
}

function differenceReport({ calls, differences }: DifferingCalls): RangeDifference {
  const { missing, extra, changed } = differences;
  return { ...rangeReport(spanOfCalls(calls)), missing, extra, changed };
}
