import { type StatisticReading, type StatisticValues, unknownStatisticValues } from '@cdr/core';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { storeCalls } from '../__fixtures__/sample-calls.ts';
import { startTestServer, type TestServer } from '../__fixtures__/test-server.ts';

let test: TestServer;
let viewer: string;

const options = { baseUrl: 'http://127.0.0.1:9', username: 'u', password: 'p' };
const config = {
  sources: {
    warsaw: { provider: 'thulium', options },
    gdansk: { provider: 'thulium', options },
    copenhagen: { provider: 'telecomx', options },
  },
  people: { 'Jan K.': { warsaw: 'jan', gdansk: 'jk' } },
};
const jan = { id: 'jan', name: 'Jan', login: 'jan', extension: '101' };
const jk = { id: 'jk', name: 'Jan (Gdańsk)', login: 'jk', extension: '201' };

beforeAll(async () => {
  test = await startTestServer(config);
  viewer = await test.key();
  await storeCalls(test.store, 'warsaw', [
    { direction: 'inbound', disposition: 'answered', agents: [jan], talkMs: 60_000, waitMs: 5000 },
    { direction: 'inbound', disposition: 'answered', agents: [jan], talkMs: 1500, waitMs: 25_000 },
    { direction: 'inbound', disposition: 'no-answer', queue: { id: 'q1', name: '=1+1' } },
    { direction: 'outbound', disposition: 'busy', agents: [jan] },
    { kind: 'sms' },
  ]);
  await storeCalls(test.store, 'gdansk', [
    { direction: 'outbound', disposition: 'answered', agents: [jk], talkMs: 7000 },
  ]);
  await storeSums('copenhagen', { inboundCalls: 7, inboundAnswered: 5, inboundSeconds: 90 });
  await storeSums('warsaw', { inboundCalls: 3, inboundAnswered: 2, inboundSeconds: 62 });
});

afterAll(() => test.close());

/** Puts the sums of a day into the store, of an agent whose id is that of the source. */
async function storeSums(source: string, values: Partial<StatisticValues>): Promise<void> {
  const window = { from: Date.parse('2024-02-29T23:00Z'), to: Date.parse('2024-03-01T23:00Z') };
  const reading: StatisticReading = {
    ...{ source, stream: 'statistics-day', provider: 'telecomx', window, parameters: {} },
    proof: null,
    rejected: [],
    missing: 'keep',
    rows: [
      {
        id: `${source}:~1`,
        raw: null,
        hash: 1,
        statistic: {
          agent: { id: source, name: `Of ${source}` },
          extension: { id: 'x', number: '900' },
          interval: {
            unit: 'day',
            from: '2024-02-29T23:00:00.000Z',
            to: '2024-03-01T23:00:00.000Z',
            timeZone: 'Europe/Copenhagen',
          },
          values: { ...unknownStatisticValues, ...values },
          derived: [],
        },
      },
    ],
  };
  await test.store.commitStatistics(reading);
}

const figuresSchema = z.strictObject({
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  notes: z.array(z.record(z.string(), z.string().nullable())),
});

async function figures(query: string, key = viewer) {
  const answer = await test.ask(`/v1/stats${query}`, key);
  expect(answer.status, query).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return figuresSchema.parse(await answer.json());
}

