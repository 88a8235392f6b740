import { CdrError, type PlannedSlice, type TimedStream, type Window } from '@cdr/core';
import pLimit from 'p-limit';
import { createBacklog } from './backlog.ts';
import { createFailureWatch } from './failure-watch.ts';
import { runSlices } from './run-slices.ts';
import type { OversizedSlice } from './slice-reader.ts';
import type { StreamTask } from './stream-task.ts';
import type { SliceCounts } from './sync-report.ts';

/** What whoever reads a slice holds to, and tells. */
export interface SliceTurns {
  signal: AbortSignal;
  /**
   * Holds the vendor's bound on slices read at once, readings made again included; gives `null`
   * when the run was over before the turn came.
   */
  takeTurn: <T>(read: () => Promise<T>) => Promise<T | null>;
  /** Counts rows that wait until they are stored; while they are too many, no turn comes. */
  hold: <T>(rows: number, store: () => Promise<T>) => Promise<T>;
  onReread: (slice: Window) => void;
  /** The vendor answered less of a slice than it was asked for. */
  onShortened: () => void;
}

/** A slice that is done with once this is; `null` when it must be worked on again. */
interface LaterDone<Done extends object> {
  later: Promise<Done | null>;
}

/** What a slice came to: what was done with it, its parts, or nothing when the run was over first. */
export type SliceOutcome<Done extends object> = Done | LaterDone<Done> | OversizedSlice | null;

/** Slices of a stream, and what is done with each. */
export interface SliceWork<Done extends object> {
  slices: readonly PlannedSlice[];
  /** Is kept up to date; `planned` counts parts in place of the slices that were split. */
  counts: SliceCounts;
  /** Called once, before the first slice. */
  prepare: (turns: SliceTurns) => Promise<(slice: PlannedSlice) => Promise<SliceOutcome<Done>>>;
  /** Takes down what was done; gives the number of rows to tell of. */
  onDone: (done: Done, slice: PlannedSlice) => number;
}

/** What went wrong on the way. */
export interface SliceTroubles {
  errors: CdrError[];
  isShortened: boolean;
}

/** Slices that may have been read and wait to be stored, and rows in them: what a sync holds in memory. */
const slicesAhead = 6;
const rowsAhead = 30_000;

/**
 * Works through slices, as many at once as the vendor bears, and tells of each. When the vendor seems to
 * be away, the youngest slice that is left has the last word: it may be the oldest ones alone that can't
 * be answered, and they come first in every run. Failed slices are told in the result; what isn't a
 * `CdrError` is thrown.
 */
export async function workThroughSlices<Done extends object>(
  task: Pick<StreamTask<TimedStream>, 'source' | 'stream' | 'signal' | 'isHopeless' | 'onEvent'>,
  { slices, counts, prepare, onDone }: SliceWork<Done>,
): Promise<SliceTroubles> {
  const { source, stream, signal, onEvent } = task;
  const troubles: SliceTroubles = { errors: [], isShortened: false };
  const concurrency = source.concurrencyOf(stream);
  const turns = pLimit(concurrency);
  const backlog = createBacklog(rowsAhead);
  const failures = createFailureWatch(signal, task.isHopeless);
  /** What was begun and needs no slice's turn any more. */
  let pending: Promise<void>[] = [];
  /** Slices whose turn has not come yet, or comes once more. */
  let left: PlannedSlice[] = [];
  const work = await prepare({
    signal,
    takeTurn: (read) =>
      turns(async () => {
        await backlog.room();
        return failures.isOver() ? null : failures.watch(read());
      }),
    hold: backlog.hold,
    onReread: reread,
    onShortened: () => {
      troubles.isShortened = true;
    },
  });

  function whereabouts({ from, to }: Window, rows: number) {
    const { planned, done } = counts;
    return { source: source.name, stream: stream.id, window: { from, to }, rows, planned, done };
  }

  function reread(slice: Window): void {
    counts.reread += 1;
    onEvent({ type: 'slice-reread', ...whereabouts(slice, 0) });
  }

  function finish(done: Done, slice: PlannedSlice): void {
    failures.succeed();
    counts.done += 1;
    const rows = onDone(done, slice);
    onEvent({ type: 'slice-done', ...whereabouts(slice, rows) });
  }

  function fail(error: CdrError, slice: PlannedSlice): void {
    failures.fail(error);
    counts.failed += 1;
    troubles.errors.push(error);
    onEvent({ type: 'slice-failed', message: error.message, ...whereabouts(slice, 0) });
  }

  async function finishLater({ later }: LaterDone<Done>, slice: PlannedSlice): Promise<void> {
    try {
      const done = await later;
      if (done !== null) {
        finish(done, slice);
        return;
      }
      reread(slice);
      left.push(slice);
    } catch (error) {
      if (!CdrError.isInstance(error)) throw error;
      fail(error, slice);
    }
  }

  async function workOn(slice: PlannedSlice): Promise<PlannedSlice[]> {
    if (failures.isOver()) {
      left.push(slice);
      return [];
    }
    try {
      const outcome = await work(slice);
      if (outcome === null) {
        left.push(slice);
        return [];
      }
      if (isOversized(outcome)) {
        counts.bisected += 1;
        counts.planned += outcome.parts.length - 1;
        onEvent({ type: 'slice-split', ...whereabouts(slice, 0) });
        return outcome.parts.map((part) => ({ ...part, state: slice.state }));
      }
      if (isLater(outcome)) {
        const end = finishLater(outcome, slice);
        // Thrown where all of them are waited for.
        end.catch(() => undefined);
        pending.push(end);
      } else {
        finish(outcome, slice);
      }
      return [];
    } catch (error) {
      if (signal.aborted) return [];
      if (!CdrError.isInstance(error)) throw error;
      fail(error, slice);
      return [];
    }
  }

  /** Gives what is left, oldest first. */
  async function workOnAll(due: readonly PlannedSlice[]): Promise<PlannedSlice[]> {
    left = [];
    pending = [];
    try {
      // More slices than readers: these go on while a store is busy for a while with what was read.
      await runSlices(due, concurrency + slicesAhead, workOn);
    } finally {
      await Promise.all(pending);
    }
    return left.sort((a, b) => a.from - b.from);
  }

  let due = await workOnAll(slices);
  while (due.length > 0) {
    if (!failures.isOver()) {
      due = await workOnAll(due);
      continue;
    }
    if (!failures.reprieve()) break;
    const others = due.slice(0, -1);
    const rest = await workOnAll(due.slice(-1));
    if (failures.isOver()) break;
    due = [...others, ...rest];
  }
  return troubles;
}

function isOversized(outcome: object): outcome is OversizedSlice {
  return 'parts' in outcome;
}

function isLater<Done extends object>(outcome: Done | LaterDone<Done>): outcome is LaterDone<Done> {
  return 'later' in outcome;
}
