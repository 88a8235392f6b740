import type { Call, Clock } from '@cdr/core';
import type { Source } from '../source/source.ts';
import type { RecordingEvent } from './recording-events.ts';
import { openRecordingFolder } from './recording-folder.ts';
import { createRecordingLane, type RecordingLane } from './recording-lane.ts';
import { recordingOf } from './recording-of.ts';
import {
  addResult,
  noRecordings,
  type RecordingReport,
  recordingStatus,
} from './recording-report.ts';

/** What to download, and with what. */
export interface DownloadInput {
  sources: readonly Source[];
  /** Calls of other sources, and those without a recording that can be asked for, are passed over. */
  calls: AsyncIterable<readonly Call[]>;
  /** The folder, as an absolute path. */
  dir: string;
  clock: Clock;
  /** Stops the download; what is whole stays. */
  signal: AbortSignal;
  onEvent?: (event: RecordingEvent) => void;
}

/** Recordings under way and waiting for their turn, of all sources together. */
const maxUnderWay = 100;

/**
 * Downloads recordings into a folder. A file that is there is not asked for again; one that fails
 * doesn't stop the others. A source whose vendor lets nobody in, or is away, is given up; one of
 * which some recordings are broken isn't, be they the first ones. Results are told as events, so that
 * memory doesn't grow with their number. Throws `StoreError` when the folder can't be written.
 */
export async function downloadRecordings(input: DownloadInput): Promise<RecordingReport> {
  const { sources, calls, dir, clock, onEvent = () => {} } = input;
  const folder = await openRecordingFolder(dir);
  const counts = noRecordings();
  const failure = new AbortController();
  const signal = AbortSignal.any([input.signal, failure.signal]);
  const lanes = new Map<Source, RecordingLane>();
  const underWay = new Set<Promise<void>>();

  function hear(event: RecordingEvent): void {
    if (event.type === 'recording') addResult(counts, event.result);
    onEvent(event);
  }

  function onSkipped(): void {
    counts.skipped += 1;
  }

  function laneOf(source: Source): RecordingLane {
    const lane =
      lanes.get(source) ??
      createRecordingLane({ source, folder, clock, signal, onEvent: hear, onSkipped });
    lanes.set(source, lane);
    return lane;
  }

  async function untilFailure(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // After an abort it is the reason, which is known.
      failure.abort(error);
    }
  }

  for await (const call of flatten(calls)) {
    if (signal.aborted) break;
    const source = sources.find(({ name }) => name === call.source);
    const recording = source === undefined ? null : recordingOf(source, call);
    if (source === undefined || recording === null) continue;
    const task = untilFailure(() => laneOf(source).take(call, recording)).finally(() =>
      underWay.delete(task),
    );
    underWay.add(task);
    if (underWay.size >= maxUnderWay) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  await Promise.all([...lanes.values()].map((lane) => untilFailure(() => lane.finish())));
  if (!input.signal.aborted) failure.signal.throwIfAborted();
  return { status: input.signal.aborted ? 'interrupted' : recordingStatus(counts), ...counts };
}

async function* flatten(batches: AsyncIterable<readonly Call[]>): AsyncGenerator<Call> {
  for await (const batch of batches) yield* batch;
}
