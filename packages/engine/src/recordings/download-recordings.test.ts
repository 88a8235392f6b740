import { EventEmitter, once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AuthError,
  type Call,
  RateLimitError,
  TransportError,
  VendorResponseError,
} from '@cdr/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordedCall } from '../__fixtures__/recorded-calls.ts';
import {
  type AnswerRecording,
  createRecordingSource,
  createStandingClock,
  openBytes,
} from '../__fixtures__/recording-vendor.ts';
import { downloadRecordings } from './download-recordings.ts';
import type { RecordingEvent, RecordingResult } from './recording-events.ts';

const dayAfter = Date.parse('2025-05-01T22:00:00.000Z');
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-download-'));
});

afterEach(() => rm(dir, { recursive: true }));

/** Calls of source `warsaw` with recordings of these names. */
function callsOf(...refs: string[]): Call[] {
  return refs.map((ref, index) => recordedCall(`warsaw:${index}`, { ref }));
}

/** Gives the name for the sound. */
const answerName: AnswerRecording = async ({ recording: { ref } }) =>
  openBytes(new TextEncoder().encode(ref ?? ''));

async function download(
  calls: readonly Call[],
  answer: AnswerRecording,
  { signal = new AbortController().signal, now = dayAfter } = {},
) {
  const results: RecordingResult[] = [];
  const events: RecordingEvent[] = [];
  let asked = 0;
  let read = 0;
  let readBeforeEvent = 0;
  const clock = createStandingClock(now);
  const source = createRecordingSource((...args) => {
    asked += 1;
    return answer(...args);
  });
  const report = await downloadRecordings({
    sources: [source],
    calls: (async function* () {
      for (const call of calls) {
        read += 1;
        yield [call];
      }
    })(),
    dir: join(dir, 'out'),
    clock,
    signal,
    onEvent: (event) => {
      if (event.type === 'recording') results.push(event.result);
      else {
        events.push(event);
        readBeforeEvent = read;
      }
    },
  });
  return { report, results, events, asked: () => asked, readBeforeEvent };
}

async function filesIn(folder = join(dir, 'out')): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

