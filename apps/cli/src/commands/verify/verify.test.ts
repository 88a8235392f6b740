import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Call,
  type CallSource,
  type Note,
  type Statistic,
  type StatisticRow,
  type Store,
  toEpochMs,
  toInstant,
} from '@cdr/core';
import { generateCalls } from '@cdr/emulator';
import { loadProvider, type StreamVerification, type VerifyReport } from '@cdr/engine';
import { openDuckDbStore } from '@cdr/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFakeIo, type FakeSurroundings } from '../../__fixtures__/fake-io.ts';
import { runCli } from '../../run-cli.ts';
import { providerLookup } from '../../session/provider-lookup.ts';
import { clockOf } from '../../terminal/clock.ts';
import { emulateVendor } from '../emulate/emulated-vendor.ts';

const [from, now] = [Date.UTC(2024, 5, 8), Date.UTC(2024, 5, 20, 15)];
const vendors = ['caresoft', 'ccrm', 'soluno', 'telecomx', 'thulium'];
let dir: string;
let closing: (() => Promise<void>)[] = [];
/** How often the clock was put forward, since Soluno wants to be left alone for five minutes between readings. */
let steps = 0;
/** What becomes of every request. */
let gate: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-verify-'));
  const { io } = createFakeIo({ cwd: dir, env: surroundings() });
  const lookup = providerLookup(io);
  const sources: Record<string, unknown> = {};
  for (const provider of vendors) {
    const vendor = await emulateVendor({
      io,
      provider,
      manifest: (await loadProvider(provider, lookup)).provider.manifest,
      lookup,
      calls: gated(callsFor(provider === 'thulium' ? 2_000 : 150)),
      clock: clockOf(io),
      since: '2024-06-08',
    });
    closing.push(() => vendor.close());
    sources[provider] = vendor.source;
  }
  await writeFile(join(dir, 'cdr.config.json'), JSON.stringify({ sources }));
  expect((await cdr(['sync'])).code).toBe(0);
});

afterAll(async () => {
  for (const close of closing) await close();
  closing = [];
  await rm(dir, { recursive: true });
});

function surroundings(env: Record<string, string> = {}): Record<string, string> {
  return { CDR_NOW: toInstant(now), NODE_OPTIONS: '--conditions=@cdr/source', ...env };
}

function callsFor(calls: number): CallSource {
  return generateCalls({ seed: 7, from, to: now, timeZone: 'Europe/Warsaw', calls });
}

/** Calls that are told when the gate lets them. */
function gated(calls: CallSource): CallSource {
  return {
    ...calls,
    async *read(query) {
      await gate();
      yield* calls.read(query);
    },
    async count(filter) {
      await gate();
      return calls.count(filter);
    },
  };
}

async function cdr(args: string[], { env, ...others }: FakeSurroundings = {}) {
  const { io, out, err } = createFakeIo({ cwd: dir, ...others, env: surroundings(env) });
  const code = await runCli(args, io);
  return { code, out: out(), err: err() };
}

/** Surroundings ten minutes later than before. */
function later(): { env: Record<string, string> } {
  steps += 1;
  return { env: { CDR_NOW: toInstant(now + steps * 600_000) } };
}

async function verify(...args: string[]): Promise<{ code: number; report: VerifyReport }> {
  const { code, out } = await cdr(['verify', ...args, '--json'], later());
  return { code, report: JSON.parse(out) };
}

/** The only stream of that kind of the only source. */
function streamOf({ sources }: VerifyReport, kind: StreamVerification['kind']) {
  const [stream, ...others] = sources[0]?.streams.filter((own) => own.kind === kind) ?? [];
  if (stream === undefined || others.length > 0) throw new Error(JSON.stringify(sources));
  return stream;
}

async function inStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openDuckDbStore({ path: join(dir, 'cdr.duckdb'), now: () => now });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function firstOf<Row>(batches: AsyncIterable<Row[]>): Promise<Row> {
  for await (const [first] of batches) if (first !== undefined) return first;
  throw new Error('there is none');
}

/** Takes the first call of a source, and those that started with it, out of the store. */
function forgetFirstCall(source: string): Promise<Call> {
  return inStore(async (store) => {
    const call = await firstOf(store.read({ filter: { source: [source] } }));
    const startedAt = toEpochMs(call.startedAt);
    await store.commit({
      source,
      stream: 'calls',
      provider: call.provider,
      window: { from: startedAt, to: startedAt + 1 },
      proof: null,
      rows: [],
      rejected: [],
      missing: 'remove',
    });
    return call;
  });
}

/** What a basis says of the provider, as long as none has raised it. */
const version = { provider: 'ccrm', identityEpoch: 0, mapperVersion: 0 };

/** Takes the first note of a source out of the store. */
function forgetFirstNote(source: string): Promise<Note> {
  return inStore(async (store) => {
    const note = await firstOf(store.readNotes({ filter: { source: [source] } }));
    const { noteCount, startedAt } = await firstOf(store.read({ filter: { id: [note.callId] } }));
    const call = { callId: note.callId, startedAt: toEpochMs(startedAt), noteCount };
    await store.commitNotes({
      source,
      stream: 'notes',
      provider: source,
      readAt: now,
      // As a sync has read them, or they would be read again.
      basis: JSON.stringify({ ...version, timeZone: 'Europe/Warsaw' }),
      calls: [{ ...call, rows: [], rejected: [] }],
    });
    return note;
  });
}

