import { type OpenRecording, type Recording, toInstant, type VendorApi } from '@cdr/core';
import { createArraySource, createSampleWav } from '@cdr/provider-kit';
import { describe, expect, it } from 'vitest';
import { callAt } from './__fixtures__/calls.ts';
import { connect } from './__fixtures__/connect.ts';
import { recordingAddresses } from './recording-addresses.ts';
import { createVendorApi, type ThuliumApiOptions } from './vendor-api.ts';

const now = Date.UTC(2025, 0, 1);
const minuteMs = 60_000;
const filename = 'sprzedaz/2024-12-31/2024-12-31_120000_921063395.234.wav';
const { signal } = new AbortController();

/** A vendor of calls with these recordings, which ended that many minutes ago. */
function vendorOf(
  recorded: Readonly<Record<string, number>>,
  options: Partial<ThuliumApiOptions> = {},
): VendorApi {
  const calls = Object.entries(recorded).map(([ref, endedMinutesAgo]) => {
    const endedAt = now - endedMinutesAgo * minuteMs;
    return callAt(toInstant(endedAt - 10 * minuteMs), {
      vendorId: ref,
      endedAt: toInstant(endedAt),
      recording: { ref, url: null, downloadUrl: null },
    });
  });
  return createVendorApi(createArraySource(calls), { now: () => now, ...options });
}

function recordingOf(ref: string | null): Recording {
  return { ref, url: null, downloadUrl: null };
}

async function open(vendor: VendorApi, ref: string | null, partial: OpenRecording | null = null) {
  const { connection, requests } = connect(vendor);
  const opened = await connection.openRecording?.({
    recording: recordingOf(ref),
    partial: partial?.version ? { bytes: 1000, version: partial.version } : null,
    signal,
  });
  return { opened: opened ?? null, requests };
}

async function bytesOf(opened: OpenRecording | null): Promise<Uint8Array> {
  return new Uint8Array(await new Response(opened?.body).arrayBuffer());
}

describe.each(['query', 'path'] as const)('a vendor that finds names in the %s', (form) => {
  it('gives the recording', async () => {
    const { opened } = await open(vendorOf({ [filename]: 60 }, { recordingName: form }), filename);
    const sound = createSampleWav(filename);
    expect(opened).toMatchObject({ type: 'audio/wav', size: sound.length, offset: 0 });
    expect(await bytesOf(opened)).toEqual(sound);
  });

  it('gives the rest of it', async () => {
    const vendor = vendorOf({ [filename]: 60 }, { recordingName: form });
    const { opened: first } = await open(vendor, filename);
    const { opened } = await open(vendor, filename, first);
    expect(opened?.offset).toBe(1000);
    expect(await bytesOf(opened)).toEqual(createSampleWav(filename).subarray(1000));
  });

  it('has none for a while after the call, and none that nobody made', async () => {
    const vendor = vendorOf({ 'fresh.wav': 4, 'ready.wav': 5 }, { recordingName: form });
    expect((await open(vendor, 'fresh.wav')).opened).toBeNull();
    expect((await open(vendor, 'unheard-of.wav')).opened).toBeNull();
    expect((await open(vendor, 'ready.wav')).opened).not.toBeNull();
  });

  it.each([
    '../../etc/passwd',
    'a/../b.wav',
    'zażółć & jaźń?#.wav',
    '100%.wav',
    'a\\b\0c.wav',
    '%2e%2e/x.wav',
    'x'.repeat(2000),
  ])('is asked for %j and for nothing else', async (hostile) => {
    const { opened, requests } = await open(
      vendorOf({ [hostile]: 60 }, { recordingName: form }),
      hostile,
    );
    expect(await bytesOf(opened)).toEqual(createSampleWav(hostile));
    for (const { url } of requests) {
      expect(new URL(url).pathname).toMatch(/^\/warsaw\/api\/recordings\/download(\/[^/]+)?$/);
    }
  });
});

describe('the client', () => {
  it('asks by parameter first, and only then by path', async () => {
    const { requests } = await open(vendorOf({}), 'a/b c.wav');
    expect(requests.map(({ url }) => url)).toEqual([
      'http://vendor.test/warsaw/api/recordings/download?filename=a%2Fb%20c.wav',
      'http://vendor.test/warsaw/api/recordings/download/a%2Fb%20c.wav',
    ]);
    expect(requests[0]?.headers.get('authorization')).toBe(`Basic ${btoa('api_user:api_pass')}`);
  });

  it('asks for nothing where a call has no file', async () => {
    const { opened, requests } = await open(vendorOf({}), null);
    expect(opened).toBeNull();
    expect(requests).toEqual([]);
  });

  it.each(['.', '..'])('never asks for the resource above by the name %s', (name) => {
    expect(recordingAddresses(name)).toHaveLength(1);
  });

  it('takes a name that is no text for what it is: unknown', async () => {
    expect((await open(vendorOf({}), 'half-\ud800.wav')).opened).toBeNull();
  });

  it('is refused without the right password', async () => {
    const vendor = vendorOf({}, { credentials: { username: 'api_user', password: 'other' } });
    await expect(open(vendor, filename)).rejects.toMatchObject({
      code: 'auth',
      where: 'GET http://vendor.test/…',
    });
  });
});

describe('the vendor', () => {
  it('streams what it lets download', async () => {
    const vendor = vendorOf({ [filename]: 60 });
    const url = `http://vendor.test/api/recordings/stream?filename=${encodeURIComponent(filename)}`;
    const headers = { authorization: `Basic ${btoa('api_user:api_pass')}` };
    const answer = await vendor(new Request(url, { headers }));
    expect(answer.status).toBe(200);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(createSampleWav(filename));
  });

  it('finds recordings whose names tell a day that is not theirs', async () => {
    const { opened } = await open(vendorOf({ '2020-01-01.wav': 60 }), '2020-01-01.wav');
    expect(opened).not.toBeNull();
  });

  it('says that there is none in its own form', async () => {
    const url = 'http://vendor.test/api/recordings/download?filename=x';
    const headers = { authorization: `Basic ${btoa('api_user:api_pass')}` };
    const answer = await vendorOf({})(new Request(url, { headers }));
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ errors: [{ message: 'No such recording' }] });
  });
});
