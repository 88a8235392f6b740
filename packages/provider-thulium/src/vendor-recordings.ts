import {
  type Call,
  type CallFilter,
  type CallSource,
  type EpochMs,
  parseDate,
  toEpochMs,
  type VendorApiOptions,
  type Zone,
} from '@cdr/core';
import { answerFile, createSampleWav } from '@cdr/provider-kit';

/** How the served Thulium gives recordings out. */
export interface RecordingOptions {
  /** Where `recordings/download` finds the file name, default `query`: `?filename=…`, or the end of the path. */
  recordingName: 'query' | 'path';
  /** How long after its end a call's recording is there, in milliseconds; default five minutes. */
  recordingDelayMs: number;
}

/** What recordings are served from. */
export interface RecordingContext extends Partial<RecordingOptions> {
  zone: Zone;
  now: () => EpochMs;
  openRecording?: VendorApiOptions['openRecording'];
}

/** Recordings of somebody's calls. */
export interface VendorRecordings {
  /** The file name that a request asks for; `null` when it asks for something else. */
  filenameIn(url: URL): string | null;
  /** The recording, or a part of it; `null` when no call has it, or not yet. */
  answer(filename: string, request: Request): Promise<Response | null>;
}

const everything: CallFilter = {};
const dayMs = 86_400_000;
const defaultDelayMs = 300_000;
const resource = /\/api\/recordings\/(?:download|stream)(?:\/([^/]+))?$/;

/**
 * Thulium's recordings: what the host opens, or a moment of sound for every call with a file name, the
 * same each time.
 */
export function createRecordings(
  calls: CallSource,
  { zone, now, openRecording, ...options }: RecordingContext,
): VendorRecordings {
  const { recordingName = 'query', recordingDelayMs = defaultDelayMs } = options;

  async function find(filename: string): Promise<Call | null> {
    const to = now() + 1;
    // File names tell their day as a rule, which spares going through everything.
    for (const filter of [...daysNamedIn(filename, zone), everything]) {
      const named = { ...filter, recordingRef: [filename], to: Math.min(filter.to ?? to, to) };
      for await (const [found] of calls.read({ filter: named, limit: 1 })) {
        if (found !== undefined) return found;
      }
    }
    return null;
  }

  return {
    filenameIn({ pathname, searchParams }) {
      const match = resource.exec(pathname);
      if (match === null) return null;
      return recordingName === 'query'
        ? (searchParams.get('filename') ?? '')
        : decode(match[1] ?? '');
    },
    async answer(filename, request) {
      const call = await find(filename);
      if (call === null) return null;
      if (openRecording !== undefined) return openRecording(call, request);
      if (endOf(call) + recordingDelayMs > now()) return null;
      const answer = answerFile(request, { bytes: createSampleWav(filename), type: 'audio/wav' });
      answer.headers.set('content-disposition', 'attachment');
      return answer;
    },
  };
}

function daysNamedIn(filename: string, zone: Zone): CallFilter[] {
  const day = parseDate(/\d{4}-\d{2}-\d{2}/.exec(filename)?.[0] ?? '');
  if (day === null) return [];
  const from = zone.resolve(day).epochMs - dayMs;
  return [{ from, to: from + 3 * dayMs }];
}

function endOf({ startedAt, endedAt, durationMs }: Call): EpochMs {
  return endedAt === null ? toEpochMs(startedAt) + (durationMs ?? 0) : toEpochMs(endedAt);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
