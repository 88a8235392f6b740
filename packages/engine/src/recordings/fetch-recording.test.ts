import { type FileHandle, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PartialRecording, TransportError, VendorResponseError } from '@cdr/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AnswerRecording,
  createRecordingSource,
  createStandingClock,
  openBytes,
  type StandingClock,
} from '../__fixtures__/recording-vendor.ts';
import { fetchRecording } from './fetch-recording.ts';

const sound = Uint8Array.from({ length: 100 }, (_, at) => at);
const recording = { ref: 'a.wav', url: null, downloadUrl: null };
let dir: string;
let file: FileHandle;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-fetch-'));
  file = await open(join(dir, 'a.wav'), 'wx');
});

afterEach(async () => {
  await file.close();
  await rm(dir, { recursive: true });
});

async function fetchFrom(
  answer: AnswerRecording,
  {
    signal = new AbortController().signal,
    clock = createStandingClock(0),
    partial = null,
  }: { signal?: AbortSignal; clock?: StandingClock; partial?: PartialRecording | null } = {},
) {
  const kept: (PartialRecording | null)[] = [];
  const keep = async (own: PartialRecording | null) => {
    kept.push(own);
  };
  const asked: unknown[] = [];
  const source = createRecordingSource((request, count, onEvent) => {
    asked.push(request.partial);
    return answer(request, count, onEvent);
  });
  const connection = source.connect(() => {});
  const outcome = await fetchRecording({
    connection,
    recording,
    draft: { file, partial, keep },
    signal,
    clock,
  }).then(
    (fetched) => ({ fetched, error: null }),
    (error: unknown) => ({ fetched: null, error }),
  );
  return { ...outcome, asked, kept, bytes: new Uint8Array(await readFile(join(dir, 'a.wav'))) };
}

describe('a recording', () => {
  it('is written as it comes', async () => {
    const { fetched, bytes } = await fetchFrom(async () => openBytes(sound));
    expect(fetched).toEqual({ bytes: 100, type: 'audio/wav' });
    expect(bytes).toEqual(sound);
  });

  it('that the vendor has not is none', async () => {
    expect(await fetchFrom(async () => null)).toMatchObject({ fetched: null, error: null });
  });

  it('that breaks off goes on where it broke', async () => {
    const { bytes, asked } = await fetchFrom(async ({ partial }, count) => {
      const offset = partial?.bytes ?? 0;
      return openBytes(sound, { offset, version: 'v' }, count < 3 ? offset + 30 : undefined);
    });
    expect(bytes).toEqual(sound);
    expect(asked).toEqual([null, { bytes: 30, version: 'v' }, { bytes: 60, version: 'v' }]);
  });

  it('goes on from what an earlier run kept of it', async () => {
    await file.write(sound.slice(0, 60));
    const partial = { bytes: 60, version: 'v' };
    const { bytes, asked } = await fetchFrom(
      async (request) => openBytes(sound, { offset: request.partial?.bytes ?? 0, version: 'v' }),
      { partial },
    );
    expect(bytes).toEqual(sound);
    expect(asked).toEqual([partial]);
  });

  it('that is long is kept as it comes, where the vendor says which it is', async () => {
    const mebibyte = 1024 ** 2;
    const long = new Uint8Array(20 * mebibyte).map((_, at) => at % 251);
    const pieces = () => {
      let at = 0;
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          if (at === long.length) return controller.close();
          controller.enqueue(long.slice(at, at + mebibyte));
          at += mebibyte;
        },
      });
    };
    const told = await fetchFrom(async () => openBytes(long, { version: 'v', body: pieces() }));
    expect(Buffer.compare(told.bytes, long)).toBe(0);
    expect(told.kept).toEqual([
      null,
      { bytes: 8 * mebibyte, version: 'v' },
      { bytes: 16 * mebibyte, version: 'v' },
    ]);
    const untold = await fetchFrom(async () => openBytes(long, { body: pieces() }));
    expect(untold.kept).toEqual([null]);
  });

  it('begins again where nothing vouches for its rest', async () => {
    const { bytes, asked } = await fetchFrom(async (_, count) =>
      openBytes(sound, {}, count === 1 ? 30 : undefined),
    );
    expect(bytes).toEqual(sound);
    expect(asked).toEqual([null, null]);
  });

  it('begins again when the whole comes in place of the rest, shorter than before', async () => {
    const shorter = sound.slice(0, 20);
    const { bytes } = await fetchFrom(async (_, count) =>
      count === 1 ? openBytes(sound, { version: 'v' }, 50) : openBytes(shorter, { version: 'w' }),
    );
    expect(bytes).toEqual(shorter);
  });

  it('is given up after five attempts', async () => {
    const { error, asked } = await fetchFrom(async () => openBytes(sound, {}, 10));
    expect(error).toBeInstanceOf(TransportError);
    expect(asked).toHaveLength(5);
  });

  it.each([99, 101])('of another size than told (%i) is not whole', async (size) => {
    const { error, asked } = await fetchFrom(async () => openBytes(sound, { size }));
    expect(error).toMatchObject({ code: 'transport', what: `100 of ${size} bytes came` });
    expect(asked).toHaveLength(5);
  });

  it('of unknown size is whole when it ends', async () => {
    const { bytes } = await fetchFrom(async () => openBytes(sound, { size: null }));
    expect(bytes).toEqual(sound);
  });

  it('without a byte is none', async () => {
    const { error, asked } = await fetchFrom(async () => openBytes(new Uint8Array()));
    expect(error).toMatchObject({ what: 'The recording is empty' });
    expect(asked).toHaveLength(1);
  });

  it.each(['text/html', 'application/json', 'application/problem+json', 'application/xml'])(
    'is no %s',
    async (type) => {
      let cancelled = false;
      const body = new ReadableStream({
        cancel: () => {
          cancelled = true;
        },
      });
      const { error, bytes, asked } = await fetchFrom(async () => openBytes(sound, { type, body }));
      expect(error).toBeInstanceOf(VendorResponseError);
      expect(cancelled).toBe(true);
      expect(bytes).toHaveLength(0);
      expect(asked).toHaveLength(1);
    },
  );

  it('whose rest begins elsewhere than asked is refused', async () => {
    const { error } = await fetchFrom(async (_, count) =>
      count === 1 ? openBytes(sound, { version: 'v' }, 50) : openBytes(sound, { offset: 40 }),
    );
    expect(error).toMatchObject({ code: 'vendor-response', retryable: false });
  });

  it('may not take for ever', async () => {
    const clock = createStandingClock(0);
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        clock.pass(60_000);
        controller.enqueue(new Uint8Array(1));
      },
    });
    const { error, asked } = await fetchFrom(async () => openBytes(sound, { body }), { clock });
    expect(error).toMatchObject({ what: 'The recording took longer than an hour' });
    expect(asked).toHaveLength(1);
  });

  it('ends with the signal', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const { error, asked } = await fetchFrom(
      async () => {
        controller.abort(reason);
        return openBytes(sound, {}, 10);
      },
      { signal: controller.signal },
    );
    expect(error).toBe(reason);
    expect(asked).toHaveLength(1);
  });
});