describe('downloadRecordings', () => {
  it('puts every recording into its file, and says where', async () => {
    const { report, results } = await download(callsOf('a.wav', 'b.wav'), answerName);
    expect(report).toEqual({
      status: 'complete',
      downloaded: 2,
      present: 0,
      pending: 0,
      missing: 0,
      failed: 0,
      skipped: 0,
      bytes: 10,
    });
    for (const { call, file } of results) {
      const text = await readFile(join(dir, 'out', file), 'utf8');
      expect(`${call} ${text}`).toBe(call === 'warsaw:0' ? 'warsaw:0 a.wav' : 'warsaw:1 b.wav');
    }
  });

  it('asks for nothing twice', async () => {
    const calls = callsOf('a.wav', 'b.wav');
    await download(calls, answerName);
    const { report, asked } = await download(
      [...calls, ...callsOf('x', 'y', 'c.wav').slice(2)],
      answerName,
    );
    expect(report).toMatchObject({ downloaded: 1, present: 2 });
    expect(asked()).toBe(1);
  });

  it('goes on in the next run with a long recording that the last one did not finish', async () => {
    const mebibyte = 1024 ** 2;
    const long = new Uint8Array(12 * mebibyte).map((_, at) => at % 251);
    const asked: unknown[] = [];
    const controller = new AbortController();
    const answer: AnswerRecording = async ({ partial }, count) => {
      asked.push(partial);
      let at = partial?.bytes ?? 0;
      const body = new ReadableStream<Uint8Array>({
        pull(stream) {
          if (at === long.length) return stream.close();
          if (asked.length === 1 && at === 9 * mebibyte) {
            controller.abort(new Error('enough'));
            return stream.error(new TransportError({ what: 'The line broke' }));
          }
          stream.enqueue(long.slice(at, at + mebibyte));
          at += mebibyte;
        },
      });
      expect(count).toBe(1);
      return openBytes(long, { offset: at, version: '"v"', body });
    };
    const [call] = callsOf('a.wav');
    if (call === undefined) throw new Error('there is a call');
    const first = await download([call], answer, { signal: controller.signal });
    expect(first.report.status).toBe('interrupted');
    const { report, results } = await download([call], answer);
    expect(report).toMatchObject({ status: 'complete', downloaded: 1 });
    expect(asked).toEqual([null, { bytes: 8 * mebibyte, version: '"v"' }]);
    const file = join(dir, 'out', results[0]?.file ?? '');
    expect((await readFile(file)).equals(long)).toBe(true);
    expect(await filesIn()).toHaveLength(1);
  });

  it('keeps calls apart whose recordings have one name, or names that differ by case alone', async () => {
    await download(callsOf('a.wav', 'a.wav', 'A.WAV', 'x/a.wav', 'a?.wav'), answerName);
    const names = (await filesIn()).map((name) => name.toLowerCase());
    expect(new Set(names).size).toBe(5);
  });

  it('goes on after one that fails, and says why', async () => {
    const { report, results } = await download(
      callsOf('a.wav', 'b.wav', 'c.wav'),
      async (request, ...rest) => {
        if (request.recording.ref === 'b.wav')
          throw new TransportError({ what: 'The line is dead' });
        return answerName(request, ...rest);
      },
    );
    expect(report).toMatchObject({ status: 'partial', downloaded: 2, failed: 1 });
    expect(results.find(({ status }) => status === 'failed')).toMatchObject({
      call: 'warsaw:1',
      reason: 'The line is dead.',
    });
    expect(await filesIn()).toHaveLength(2);
  });

  it('tells what may still come from what will not', async () => {
    const [call] = callsOf('a.wav');
    const endedAt = '2025-04-30T22:00:00.000Z';
    const calls =
      call === undefined ? [] : [call, { ...call, id: 'warsaw:x', durationMs: null, endedAt }];
    const young = await download(calls, async () => null, { now: dayAfter - 1 });
    expect(young.report).toMatchObject({ status: 'complete', pending: 2 });
    const old = await download(calls, async () => null);
    expect(old.report).toMatchObject({ status: 'failed', missing: 2 });
    expect(await filesIn()).toEqual([]);
  });

  it('passes over calls without a recording, and those of other sources', async () => {
    const [call] = callsOf('a.wav');
    const calls = [
      recordedCall('warsaw:1', { url: 'https://v.test/a.wav' }),
      ...(call === undefined
        ? []
        : [
            { ...call, source: 'oslo' },
            { ...call, recording: null },
          ]),
    ];
    const { report, asked } = await download(calls, answerName);
    expect(report).toMatchObject({ status: 'complete', downloaded: 0, missing: 0 });
    expect(asked()).toBe(0);
  });

  it('asks for no more at once than the vendor takes', async () => {
    let underWay = 0;
    let most = 0;
    const meeting = new EventEmitter();
    const three = once(meeting, 'three');
    const names = Array.from({ length: 250 }, (_, index) => `${index}.wav`);
    const { report } = await download(callsOf(...names), async (request, ...rest) => {
      underWay += 1;
      most = Math.max(most, underWay);
      if (underWay === 3) meeting.emit('three');
      await three;
      underWay -= 1;
      return answerName(request, ...rest);
    });
    expect(report.downloaded).toBe(250);
    expect(most).toBe(3);
  });
});