describe('figures', () => {
  it('are those of all calls, unless more is asked', async () => {
    expect((await figures('')).rows).toEqual([
      {
        origin: 'computed',
        calls: 5,
        answered: 3,
        asr: 0.6,
        talkSeconds: 68.5,
        acd: expect.any(Number),
        asa: 15,
      },
    ]);
  });

  it('are told by interval, dimension, metric, filter, zone and threshold', async () => {
    const query = '?by=queue&metrics=calls,serviceLevel&interval=hour&timeZone=Asia/Tokyo';
    const { rows } = await figures(`${query}&direction=inbound&source=warsaw&threshold=4.5`);
    const interval = {
      interval: '2024-03-01T17:00+09:00',
      intervalStart: '2024-03-01T08:00:00.000Z',
      intervalEnd: '2024-03-01T09:00:00.000Z',
      source: 'warsaw',
      origin: 'computed',
    };
    expect(rows).toEqual([
      { ...interval, queue: 'q1', queueName: '=1+1', calls: 1, serviceLevel: null },
      { ...interval, queue: null, queueName: null, calls: 2, serviceLevel: 0 },
    ]);
    const late = await figures('?metrics=serviceLevel&source=warsaw&threshold=20');
    expect(late.rows[0]?.serviceLevel).toBe(0.5);
    expect((await figures('?kind=sms&metrics=calls')).rows[0]?.calls).toBe(1);
    expect((await figures('?from=2024-03-02&metrics=calls')).rows[0]?.calls).toBe(0);
  });

  it('are filled, or cut to the top, and never both', async () => {
    const days = '?interval=day&metrics=calls&from=2024-02-28&to=2024-03-02';
    const calls = async (query: string) => (await figures(query)).rows.map((row) => row.calls);
    expect(await calls(`${days}&fill=true`)).toEqual([0, 0, 5]);
    expect(await calls(days)).toEqual([5]);
    expect(await calls('?by=disposition&metrics=calls&top=1')).toEqual([3]);
    expect((await test.ask(`/v1/stats${days}&fill=true&top=1`, viewer)).status).toBe(400);
  });

  it('of people span sources', async () => {
    const { rows } = await figures('?by=agent&metrics=calls&origin=computed');
    expect(rows).toContainEqual({
      ...{ agent: 'Jan K.', agentName: 'Jan K.', source: null, origin: 'computed', calls: 4 },
    });
  });

  it('stand beside the sums of vendors, told apart and never added up, with what is to be said of them', async () => {
    const query = '?by=agent&metrics=inboundCalls,asa&source=copenhagen,warsaw';
    const { rows, notes } = await figures(query);
    const sums = { agentName: expect.any(String), origin: 'vendor', asa: null };
    const vendors = [
      { ...sums, agent: 'copenhagen', source: 'copenhagen', inboundCalls: 7 },
      { ...sums, agent: 'warsaw', source: 'warsaw', inboundCalls: 3 },
    ];
    expect(rows.filter(({ origin }) => origin === 'vendor')).toEqual(vendors);
    expect(rows.filter(({ origin }) => origin === 'computed').length).toBeGreaterThan(0);
    expect(notes).toContainEqual({
      ...{ origin: 'vendor', metric: 'asa', source: null, reason: 'they do not tell it' },
    });
    expect((await figures(`${query}&origin=vendor`)).rows).toEqual(vendors);
    const computed = (await figures(`${query}&origin=computed`)).rows;
    expect(computed).toEqual(rows.filter(({ origin }) => origin === 'computed'));
  });

  it('that a vendor cannot tell are null, with the reason', async () => {
    const { rows, notes } = await figures('?metrics=aht&source=gdansk');
    expect(rows).toEqual([{ origin: 'computed', aht: null }]);
    expect(notes).toContainEqual({
      ...{ origin: 'computed', metric: 'aht', source: 'gdansk' },
      reason: 'the vendor does not tell holdMs',
    });
  });
});

it.each([
  ['?metrics=happiness', /metrics/],
  ['?by=mood', /by/],
  ['?interval=year', /interval/],
  ['?origin=heaven', /origin/],
  ['?threshold=soon', /number of seconds/],
  ['?threshold=-1', /number of seconds/],
  ['?top=0', /top/],
  ['?limit=3', /limit/],
  ['?timeZone=Mars/Olympus', /time zone/],
  ['?source=warsw', /There is no source "warsw"/],
  ['?interval=hour&fill=true&from=0001-01-01&to=9999-01-01', /too many to be filled/],
  ['?interval=hour&fill=true&from=0001-01-01', /too many to be filled/],
  ['?interval=hour&fill=true&to=9999-01-01', /too many to be filled/],
])('%s is refused with the reason', async (query, reason) => {
  const answer = await test.ask(`/v1/stats${query}`, viewer);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ detail: expect.stringMatching(reason) });
});

