import { type Call, createCallFields, type VendorApi } from '@cdr/core';
import { serveVendorApis, type VendorHost } from '@cdr/emulator';
import { createArraySource, createSampleWav } from '@cdr/provider-kit';
import { createVendorApi, describeVendorApi } from '@cdr/provider-thulium/vendor-api';
import { afterEach, describe, expect, it } from 'vitest';
import { storeCalls } from '../__fixtures__/sample-calls.ts';
import { sampleNow, startTestServer, type TestServer } from '../__fixtures__/test-server.ts';

const closing: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of closing.splice(0)) await one.close();
});

const fields = createCallFields({
  vendorId: '1',
  startedAt: '2024-03-01T08:00:00.000Z',
  timePrecision: 'second',
  timeZone: 'Europe/Warsaw',
  recording: { ref: 'one.wav', url: null, downloadUrl: null },
});
const call: Call = { id: 'truth:1', source: 'truth', provider: 'thulium', ...fields };
const wav = createSampleWav('one.wav');

/** A server over calls whose recordings a local Thulium has; `change` alters what it answers. */
async function setUp(change: (api: VendorApi) => VendorApi = (api) => api) {
  const api = change(
    createVendorApi(createArraySource([call]), { now: () => Date.parse(sampleNow) }),
  );
  const vendor: VendorHost = await serveVendorApis(api);
  const { options } = describeVendorApi(vendor.url);
  const test: TestServer = await startTestServer({
    sources: { warsaw: { provider: 'thulium', options } },
  });
  closing.push(test, vendor);
  const { recording } = fields;
  await storeCalls(test.store, 'warsaw', [{ recording }, {}]);
  await storeCalls(test.store, 'former', [{ recording }]);
  const viewer = await test.key();
  return {
    test,
    ask: (path: string, headers: Record<string, string> = {}) =>
      test.ask(`/v1/calls/${path}/recording`, viewer, { headers }),
  };
}

async function bytesOf(answer: Response): Promise<Buffer> {
  return Buffer.from(await answer.arrayBuffer());
}

describe('a recording', () => {
  it('is passed on whole', async () => {
    const { ask } = await setUp();
    const answer = await ask('warsaw:1');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    expect(answer.headers.get('content-length')).toBe(String(wav.byteLength));
    expect(answer.headers.get('accept-ranges')).toBe('bytes');
    expect(await bytesOf(answer)).toEqual(Buffer.from(wav));
  });

  it.each([
    ['bytes=0-9', 0, 10],
    ['bytes=100-', 100, undefined],
    ['bytes=-5', -5, undefined],
  ])('is passed on by range: %s', async (range, from, to) => {
    const { ask } = await setUp();
    const answer = await ask('warsaw:1', { range });
    const part = Buffer.from(wav).subarray(from, to);
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-length')).toBe(String(part.byteLength));
    const first = from < 0 ? wav.byteLength + from : from;
    expect(answer.headers.get('content-range')).toBe(
      `bytes ${first}-${first + part.byteLength - 1}/${wav.byteLength}`,
    );
    expect(await bytesOf(answer)).toEqual(part);
  });

  it('is passed on from where it broke off only while it is the same', async () => {
    const { ask } = await setUp();
    const first = await ask('warsaw:1', { range: 'bytes=0-9' });
    await first.arrayBuffer();
    const tag = first.headers.get('etag') ?? '';
    const rest = await ask('warsaw:1', { range: 'bytes=10-', 'if-range': tag });
    expect(rest.status).toBe(206);
    await rest.arrayBuffer();
    const other = await ask('warsaw:1', { range: 'bytes=10-', 'if-range': '"other"' });
    expect(other.status).toBe(200);
    expect(await bytesOf(other)).toEqual(Buffer.from(wav));
  });

  it('has no bytes behind its end', async () => {
    const { ask } = await setUp();
    const answer = await ask('warsaw:1', { range: `bytes=${wav.byteLength}-` });
    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe(`bytes */${wav.byteLength}`);
    expect(await answer.json()).toMatchObject({ code: 'range' });
  });

  it.each([
    ['warsaw:2', 'without a recording'],
    ['warsaw:9', 'that is not there'],
    ['former:1', 'of a source that is no more'],
  ])('of the call %s, %s, is not found', async (id) => {
    const { ask } = await setUp();
    const answer = await ask(id);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'not-found' });
  });

  it('is no page that the vendor shows in its place', async () => {
    const { ask } = await setUp(
      (api) => async (request) =>
        request.url.includes('recording')
          ? new Response('<script>secret</script>', { headers: { 'content-type': 'text/html' } })
          : api(request),
    );
    const answer = await ask('warsaw:1');
    expect(answer.status).toBe(502);
    expect(await answer.text()).not.toContain('secret');
  });

  it('is fetched from no host but the vendor’s', async () => {
    const asked: string[] = [];
    const elsewhere = await serveVendorApis(async ({ url }) => {
      asked.push(url);
      return new Response('inside', { headers: { 'content-type': 'audio/wav' } });
    });
    closing.push(elsewhere);
    const { ask } = await setUp(
      (api) => async (request) =>
        request.url.includes('recording')
          ? new Response(null, { status: 302, headers: { location: `${elsewhere.url}/admin` } })
          : api(request),
    );
    const answer = await ask('warsaw:1');
    expect(answer.status).toBe(502);
    expect(await answer.text()).not.toContain(elsewhere.url);
    expect(asked).toEqual([]);
  });
});

describe('a recording, asked for as of its vendor', () => {
  const address = '/vendors/warsaw/api/recordings/download?filename=one.wav';
  const authorize = (key: string) => ({ authorization: `Basic ${btoa(`any:${key}`)}` });

  it('is passed on, as often as one likes', async () => {
    const { test } = await setUp();
    const headers = authorize(await test.key());
    for (let time = 0; time < 30; time += 1) {
      const answer = await test.ask(address, undefined, { headers });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await bytesOf(answer)).toEqual(Buffer.from(wav));
    }
  });

  it('is not given to others, nor where there is none', async () => {
    const { test } = await setUp((api) => async (request) => {
      if (new URL(request.url).pathname.includes('recordings')) {
        return new Response(null, { status: 404 });
      }
      return api(request);
    });
    const other = authorize(await test.key('owner', ['former']));
    expect((await test.ask(address, undefined, { headers: other })).status).toBe(401);
    const headers = authorize(await test.key());
    expect((await test.ask(address, undefined, { headers })).status).toBe(404);
    const unknown = address.replace('one', 'two');
    expect((await test.ask(unknown, undefined, { headers })).status).toBe(404);
  });

  it('is fetched from no host that is none of the vendor’s', async () => {
    const { test } = await setUp(() => async () => {
      return new Response(null, { status: 302, headers: { location: 'http://127.0.0.1:9/' } });
    });
    const headers = authorize(await test.key());
    expect((await test.ask(address, undefined, { headers })).status).toBe(500);
  });
});
