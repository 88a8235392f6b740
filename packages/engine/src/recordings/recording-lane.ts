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
import { createVendorWatch } from './vendor-watch.ts';

/** What the recordings of one source are downloaded with. */
export interface LaneInput {
  source: Source;
  folder: RecordingFolder;
  clock: Clock;
  signal: AbortSignal;
  onEvent: (event: RecordingEvent) => void;
  /** Hears of a recording that wasn't asked for, since its source was given up. */
  onSkipped: () => void;
}

/**
 * The recordings of one source, as many at once as its vendor takes. Both methods reject with the
 * signal's reason, with `StoreError`, and with what is a bug.
 */
export interface RecordingLane {
  /** Downloads a call's recording, unless it is there; or puts it aside for a while. */
  take(call: Call, recording: Recording): Promise<void>;
  /** Sees to what was put aside. */
  finish(): Promise<void>;
}

interface Wanted {
  call: Call;
  recording: Recording;
}

/** So many are put aside behind failures; then the newest of them show whether the vendor gives any. */
const mostAside = 5_000;
const lastTries = 3;

/** Opens the way to one source's recordings; asks its vendor for nothing yet. */
export function createRecordingLane(input: LaneInput): RecordingLane {
  const { source, folder, clock, signal, onEvent, onSkipped } = input;
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
  const vendor = createVendorWatch({
    connection,
    signal,
    onGivenUp: (message) => onEvent({ type: 'gave-up', source: source.name, message }),
  });
  const aside: Wanted[] = [];
  let settling: Promise<void> | null = null;

  function see(wanted: Wanted): Promise<void> {
    return attempt(wanted, async () => {
      if (await folder.has(recordingPath(wanted.call))) {
        return tell(wanted, { ...nothing, status: 'present' });
      }
      const standing = await vendor.standing();
      if (standing === 'trusted') await ask(wanted);
      else if (standing === 'doubted') aside.push(wanted);
      else onSkipped();
    });
  }

  /** Tells what goes wrong with one recording; throws what ends the download. */
  async function attempt(wanted: Wanted, work: () => Promise<void>): Promise<void> {
    try {
      signal.throwIfAborted();
      await work();
    } catch (error) {
      signal.throwIfAborted();
      if (!CdrError.isInstance(error) || error.code === 'store') throw error;
      // What stands in the way of a file is nothing of the vendor's.
      if (error.code !== 'config') vendor.failed(error);
      tell(wanted, { ...nothing, status: 'failed', reason: error.message });
    }
  }

  async function ask(wanted: Wanted): Promise<void> {
    const { call, recording } = wanted;
    const fetched = await folder.put(recordingPath(call), (draft) =>
      fetchRecording({ connection, recording, draft, signal, clock }),
    );
    if (fetched !== null) {
      vendor.gave(recording);
      return tell(wanted, { ...nothing, ...fetched, status: 'downloaded' });
    }
    vendor.answered();
    const status = clock.now() - endOf(call) < settleMs ? 'pending' : 'missing';
    tell(wanted, { ...nothing, status });
  }

  function tell({ call }: Wanted, became: Omit<RecordingResult, 'call' | 'source' | 'file'>): void {
    const file = recordingPath(call).join('/');
    onEvent({ type: 'recording', result: { call: call.id, source: source.name, file, ...became } });
  }

  /** What failed may be broken for good: the vendor isn't given up before others were tried. */
  async function settle(): Promise<void> {
    for (let tries = 0; tries < lastTries; tries += 1) {
      if ((await vendor.standing()) !== 'doubted') break;
      const newest = aside.pop();
      if (newest !== undefined) await turns(() => attempt(newest, () => ask(newest)));
    }
    if (aside.length > 0 && (await vendor.standing()) === 'doubted') vendor.giveUp();
    await Promise.all(aside.splice(0).map((wanted) => turns(() => see(wanted))));
  }

  function settleOnce(): Promise<void> {
    settling ??= settle().finally(() => {
      settling = null;
    });
    return settling;
  }

  return {
    async take(call, recording) {
      await settling;
      await turns(() => see({ call, recording }));
      if (aside.length >= mostAside) await settleOnce();
    },
    async finish() {
      while (aside.length > 0) await settleOnce();
    },
  };
}

const nothing = { bytes: null, type: null, reason: null };

function endOf({ startedAt, endedAt, durationMs }: Call): EpochMs {
  return endedAt === null ? toEpochMs(startedAt) + (durationMs ?? 0) : toEpochMs(endedAt);
}