describe('formats', () => {
  const query = '/v1/stats?by=queue&source=warsaw&metrics=calls,asr&interval=day';
  const get = async (accept: string) => {
    const answer = await test.ask(query, viewer, { headers: { accept } });
    expect(answer.status).toBe(200);
    return answer;
  };

  it('are those of rows: a line each, cells that run nothing, typed cells', async () => {
    const { rows } = figuresSchema.parse(await (await get('application/json')).json());
    const lines = (await (await get('application/x-ndjson')).text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(rows);
    const csv = await get('text/csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="statistics.csv"');
    const bytes = Buffer.from(await csv.arrayBuffer()).toString();
    expect(bytes).toMatch(/^\uFEFFinterval,intervalStart,intervalEnd,queue,queueName,source,/);
    expect(bytes).toContain(",q1,'=1+1,warsaw,computed,1,0\n");
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const workbook = await readXlsx(new Uint8Array(await (await get(type)).arrayBuffer()));
    expect(workbook.sheets[0]?.rows[1]?.slice(-4)).toEqual(['warsaw', 'computed', 1, 0]);
    const parquet = await get('application/vnd.apache.parquet');
    expect(parquet.headers.get('content-disposition')).toContain('"statistics.parquet"');
    const file = Buffer.from(await parquet.arrayBuffer());
    expect([file.subarray(0, 4).toString(), file.subarray(-4).toString()]).toEqual([
      'PAR1',
      'PAR1',
    ]);
  });

  it('that there are not, or that rows are needed for, are refused as problems', async () => {
    const ask = (path: string, accept: string) => test.ask(path, viewer, { headers: { accept } });
    expect((await ask(query, 'image/png')).status).toBe(406);
    const empty = await ask(`${query}&from=2030-01-01`, 'application/vnd.apache.parquet');
    expect(empty.status).toBe(400);
    expect(empty.headers.get('content-type')).toContain('application/problem+json');
    expect(empty.headers.get('etag')).toBeNull();
    expect(await empty.json()).toMatchObject({ code: 'config' });
  });
});

describe('a key that is limited to sources', () => {
  it('gets the figures of these, as if there were no others', async () => {
    const key = await test.key('owner', ['gdansk']);
    expect((await figures('?metrics=calls,talkSeconds', key)).rows).toEqual([
      { origin: 'computed', calls: 1, talkSeconds: 7 },
    ]);
    const people = await figures('?by=agent&metrics=calls', key);
    expect(people.rows).toEqual([
      { agent: 'Jan K.', agentName: 'Jan K.', source: null, origin: 'computed', calls: 1 },
    ]);
    const sums = await figures('?by=agent&metrics=calls&origin=vendor', key);
    expect(sums).toEqual({ rows: [], notes: [] });
    for (const source of ['warsaw', 'copenhagen', 'gdansk,warsaw', 'nowhere']) {
      const answer = await test.ask(`/v1/stats?source=${source}`, key);
      expect(answer.status, source).toBe(400);
      expect(await answer.text()).toContain('There are gdansk.');
    }
    const nothing = await figures('?metrics=calls', await test.key('viewer', []));
    expect(nothing.rows).toEqual([{ origin: 'computed', calls: 0 }]);
  });

  it('cannot tell from tags that something was written of others', async () => {
    const key = await test.key('viewer', ['gdansk']);
    const paths = ['/v1/stats?by=agent', '/v1/calls', '/v1/calls/gdansk:1'];
    const tags = (own: string) =>
      Promise.all(paths.map(async (path) => (await test.ask(path, own)).headers.get('etag')));
    const [before, whole] = [await tags(key), await tags(viewer)];
    await storeSums('copenhagen', { inboundCalls: 8 });
    await storeCalls(test.store, 'copenhagen', [{ disposition: 'answered' }], 'telecomx');
    expect(await tags(key)).toEqual(before);
    const later = await tags(viewer);
    expect(later[0]).not.toBe(whole[0]);
    expect(later[1]).not.toBe(whole[1]);
  });
});

it('figures that the client has are not sent again, until something was written', async () => {
  const path = '/v1/stats?by=agent&source=warsaw,copenhagen';
  const first = await test.ask(path, viewer);
  const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
  expect((await test.ask(path, viewer, { headers })).status).toBe(304);
  expect((await test.ask(`${path}&fill=true`, viewer, { headers })).status).toBe(200);
  const csv = { ...headers, accept: 'text/csv' };
  expect((await test.ask(path, viewer, { headers: csv })).status).toBe(200);
  await storeSums('copenhagen', { inboundCalls: 9 });
  const later = await test.ask(path, viewer, { headers });
  expect(later.status).toBe(200);
  expect(later.headers.get('etag')).not.toBe(first.headers.get('etag'));
  const { rows } = figuresSchema.parse(await later.json());
  expect(rows).toContainEqual(expect.objectContaining({ agent: 'copenhagen', calls: null }));
});

it('more figures than can be counted at once wait, and too many are put off', async () => {
  const opened = Promise.withResolvers<void>();
  let counted = 0;
  const own = await startTestServer(config, {
    changeStore: (store) => ({
      ...store,
      async summarize(query) {
        counted += 1;
        await opened.promise;
        return store.summarize(query);
      },
    }),
  });
  const key = await own.key();
  const ask = () => own.ask('/v1/stats?origin=computed', key);
  const asked = Array.from({ length: 53 }, ask);
  const first = await Promise.race(asked);
  expect([first.status, first.headers.get('retry-after')]).toEqual([503, '10']);
  expect(counted).toBe(2);
  expect((await own.ask('/v1/calls', key)).status).toBe(200);
  opened.resolve();
  const answers = await Promise.all(asked);
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(52);
  await Promise.all(answers.map((answer) => answer.text()));
  await own.close();
});
