import {
  durationToMs,
  type NotesDueRule,
  type NotesStream,
  type Store,
  subtractDuration,
  type Window,
} from '@cdr/core';
import { basisOf } from '../source/basis.ts';
import type { CollectedNotes } from './collect-notes.ts';
import { createFailureWatch } from './failure-watch.ts';
import { createNotesCollection, readNotesOf } from './read-notes.ts';
import type { StreamResult, StreamTask } from './stream-task.ts';
import { addCounts, noRows, noSlices, rangeReport, type StreamReport } from './sync-report.ts';
import { callsAtOnce, inLists, workThroughCalls } from './work-through-calls.ts';

/**
 * Asks for the notes of every stored call that has some and was not asked about yet, or that is
 * young; a list of calls is what a slice is to other streams. What a list came to is stored with what
 * was read when: so much a run loses at most that is killed, and the next one goes on behind it.
 * Failed calls are told in the result; what isn't a `CdrError` is thrown.
 */
export async function syncNotes(task: StreamTask<NotesStream>): Promise<StreamResult> {
  const { source, stream, store, signal, onEvent } = task;
  const window = await closeNotesWindow(task);
  const rule = dueRule(task, window);
  const due = await store.countNotesDue(rule);
  const report: StreamReport = {
    stream: stream.id,
    slices: { ...noSlices(), planned: Math.ceil(due / callsAtOnce) },
    rows: noRows(),
    covered: [],
    gaps: [],
    permanentGaps: [],
  };
  const whose = { source: source.name, stream: stream.id };
  onEvent({ type: 'stream-planned', ...whose, asked: window, slices: report.slices.planned });
  const failures = createFailureWatch(signal, task.isHopeless);
  const collection = createNotesCollection(task);
  const errors = await workThroughCalls(task, {
    due: (from) => inLists(store.notesDue({ ...rule, from })),
    from: window.from,
    counts: report.slices,
    failures,
    async ask(calls) {
      const { read, left, error } = await readNotesOf(task, { calls, collection, failures });
      return { rows: await storeNotes(task, read, report), left, error };
    },
  });
  const { open } = await store.notesCoverage(source.name, { ...window, basis: rule.basis });
  report.gaps = open === null ? [] : [rangeReport(open)];
  return { report, warnings: [], errors };
}

/** The range of calls that is asked for: as with calls themselves, from where their ledger begins. */
export async function closeNotesWindow({
  source,
  store,
  asked,
  now,
}: Pick<StreamTask, 'source' | 'asked' | 'now'> & {
  store: Pick<Store, 'coverage'>;
}): Promise<Window> {
  const to = asked.to ?? now;
  const known = asked.from ?? source.since;
  if (known !== null) return { from: known, to };
  const starts = (await store.coverage(source.name)).map(({ from }) => from);
  return { from: Math.min(to, ...starts), to };
}

function dueRule({ source, stream, now }: StreamTask<NotesStream>, window: Window) {
  const lookback = source.lookback ?? stream.finality.revisit;
  return {
    source: source.name,
    ...window,
    youngFrom: subtractDuration(now, lookback, source.settings.timeZone),
    readUntil: now - durationToMs(stream.limits.minPollInterval),
    basis: basisOf(source, stream),
  } satisfies NotesDueRule;
}

/** Gives the number of notes that are stored now. */
async function storeNotes(
  { source, stream, store, now }: StreamTask<NotesStream>,
  read: readonly CollectedNotes[],
  report: StreamReport,
): Promise<number> {
  if (read.length === 0) return 0;
  const counts = await store.commitNotes({
    source: source.name,
    stream: stream.id,
    provider: source.provider.manifest.id,
    ...source.numberReading,
    readAt: now,
    basis: basisOf(source, stream),
    calls: read.map(({ notes }) => notes),
  });
  addCounts(report.rows, counts);
  for (const { received, duplicate, notes } of read) {
    addCounts(report.rows, { received, duplicate, rejected: notes.rejected.length });
  }
  return counts.inserted + counts.updated + counts.unchanged;
}
