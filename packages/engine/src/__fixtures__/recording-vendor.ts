import {
  type Clock,
  type OpenRecording,
  type Provider,
  type ProviderEvent,
  type RecordingRequest,
  TransportError,
} from '@cdr/core';
import { z } from 'zod';
import { sourceConfigSchema } from '../config/config-schema.ts';
import { openSource } from '../source/open-source.ts';
import type { Source } from '../source/source.ts';
import { mapArtificialRow } from './artificial-rows.ts';
import { pagedStream } from './artificial-stream.ts';

/** What a vendor does when it is asked for a recording; `count` numbers its answers from 1. */
export type AnswerRecording = (
  request: RecordingRequest,
  count: number,
  onEvent: (event: ProviderEvent) => void,
) => Promise<OpenRecording | null>;

/** A clock that stands, but for what a test lets pass. */
export interface StandingClock extends Clock {
  pass: (ms: number) => void;
}

export function createStandingClock(now: number): StandingClock {
  let elapsedMs = 0;
  return {
    now: () => now,
    elapsedMs: () => elapsedMs,
    sleep: () => Promise.resolve(),
    after: () => () => {},
    pass: (ms) => {
      elapsedMs += ms;
    },
  };
}

/** A source whose vendor gives recordings out by name, three at once, a day after the call at the latest. */
export function createRecordingSource(
  answer: AnswerRecording,
  { name = 'warsaw', clock = createStandingClock(0) }: { name?: string; clock?: Clock } = {},
): Source {
  let count = 0;
  const provider: Provider = {
    spec: 1,
    manifest: {
      id: 'artificial',
      name: 'Artificial',
      docs: [],
      timeZone: 'Europe/Warsaw',
      country: null,
      hosts: [],
      streams: [pagedStream],
      recordings: { by: 'ref', settle: 'P1D', limits: { concurrency: 3 } },
      identityEpoch: 0,
      mapperVersion: 0,
    },
    options: z.strictObject({}),
    createMapper: () => mapArtificialRow,
    connect: ({ onEvent }) => ({
      check: () => Promise.resolve('Artificial answered'),
      async *read() {},
      openRecording(request) {
        count += 1;
        return answer(request, count, onEvent);
      },
    }),
  };
  const config = sourceConfigSchema.parse({ provider: 'artificial' });
  const fetch = () => Promise.reject(new Error('no network here'));
  return openSource({ name, config, provider, runtime: { fetch, clock, random: () => 0 } });
}

/** A recording of these bytes, as far as `cut`, where it breaks off. */
export function openBytes(
  bytes: Uint8Array,
  known: Partial<OpenRecording> = {},
  cut = Number.POSITIVE_INFINITY,
): OpenRecording {
  const offset = known.offset ?? 0;
  let at = offset;
  return {
    offset,
    size: bytes.byteLength,
    type: 'audio/wav',
    version: null,
    body: new ReadableStream({
      pull(controller) {
        if (at >= cut) throw new TransportError({ what: 'The line broke' });
        if (at === bytes.byteLength) return controller.close();
        controller.enqueue(bytes.slice(at, at + 10));
        at = Math.min(at + 10, bytes.byteLength);
      },
    }),
    ...known,
  };
}