describe('a source is given up', () => {
  const underWay = 3;
  /** Five failures, with those that are under way beside the last, and three last tries. */
  const most = 5 + (underWay - 1) + 3;
  /** After ten that came, one of them asked for again: those that end late begin all that anew. */
  const mostAfterTen = 10 + 5 * (underWay - 1) + 1 + most;
  const names = Array.from({ length: 60 }, (_, index) => `${index}.wav`);

  it.each([
    ['lets nobody in', () => new AuthError({ what: 'Refused' })],
    ['is away', () => new TransportError({ what: 'Nobody there' })],
  ])('when its vendor %s', async (_, createError) => {
    const { report, events, asked } = await download(callsOf(...names), async () => {
      throw createError();
    });
    expect(report.status).toBe('failed');
    expect(report.failed + report.skipped).toBe(60);
    expect(asked()).toBeLessThanOrEqual(most);
    expect(events).toEqual([{ type: 'gave-up', source: 'warsaw', message: createError().message }]);
  });

  it.each([
    ['is being repaired', () => new VendorResponseError({ what: 'The vendor answered 503' })],
    ['knows none of them', () => new VendorResponseError({ what: '400', retryable: false })],
  ])('when its vendor %s', async (_, createError) => {
    const { report, asked } = await download(callsOf(...names), async () => {
      throw createError();
    });
    expect(report.failed + report.skipped).toBe(60);
    expect(asked()).toBeLessThanOrEqual(most);
  });

  it('when its vendor shows a web page in place of everything, after it gave some', async () => {
    const { report, asked } = await download(callsOf(...names), async (_request, count) =>
      openBytes(new Uint8Array(10), { type: count > 10 ? 'text/html' : 'audio/wav' }),
    );
    expect(report).toMatchObject({ downloaded: 10 });
    expect(report.failed + report.skipped).toBe(50);
    expect(asked()).toBeLessThanOrEqual(mostAfterTen);
  });

  it('when its vendor wants to be left alone', async () => {
    const { report, asked } = await download(callsOf(...names), async () => {
      throw new RateLimitError({ what: 'Wait an hour' });
    });
    expect(report.failed + report.skipped).toBe(60);
    expect(asked()).toBeLessThanOrEqual(3);
  });

  it('when its vendor goes away after it gave some', async () => {
    let isAway = false;
    const { report, events, asked } = await download(
      callsOf(...names),
      async (request, count, onEvent) => {
        isAway ||= count > 10;
        if (isAway) throw new TransportError({ what: 'Nobody there' });
        return answerName(request, count, onEvent);
      },
    );
    expect(report).toMatchObject({ status: 'partial', downloaded: 10 });
    expect(report.failed + report.skipped).toBe(50);
    expect(asked()).toBeLessThanOrEqual(mostAfterTen);
    expect(events).toMatchObject([{ type: 'gave-up', message: 'Nobody there.' }]);
  });

  it('before many thousands wait for it', async () => {
    const many = Array.from({ length: 5_500 }, (_, index) => `${index}.wav`);
    const { report, asked, readBeforeEvent } = await download(callsOf(...many), async () => {
      throw new TransportError({ what: 'Nobody there' });
    });
    expect(report.failed + report.skipped).toBe(many.length);
    expect(asked()).toBeLessThanOrEqual(most);
    expect(readBeforeEvent).toBeLessThan(5_200);
  });

  it.each([
    ['the first ones', 0],
    ['some in the middle', 20],
    ['all but the last one', 0, 59],
    ['the last ones', 50],
  ])('not when %s are broken for good', async (_, from, count = 10) => {
    const broken = new Set(names.slice(from, from + count));
    const answer: AnswerRecording = async (request, ...rest) => {
      if (broken.has(request.recording.ref ?? '')) throw new TransportError({ what: 'Broken' });
      return answerName(request, ...rest);
    };
    const { report, events, asked } = await download(callsOf(...names), answer);
    expect(report).toMatchObject({ downloaded: 60 - count, failed: count, skipped: 0 });
    expect(events).toEqual([]);
    expect(asked()).toBeLessThanOrEqual(60 + count / 5);
    expect(await filesIn()).toHaveLength(60 - count);

    const later = await download(callsOf(...names, 'later.wav'), answer);
    expect(later.report).toMatchObject({ downloaded: 1, present: 60 - count, failed: count });
  });

  it('not when failures are of single recordings', async () => {
    const { report } = await download(callsOf(...names), async (request, count, onEvent) => {
      if (count % 2 === 0) throw new TransportError({ what: 'The line is dead' });
      return answerName(request, count, onEvent);
    });
    expect(report).toMatchObject({ downloaded: 30, failed: 30, skipped: 0 });
  });
});

describe('an end before the end', () => {
  it('leaves whole files alone', async () => {
    const controller = new AbortController();
    const { report } = await download(
      callsOf('a.wav', 'b.wav', 'c.wav', 'd.wav', 'e.wav'),
      async (request, count, onEvent) => {
        if (count < 4) return answerName(request, count, onEvent);
        controller.abort(new Error('enough'));
        return openBytes(new Uint8Array(100), {}, 50);
      },
      { signal: controller.signal },
    );
    expect(report).toMatchObject({ status: 'interrupted', downloaded: 3 });
    expect(await filesIn()).toHaveLength(3);
  });

  it('comes when the folder can be written no more', async () => {
    await writeFile(join(dir, 'out'), 'a file');
    await expect(download(callsOf('a.wav'), answerName)).rejects.toMatchObject({ code: 'store' });
  });

  it('comes with a bug, which is passed on', async () => {
    const bug = new Error('a bug');
    const failing = download(callsOf('a.wav', 'b.wav'), async () => {
      throw bug;
    });
    await expect(failing).rejects.toBe(bug);
  });
});
