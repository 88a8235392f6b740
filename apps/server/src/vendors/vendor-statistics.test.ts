import {
  type Call,
  endsOf,
  type Provider,
  type SummaryRow,
  toEpochMs,
  type VendorApiModule,
  zoneOf,
} from '@cdr/core';
import { generateCalls } from '@cdr/emulator';
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
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '../__fixtures__/test-server.ts';
import { sampleSources } from './__fixtures__/sample-sources.ts';
import { sampleNow, syncInto } from './__fixtures__/sync-into.ts';

const sources: [name: string, provider: Provider, module: VendorApiModule, streams?: string[]][] = [
  ['warsaw', thulium, thuliumApi],
  ['stockholm', soluno, solunoApi],
  ['hanoi', caresoft, caresoftApi],
  ['copenhagen', telecomx, telecomxApi, ['calls', 'statistics-day']],
  ['krakow', ccrm, ccrmApi, ['calls']],
];
const timeZone = 'Europe/Copenhagen';
const zone = zoneOf(timeZone);
/** A weekend and a Monday. */
const range = {
  from: toEpochMs('2024-03-15T23:00:00.000Z'),
  to: toEpochMs('2024-03-18T23:00:00.000Z'),
};
const held = generateCalls({ seed: 7, ...range, timeZone, calls: 600 });

let test: TestServer;

beforeAll(async () => {
  const config = Object.entries(sampleSources).map(([name, source]) => [
    name,
    { ...source, serveAs: 'telecomx', timeZone },
  ]);
  test = await startTestServer({ sources: Object.fromEntries(config) });
  test.setNow(sampleNow);
  for (const [name, provider, module, streams] of sources) {
    const api = module.createVendorApi(held, { now: () => toEpochMs(sampleNow) });
    const { options } = module.describeVendorApi('http://vendor.test');
    const account = { name, provider, options, api, ...(streams && { streams }) };
    expect(await syncInto(test.store, account), name).toMatchObject({ status: 'complete' });
  }
}, 120_000);

afterAll(() => test.close());

const statsSchema = z.array(
  z.object({
    employeeId: z.string().nullable(),
    extensionNumber: z.string().nullable(),
    data: z.record(
      z.string(),
      z.object({ inboundCalls: z.int(), outboundCalls: z.int(), inboundSeconds: z.int() }),
    ),
  }),
);

/** What the server answers as Telecom X: by agent, extension and day of the month. */
async function servedFigures(source: string): Promise<Map<string, number[]>> {
  const [from, to] = [range.from, range.to - 1].map((at) => new Date(at).toISOString());
  const answer = await test.ask(`/vendors/${source}/pbx/cdrstats`, await test.key(), {
    method: 'POST',
    body: JSON.stringify({ from, to }),
  });
  const rows = statsSchema.parse(await answer.json());
  return new Map(
    rows.flatMap(({ employeeId, extensionNumber, data }) =>
      Object.entries(data).map(([day, { inboundCalls, outboundCalls, inboundSeconds }]) => [
        JSON.stringify([employeeId, extensionNumber, day]),
        [inboundCalls, outboundCalls, inboundSeconds],
      ]),
    ),
  );
}

async function summarize(source: string): Promise<SummaryRow[]> {
  return test.store.summarize({
    metrics: ['inboundCalls', 'outboundCalls', 'inboundSeconds', 'talkSeconds'],
    by: ['agent', 'extension'],
    interval: 'day',
    timeZone,
    filter: { source: [source], ...range },
  });
}

const isNobodys = ({ dimensions: { agent, extension } }: SummaryRow) =>
  agent === null && extension === null;

describe.each(sources.map(([name]) => name))('statistics of %s', (source) => {
  it('are told over HTTP as the store has them, without calls that nobody had', async () => {
    const rows = await summarize(source);
    const own = rows.filter((row) => !isNobodys(row));
    const figures = own.map(({ interval, dimensions, metrics }) => [
      JSON.stringify([
        dimensions.agent,
        dimensions.extension,
        String(Number(interval?.label.slice(-2))),
      ]),
      [metrics.inboundCalls, metrics.outboundCalls, Math.round(metrics.inboundSeconds ?? 0)],
    ]);
    const served = await servedFigures(source);
    expect(Object.fromEntries(served)).toEqual(Object.fromEntries(figures));
    expect(served.size).toBeGreaterThan(0);
    const inboundOf = (all: readonly SummaryRow[]) =>
      all.reduce((calls, { metrics }) => calls + (metrics.inboundCalls ?? 0), 0);
    const told = [...served.values()].reduce((calls, [inbound = 0]) => calls + inbound, 0);
    // The rest reached a queue or a menu and nobody there, or its vendor doesn't say whom.
    const nobodys = inboundOf(rows.filter(isNobodys));
    expect(told + nobodys).toBe(inboundOf(rows));
    expect(nobodys).toBe(await countNobodys(source));
    expect(nobodys).toBeGreaterThan(0);
  });
});

/** Inbound calls that are nobody's and go to no extension. */
async function countNobodys(source: string): Promise<number> {
  let count = 0;
  const filter = { source: [source], kind: ['call'] as const, direction: ['inbound'] as const };
  for await (const batch of test.store.read({ filter: { ...filter, ...range } })) {
    count += batch.filter(
      ({ agents, to }) => agents.length === 0 && to.type !== 'extension',
    ).length;
  }
  return count;
}

it('talk as Telecom X sums it up is shorter than talk of its records by what was on hold', async () => {
  const truth = new Map<string, { talkMs: number; holdMs: number }>();
  for await (const batch of held.read()) for (const call of batch) addTalk(truth, call);
  const computed = new Map<string, number>();
  for (const { interval, metrics } of await summarize('copenhagen')) {
    const day = dayOf(interval?.from ?? 0);
    computed.set(day, (computed.get(day) ?? 0) + (metrics.talkSeconds ?? 0));
  }
  const told = new Map<string, { seconds: number; parts: number }>();
  for await (const batch of test.store.readStatistics()) {
    for (const { interval, values } of batch) {
      const day = dayOf(toEpochMs(interval.from));
      const { seconds, parts } = told.get(day) ?? { seconds: 0, parts: 0 };
      const more = (values.inboundSeconds ?? 0) + (values.outboundSeconds ?? 0);
      told.set(day, { seconds: seconds + more, parts: parts + 2 });
    }
  }
  expect([...truth.keys()].sort()).toEqual(['2024-03-16', '2024-03-17', '2024-03-18']);
  for (const [day, { talkMs, holdMs }] of truth) {
    expect(Math.round((computed.get(day) ?? 0) * 1000), day).toBe(talkMs + holdMs);
    const { seconds = 0, parts = 0 } = told.get(day) ?? {};
    // Each sum is rounded to whole seconds.
    expect(Math.abs(seconds - talkMs / 1000), day).toBeLessThanOrEqual(parts / 2);
    expect(holdMs / 1000).toBeGreaterThan(parts / 2);
  }
});

/** Adds a call to the talk of its day, once for everybody who had it. */
function addTalk(truth: Map<string, { talkMs: number; holdMs: number }>, call: Call): void {
  const day = dayOf(toEpochMs(call.startedAt));
  const own = truth.get(day) ?? { talkMs: 0, holdMs: 0 };
  const ends = endsOf(call).length;
  truth.set(day, {
    talkMs: own.talkMs + ends * (call.talkMs ?? 0),
    holdMs: own.holdMs + ends * (call.holdMs ?? 0),
  });
}

function dayOf(at: number): string {
  return new Date(zone.toWall(at)).toISOString().slice(0, 10);
}
