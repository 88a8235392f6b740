import { serveVendorApis, type VendorHost } from '@cdr/emulator';
import { createArraySource } from '@cdr/provider-kit';
import { createVendorApi, describeVendorApi } from '@cdr/provider-thulium/vendor-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeCalls } from '../__fixtures__/sample-calls.ts';
import { sampleNow, startTestServer, type TestServer } from '../__fixtures__/test-server.ts';
import { sampleSources } from '../vendors/__fixtures__/sample-sources.ts';
import { operationsOf } from './__fixtures__/api-document.ts';
import { requestsBelow, requestsOf, type Vocabulary } from './__fixtures__/arbitrary-requests.ts';
import { breachesOf, faultsOf } from './__fixtures__/check-answer.ts';
import { sendRaw } from './__fixtures__/send-raw.ts';

let vendor: VendorHost;
let test: TestServer;
let vocabulary: Vocabulary;

/** The same in every run. */
const runs = { seed: 20_240_320, numRuns: 80 };

const document = await readDocument();

async function readDocument(): Promise<unknown> {
  const own = await startTestServer();
  const told = own.server.swagger();
  await own.close();
  return told;
}

beforeAll(async () => {
  vendor = await serveVendorApis(
    createVendorApi(createArraySource([]), { now: () => Date.parse(sampleNow) }),
  );
  const warsaw = { provider: 'thulium', options: describeVendorApi(vendor.url).options };
  const server = { requestsPerMinute: 1_000_000 };
  test = await startTestServer({ server, sources: { ...sampleSources, warsaw } });
  for (const source of ['warsaw', 'stockholm', 'hanoi', 'copenhagen', 'krakow']) {
    await storeCalls(test.store, source, [
      { direction: 'inbound', disposition: 'answered', talkMs: 1000 },
      { recording: { ref: 'a/b.wav', url: 'https://vendor.invalid/b.wav', downloadUrl: null } },
    ]);
  }
  const owner = await test.key('owner');
  const limited = await test.key('viewer', ['krakow']);
  vocabulary = {
    words: ['warsaw', 'krakow', 'nowhere', 'warsaw:1', 'warsaw:2', 'krakow:1', 'warsaw:~0-1'],
    authorizations: [
      ...[owner, owner, owner, owner, owner, owner, limited, 'cdr_0', ''].map(
        (key) => `Bearer ${key}`,
      ),
      ...[owner, limited].map((key) => `Basic ${btoa(`me:${key}`)}`),
      ...['Basic', 'Basic ====', 'Digest x', ''],
    ],
  };
});

afterAll(async () => {
  await test.close();
  await vendor.close();
});

describe('whatever is asked of our API, the answer is as documented', () => {
  it.each(operationsOf(document).map((own) => [`${own.method} ${own.path}`, own] as const))(
    '%s',
    async (_, operation) => {
      const requests = requestsOf(operation, vocabulary);
      const property = fc.asyncProperty(requests, async (sent) => {
        const answer = await sendRaw(test.url, sent);
        expect([...faultsOf(answer), ...breachesOf(operation, answer)]).toEqual([]);
      });
      await fc.assert(property, runs);
    },
  );

  it('where there is nothing, nothing breaks', async () => {
    const paths = [
      '/',
      '/v1',
      '/v1/calls',
      '/v2',
      '/docs',
      '/docs/js',
      '/openapi.json',
      '/vendors',
    ];
    const requests = requestsBelow(paths, ['limit'], vocabulary);
    const property = fc.asyncProperty(requests, async (sent) => {
      expect(faultsOf(await sendRaw(test.url, sent))).toEqual([]);
    });
    await fc.assert(property, runs);
  });
});

describe('whatever is asked of a vendor’s API, nothing breaks', () => {
  const bounds = ['from', 'to', 'dateFrom', 'dateTo', 'date_from', 'date_to', 'start_time_since'];
  const pages = ['limit', 'offset', 'page', 'count', 'order_by', 'order_type', 'filter', 'format'];
  const others = ['username', 'password', 'fields', 'sort', 'groupingInterval', 'call_id'];

  it.each([
    ['warsaw', ['/api/connections', '/api/recordings/download', '/api/recordings']],
    ['stockholm', ['/cdr/historik', '/token']],
    ['hanoi', ['/any/api/v1/calls', '/api/v1/calls']],
    ['copenhagen', ['/pbx/cdr', '/pbx/cdrstats', '/auth/login']],
    ['krakow', ['/publicApi/callHistory', '/publicApi/notes']],
    ['*', ['/api/connections', '/cdr/historik', '/pbx/cdr']],
    ['nowhere', ['/api/connections']],
  ])('%s', async (source, paths) => {
    const own = paths.map((path) => `/vendors/${source}${path}`);
    const requests = requestsBelow(own, [...bounds, ...pages, ...others], vocabulary);
    const property = fc.asyncProperty(requests, async (sent) => {
      expect(faultsOf(await sendRaw(test.url, sent))).toEqual([]);
    });
    await fc.assert(property, runs);
  });
});
