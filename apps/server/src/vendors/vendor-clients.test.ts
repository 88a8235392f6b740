import { type CallSource, type Provider, toEpochMs, type VendorApiModule } from '@cdr/core';
import { createNoteSource, generateCalls } from '@cdr/emulator';
import caresoft from '@cdr/provider-caresoft';
import * as caresoftApi from '@cdr/provider-caresoft/vendor-api';
import ccrm from '@cdr/provider-ccrm';
import * as ccrmApi from '@cdr/provider-ccrm/vendor-api';
import soluno from '@cdr/provider-soluno';
import * as solunoApi from '@cdr/provider-soluno/vendor-api';
import telecomx from '@cdr/provider-telecomx';
import * as telecomxApi from '@cdr/provider-telecomx/vendor-api';
import thulium from '@cdr/provider-thulium';
import * as thuliumApi from '@cdr/provider-thulium/vendor-api';
import { createMemoryStore } from '@cdr/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../__fixtures__/test-server.ts';
import { sampleSources } from './__fixtures__/sample-sources.ts';
import { type Account, contentOf, sampleNow, syncInto } from './__fixtures__/sync-into.ts';

/** An account at each vendor, and how its client is told of another place and a key. */
const accounts: {
  name: string;
  provider: Provider;
  module: VendorApiModule;
  streams?: string[];
  /** Options for the server, in place of the vendor's. */
  login: (key: string, baseUrl: string) => Record<string, unknown>;
}[] = [
  {
    name: 'warsaw',
    provider: thulium,
    module: thuliumApi,
    login: (password) => ({ username: 'anybody', password }),
  },
  {
    name: 'stockholm',
    provider: soluno,
    module: solunoApi,
    login: (password, baseUrl) => ({ username: 'any', password, tokenUrl: `${baseUrl}/token` }),
  },
  {
    name: 'hanoi',
    provider: caresoft,
    module: caresoftApi,
    login: (token) => ({ domain: 'any', token }),
  },
  {
    name: 'copenhagen',
    provider: telecomx,
    module: telecomxApi,
    streams: ['calls', 'statistics-day'],
    login: (password) => ({ username: 'any', password }),
  },
  {
    name: 'krakow',
    provider: ccrm,
    module: ccrmApi,
    streams: ['calls', 'notes'],
    login: (token) => ({ token, requestsPerSecond: 1000 }),
  },
];

const timeZone = 'Europe/Warsaw';
const now = () => toEpochMs(sampleNow);
const days = {
  from: toEpochMs('2024-03-15T00:00:00.000Z'),
  to: toEpochMs('2024-03-19T00:00:00.000Z'),
};

let server: TestServer;

beforeEach(async () => {
  const serveAs = ['thulium', 'soluno', 'telecomx'];
  const warsaw = { ...sampleSources.warsaw, serveAs };
  server = await startTestServer({ sources: { ...sampleSources, warsaw } });
  server.setNow(sampleNow);
});

afterEach(() => server.close());

function callsOf(seed: number): CallSource {
  return generateCalls({ seed, ...days, timeZone, calls: 450 });
}

/** Reads made-up calls into the server's store, as from the vendor itself. */
async function fill(
  name: string,
  index = accounts.findIndex((own) => own.name === name),
  seed = 7,
) {
  const account = accounts[index];
  if (account === undefined) throw new Error(`no account ${name}`);
  const { provider, module, streams } = account;
  const calls = callsOf(seed);
  const api = module.createVendorApi(calls, { now, notes: createNoteSource(calls) });
  const { options } = module.describeVendorApi('http://vendor.test');
  const own: Account = { name, provider, options, api, ...(streams && { streams }) };
  expect(await syncInto(server.store, own)).toMatchObject({ status: 'complete' });
  return account;
}

describe('a vendor’s own client', () => {
  it.each(accounts.map(({ name }) => name))(
    'reads back from /vendors/%s what was stored, in every field',
    async (name) => {
      const { provider, streams, login } = await fill(name);
      const baseUrl = `${server.url}/vendors/${name}`;
      const options = { baseUrl, ...login(await server.key('operator', [name]), baseUrl) };
      const second = createMemoryStore(now);
      const report = await syncInto(second, {
        name,
        provider,
        options,
        ...(streams && { streams }),
      });
      expect(report?.status).toBe('complete');
      const stored = await contentOf(server.store, name);
      const read = await contentOf(second, name);
      expect(stored.calls).toHaveLength(450);
      expect(read.calls).toEqual(stored.calls);
      expect(read.notes).toEqual(stored.notes);
      expect(stored.notes.length > 0).toBe(name === 'krakow');
    },
    60_000,
  );
});

describe('calls in another vendor’s shape', () => {
  it('are read by that vendor’s client: Thulium’s as Soluno’s', async () => {
    await fill('warsaw');
    const baseUrl = `${server.url}/vendors/warsaw`;
    const password = await server.key();
    const second = createMemoryStore(now);
    const options = { baseUrl, tokenUrl: `${baseUrl}/token`, username: 'any', password };
    const report = await syncInto(second, { name: 'warsaw', provider: soluno, options });
    expect(report?.status).toBe('complete');
    const stored = await contentOf(server.store, 'warsaw');
    const read = await contentOf(second, 'warsaw');
    const tell = ({ calls }: typeof read) =>
      calls
        .map(({ startedAt, from, disposition }) =>
          [startedAt, from.number, disposition === 'answered'].join(' '),
        )
        .sort();
    expect(tell(read)).toEqual(tell(stored));
  });

  it('answer at each vendor’s own paths, of one source or of all', async () => {
    await fill('warsaw');
    await fill('gdansk', 0, 8);
    const key = await server.key();
    const basic = `Basic ${Buffer.from(`x:${key}`).toString('base64')}`;
    const range = 'from=2024-03-15T00:00:00Z&to=2024-03-18T23:59:59.999Z';
    const count = async (path: string, authorization: string) => {
      const answer = await fetch(`${server.url}/vendors/${path}`, { headers: { authorization } });
      expect(answer.status).toBe(200);
      const body: unknown = await answer.json();
      return Array.isArray(body) ? body.length : Object(body).count;
    };
    expect(await count('warsaw/api/connections', basic)).toBe(450);
    expect(await count(`warsaw/pbx/cdr?limit=1000&${range}`, `Bearer ${key}`)).toBe(450);
    expect(await count('*/api/connections', basic)).toBe(900);
    const own = await server.key('viewer', ['gdansk']);
    const limited = `Basic ${Buffer.from(`x:${own}`).toString('base64')}`;
    expect(await count('*/api/connections', limited)).toBe(450);
  });

  it('of all sources are told apart though two accounts have the same ids', async () => {
    await fill('warsaw');
    await fill('gdansk', 0);
    const baseUrl = `${server.url}/vendors/*`;
    const second = createMemoryStore(now);
    const options = { baseUrl, username: 'any', password: await server.key() };
    const report = await syncInto(second, { name: 'all', provider: thulium, options });
    expect(report?.status).toBe('complete');
    expect(await second.count()).toBe(900);
  });
});
