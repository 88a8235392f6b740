import type { CdrError, EpochMs, NotesDue, NotesStream, Window } from '@cdr/core';
import type { FailureWatch } from './failure-watch.ts';
import type { StreamTask } from './stream-task.ts';
import type { SliceCounts } from './sync-report.ts';

/** Calls whose notes are asked for together: what a slice is to streams that are read by time. */
export const callsAtOnce = 50;

/** What asking for the notes of calls came to. */
interface CallsAsked {
  /** Rows to tell of. */
  rows: number;
  /** Calls whose turn did not come, since the run was over first. */
  left: NotesDue[];
  /** What failed first. */
  error: CdrError | null;
}

/** Calls of a stream of notes, and what is done with them. */
export interface CallsWork {
  /** The calls that start at or after an instant, oldest first, at most {@link callsAtOnce} a list. */
  due: (from: EpochMs) => AsyncIterable<readonly NotesDue[]>;
  /** Where the first of them may start. */
  from: EpochMs;
  /** Is kept up to date, list by list. */
  counts: SliceCounts;
  failures: FailureWatch;
  ask: (calls: readonly NotesDue[]) => Promise<CallsAsked>;
}

/**
 * Asks for the notes of calls, list by list, and tells of each. When the vendor seems to be away, the
 * youngest call that was not asked about has the last word: it may be the oldest ones alone that
 * can't be answered, and they come first in every run. Gives what went wrong.
 */
export async function workThroughCalls(
  { source, stream, onEvent }: Pick<StreamTask<NotesStream>, 'source' | 'stream' | 'onEvent'>,
  { due, from, counts, failures, ask }: CallsWork,
): Promise<CdrError[]> {
  const errors: CdrError[] = [];
  const early = new Set<string>();

  async function askAbout(calls: readonly NotesDue[]): Promise<CallsAsked> {
    const asked = await ask(calls);
    if (asked.error !== null) errors.push(asked.error);
    return asked;
  }

  function withoutEarly(calls: readonly NotesDue[]): NotesDue[] {
    return calls.filter(({ callId }) => !early.has(callId));
  }

  /** Whether the vendor answers for the youngest call of those left of a list and those behind it. */
  async function isBack(calls: readonly NotesDue[], left: readonly NotesDue[]): Promise<boolean> {
    if (!failures.reprieve()) return false;
    let youngest = left.at(-1);
    const { to: behind } = spanOfCalls(calls);
    for await (const younger of due(behind)) youngest = withoutEarly(younger).at(-1) ?? youngest;
    if (youngest === undefined) return false;
    early.add(youngest.callId);
    await askAbout([youngest]);
    return !failures.isOver();
  }

  function finish(calls: readonly NotesDue[], { rows, left, error }: CallsAsked): void {
    if (error === null && left.length > 0) return;
    counts[error === null ? 'done' : 'failed'] += 1;
    if (calls.length === 0) return;
    const { planned, done } = counts;
    const whose = { source: source.name, stream: stream.id };
    const place = { ...whose, window: spanOfCalls(calls), rows, planned, done };
    if (error === null) onEvent({ type: 'slice-done', ...place });
    else onEvent({ type: 'slice-failed', message: error.message, ...place });
  }

  for await (const calls of due(from)) {
    const outcome: CallsAsked = { rows: 0, left: withoutEarly(calls), error: null };
    while (outcome.left.length > 0) {
      if (failures.isOver()) {
        if (!(await isBack(calls, outcome.left))) break;
        outcome.left = withoutEarly(outcome.left);
        continue;
      }
      const { rows, left, error } = await askAbout(outcome.left);
      outcome.rows += rows;
      outcome.left = left;
      outcome.error ??= error;
    }
    finish(calls, outcome);
    if (outcome.left.length > 0) break;
  }
  return errors;
}

/** The same calls in lists of {@link callsAtOnce}. */
export async function* inLists(
  batches: AsyncIterable<readonly NotesDue[]>,
): AsyncGenerator<NotesDue[]> {
  let list: NotesDue[] = [];
  for await (const calls of batches) {
    for (const call of calls) {
      if (list.push(call) < callsAtOnce) continue;
      yield list;
      list = [];
    }
  }
  if (list.length > 0) yield list;
}

/** From the first start of calls, which come in their order, to behind the last. */
export function spanOfCalls(calls: readonly NotesDue[]): Window {
  return { from: calls[0]?.startedAt ?? 0, to: (calls.at(-1)?.startedAt ?? 0) + 1 };
}