/** Takes the first statistic of a source out of the store. */
function forgetFirstStatistic(source: string): Promise<Statistic> {
  return inStore(async (store) => {
    const filter = { source: [source] };
    const statistic = await firstOf(store.readStatistics({ filter }));
    const { stream, provider, parameters, interval } = statistic;
    const others: StatisticRow[] = [];
    for await (const batch of store.readStatistics({ filter })) {
      for (const { id, agent, extension, interval: own, values, derived } of batch) {
        if (own.from !== interval.from || id === statistic.id) continue;
        const fields = { agent, extension, interval: own, values, derived };
        others.push({ id, statistic: fields, raw: null, hash: 1 });
      }
    }
    await store.commitStatistics({
      ...{ source, stream, provider, parameters },
      window: { from: toEpochMs(interval.from), to: toEpochMs(interval.to) },
      proof: null,
      rows: others,
      rejected: [],
      missing: 'remove',
    });
    return statistic;
  });
}

describe('cdr verify', () => {
  test('finds nothing after a sync, whatever the vendor', async () => {
    const { code, report } = await verify();
    expect(report.sources.map(({ source, status }) => [source, status])).toEqual(
      vendors.map((name) => [name, 'equal']),
    );
    expect(code).toBe(0);
    for (const { streams } of report.sources) {
      expect(streams.length).toBeGreaterThan(0);
      for (const { rows, provisional, kind } of streams) {
        expect(rows.compared).toBeGreaterThan(0);
        expect(provisional).toHaveLength(kind === 'notes' ? 0 : 1);
      }
    }
    const counted = report.sources.flatMap(({ source, streams }) =>
      streams.some(({ rows }) => rows.counted > 0) ? [source] : [],
    );
    expect(counted).toEqual(['thulium']);
  });

  test.each(vendors)('finds a call that the store of %s lost, and repairs it', async (source) => {
    const call = await forgetFirstCall(source);
    const { code, report } = await verify(source);
    expect(code).toBe(3);
    const { differences } = streamOf(report, 'calls');
    expect(differences).toHaveLength(1);
    expect(differences[0]?.missing.ids).toContain(call.id);
    expect(differences[0]?.extra.count).toBe(0);
    const repaired = await verify(source, '--repair');
    expect(streamOf(repaired.report, 'calls')).toMatchObject({
      status: 'equal',
      differences: [],
      repaired: differences,
    });
    expect(repaired.code).toBe(0);
    expect((await verify(source)).code).toBe(0);
    const back = await cdr(['calls', '--source', source, '--limit', '1']);
    expect(JSON.parse(back.out).id).toBe(call.id);
  });

  test('asks for notes again, and repairs them', async () => {
    const note = await forgetFirstNote('ccrm');
    const { code, report } = await verify('ccrm');
    expect(code).toBe(3);
    expect(streamOf(report, 'notes').differences[0]?.missing.ids).toContain(
      `${note.callId} ${note.id}`,
    );
    expect((await verify('ccrm', '--repair')).code).toBe(0);
    expect((await verify('ccrm')).code).toBe(0);
  });

  test('asks for statistics again, and repairs them', async () => {
    const statistic = await forgetFirstStatistic('telecomx');
    const { code, report } = await verify('telecomx');
    expect(code).toBe(3);
    expect(streamOf(report, 'statistics').differences).toMatchObject([
      { missing: { count: 1, ids: [statistic.id] } },
    ]);
    expect((await verify('telecomx', '--repair')).code).toBe(0);
    expect((await verify('telecomx')).code).toBe(0);
  });

  test('tells people what differs, where, and what was repaired', async () => {
    const call = await forgetFirstCall('thulium');
    const range = /2024-06-08 00:00 … 2024-06-0\d 00:00: 1 missing in the store \(thulium:\S+\)/;
    const found = await cdr(['verify', 'thulium'], later());
    expect(found.out).toMatch(/^thulium {2}different\n/);
    expect(found.out).toMatch(range);
    expect(found.out).toContain(call.id);
    expect(found.out).toMatch(/settling +2024-06-19 .*\(not final yet/);
    const repaired = await cdr(['verify', 'thulium', '--repair'], later());
    expect(repaired.out).toMatch(/^thulium {2}equal\n/);
    expect(repaired.out).toMatch(/repaired +2024-06-08/);
  });

  test('compares all rows when it is asked to, and only the range that is asked for', async () => {
    const range = ['--from', '2024-06-11', '--to', '2024-06-12'];
    const { report } = await verify('thulium', '--full', ...range);
    const stream = streamOf(report, 'calls');
    expect(stream.rows.counted).toBe(0);
    expect(stream.verified).toEqual([
      { from: '2024-06-10T22:00:00.000Z', to: '2024-06-11T22:00:00.000Z' },
    ]);
    const { out } = await cdr(['calls', '--source', 'thulium', ...range]);
    expect(stream.rows.compared).toBe(out.trimEnd().split('\n').length);
  });

  test('says when there is nothing to compare', async () => {
    const range = ['--from', '2023-01-01', '--to', '2023-01-02'];
    const { code, out } = await cdr(['verify', 'thulium', ...range], later());
    expect([code, out]).toEqual([0, expect.stringContaining('nothing sealed to compare')]);
  });

  test('stops when it is interrupted', async () => {
    const controller = new AbortController();
    let open: () => void = () => {};
    gate = () => {
      controller.abort(new Error('stopped'));
      return new Promise((resolve) => {
        open = resolve;
      });
    };
    const { code, err } = await cdr(['verify', 'thulium'], {
      ...later(),
      signal: controller.signal,
    });
    gate = () => Promise.resolve();
    open();
    expect([code, err]).toEqual([130, expect.stringContaining('interrupted')]);
  });

  test('refuses a source that there is not', async () => {
    const { code, err } = await cdr(['verify', 'thulum']);
    expect([code, err]).toEqual([2, expect.stringContaining('Did you mean "thulium"')]);
  });
});
