import {
  type Call,
  CdrError,
  type Clock,
  ConfigError,
  durationToMs,
  type EpochMs,
  type Recording,
  toEpochMs,
} from '@cdr/core';
import pLimit from 'p-limit';
import type { Source } from '../source/source.ts';
import { fetchRecording } from './fetch-recording.ts';
import type { RecordingEvent, RecordingResult } from './recording-events.ts';
import type { RecordingFolder } from './recording-folder.ts';
import { recordingPath } from './recording-path.ts';

/** What the recordings of one source are downloaded with. */
export interface LaneInput {
  source: Source;
  folder: RecordingFolder;
  clock: Clock;
  signal: AbortSignal;
  onEvent: (event: RecordingEvent) => void;
}

/** The recordings of one source, as many at once as its vendor takes. */
export interface RecordingLane {
  /**
   * Downloads a call's recording, unless it is there; gives `null` once the source was given up.
   * Rejects with the signal's reason, with `StoreError`, and with what is a bug.
   */
  download(call: Call, recording: Recording): Promise<RecordingResult | null>;
}

/** Failures that say something of one recording, or of all: so many of them in a row are of all. */
const telling: readonly CdrError['code'][] = ['auth', 'transport'];
const maxFailuresInRow = 5;

/** Opens the way to one source's recordings; asks its vendor for nothing yet. */
export function createRecordingLane(input: LaneInput): RecordingLane {
  const { source, folder, clock, signal, onEvent } = input;
  const { recordings } = source.provider.manifest;
  const connection = source.connect((event) => {
    if (event.type === 'retry') {
      const { reason: message, delayMs } = event;
      onEvent({ type: 'retry', source: source.name, message, delayMs });
    } else onEvent({ ...event, source: source.name });
  });
  if (recordings === null || connection.openRecording === undefined) {
    throw new ConfigError({ what: `${source.provider.manifest.name} gives no recordings out` });
  }
  const settleMs = durationToMs(recordings.settle);
  const turns = pLimit(recordings.limits.concurrency);
  let failuresInRow = 0;
  let isGivenUp = false;

  function giveUpIfHopeless({ code, message }: CdrError): void {
    failuresInRow = telling.includes(code) ? failuresInRow + 1 : 0;
    if (isGivenUp || (code !== 'rate-limit' && failuresInRow < maxFailuresInRow)) return;
    isGivenUp = true;
    onEvent({ type: 'gave-up', source: source.name, message });
  }

  async function download(call: Call, recording: Recording): Promise<RecordingResult | null> {
    signal.throwIfAborted();
    if (isGivenUp) return null;
    const path = recordingPath(call);
    const result = { call: call.id, source: source.name, file: path.join('/') };
    try {
      if (await folder.has(path)) return { ...result, ...nothing, status: 'present' };
      const fetched = await folder.put(path, (draft) =>
        fetchRecording({ connection, recording, draft, signal, clock }),
      );
      failuresInRow = 0;
      if (fetched !== null) return { ...result, ...nothing, ...fetched, status: 'downloaded' };
      const status = clock.now() - endOf(call) < settleMs ? 'pending' : 'missing';
      return { ...result, ...nothing, status };
    } catch (error) {
      signal.throwIfAborted();
      if (!CdrError.isInstance(error) || error.code === 'store') throw error;
      giveUpIfHopeless(error);
      return { ...result, ...nothing, status: 'failed', reason: error.message };
    }
  }

  return { download: (call, recording) => turns(() => download(call, recording)) };
}

const nothing = { bytes: null, type: null, reason: null };

function endOf({ startedAt, endedAt, durationMs }: Call): EpochMs {
  return endedAt === null ? toEpochMs(startedAt) + (durationMs ?? 0) : toEpochMs(endedAt);
}
