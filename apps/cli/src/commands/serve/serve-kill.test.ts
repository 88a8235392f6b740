import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { CallSource } from '@cdr/core';
import { generateCalls, serveVendorApis, type VendorHost } from '@cdr/emulator';
import { createVendorApi, describeVendorApi } from '@cdr/provider-thulium/vendor-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';

const main = join(import.meta.dirname, '../../main.ts');
const from = Date.UTC(2024, 5, 10);
const roundMs = 12 * 3_600_000;
const kills = 20;
const names = ['warsaw', 'gdansk'];
let dir: string;
let vendor: VendorHost;
let truth: CallSource;
/** Goes on from round to round, so that there is something new to read in each. */
let now = from + 2 * roundMs;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-serve-kill-'));
  const to = now + (kills + 1) * roundMs;
  truth = generateCalls({ seed: 5, from, to, timeZone: 'Europe/Warsaw', calls: 4000 });
  vendor = await serveVendorApis(createVendorApi(truth, { now: () => now }));
  const { options } = describeVendorApi(vendor.url);
  const source = { provider: 'thulium', since: new Date(from).toISOString(), options };
  const sources = Object.fromEntries(names.map((name) => [name, source]));
  const server = { requestsPerMinute: 1_000_000 };
  await writeFile(join(dir, 'cdr.config.json'), JSON.stringify({ sources, server }));
});

afterEach(async () => {
  await vendor.close();
  await rm(dir, { recursive: true });
});

const placeSchema = z.object({
  sources: z.array(z.object({ source: z.string(), schedule: z.object({ isPaused: z.boolean() }) })),
});
const pageSchema = z.object({ calls: z.array(z.object({ id: z.string() })) });
const rangeSchema = z.object({ from: z.string(), to: z.string() });
const coverageSchema = z.object({
  coverage: z.array(z.object({ source: z.string(), covered: z.array(rangeSchema) })),
});

type Ask = (path: string, method?: string) => Promise<Response>;

/** `cdr serve`, and how it is asked. */
async function start(known: string | null) {
  const child = spawn(
    process.execPath,
    ['--conditions=@cdr/source', main, 'serve', '--port', '0'],
    {
      cwd: dir,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        CDR_NOW: new Date(now).toISOString(),
        NODE_OPTIONS: '',
        // Begins faster each time after the first.
        NODE_COMPILE_CACHE: join(dir, 'compiled'),
      },
    },
  );
  const complaints = text(child.stderr);
  const exited = once(child, 'exit');
  let url = '';
  let key = known;
  for await (const line of createInterface(child.stdout)) {
    url ||= /http:\S+/.exec(line)?.[0] ?? '';
    key ??= /cdr_\w{16}_\S+/.exec(line)?.[0] ?? null;
    if (url !== '' && key !== null) break;
  }
  if (url === '' || key === null) throw new Error(`cdr serve did not start: ${await complaints}`);
  child.stdout.resume();
  const ask: Ask = (path, method = 'GET') =>
    fetch(url + path, { method, headers: { authorization: `Bearer ${key}` } });
  return { child, key, ask, exited };
}

/** What the server has said is so. What it was asked to change and hasn't answered may be either. */
interface Told {
  calls: Set<string>;
  covered: z.infer<typeof rangeSchema>[];
  isPaused: boolean | null;
}

/** Asks for this and that of a source until the server is gone; takes down what it answers. */
async function workOn(name: string, ask: Ask, told: Told, random: () => number): Promise<void> {
  for (;;) {
    const choice = Math.floor(random() * 5);
    try {
      if (choice === 0) await ask(`/v1/sources/${name}/sync`, 'POST');
      else if (choice === 1) {
        for (const id of await readIds(name, ask)) told.calls.add(id);
      } else if (choice === 2) told.covered.push(...(await readCoverage(name, ask)));
      else {
        told.isPaused = null;
        const { status } = await ask(
          `/v1/sources/${name}/${choice === 3 ? 'pause' : 'resume'}`,
          'POST',
        );
        expect(status).toBe(204);
        told.isPaused = choice === 3;
      }
    } catch (error) {
      // The server is gone.
      if (error instanceof TypeError) return;
      throw error;
    }
  }
}

async function readIds(name: string, ask: Ask): Promise<Set<string>> {
  const ids = new Set<string>();
  let path: string | null = `/v1/calls?source=${name}&limit=1000`;
  while (path !== null) {
    const answer = await ask(path);
    for (const { id } of pageSchema.parse(await answer.json()).calls) {
      expect(ids.has(id)).toBe(false);
      ids.add(id);
    }
    path = /<(.*)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1] ?? null;
  }
  return ids;
}

async function readCoverage(name: string, ask: Ask): Promise<Told['covered']> {
  const answer = await ask(`/v1/coverage?source=${name}`);
  return coverageSchema.parse(await answer.json()).coverage.flatMap(({ covered }) => covered);
}

/** Whether ranges, which follow each other, hold another one whole. */
function holds(
  ranges: Told['covered'],
  { from: start, to: end }: Told['covered'][number],
): boolean {
  let reached = start;
  for (const range of ranges) if (range.from <= reached && range.to > reached) reached = range.to;
  return reached >= end;
}

async function demand(name: string, ask: Ask, told: Told): Promise<void> {
  const stored = await readIds(name, ask);
  expect([...told.calls].filter((id) => !stored.has(id))).toEqual([]);
  const covered = await readCoverage(name, ask);
  expect(told.covered.filter((range) => !holds(covered, range))).toEqual([]);
  const { sources } = placeSchema.parse(await (await ask('/v1/sources')).json());
  const isPaused = sources.find(({ source }) => source === name)?.schedule.isPaused;
  if (told.isPaused !== null) expect(isPaused).toBe(told.isPaused);
}

/** Numbers in [0, 1), the same in every run of the tests. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test('a server that is killed twenty times under load keeps all that it has said', async () => {
  const random = createRandom(11);
  const told = new Map(
    names.map((name): [string, Told] => [name, { calls: new Set(), covered: [], isPaused: null }]),
  );
  let key: string | null = null;
  for (let round = 0; round < kills; round += 1) {
    const server = await start(key);
    key = server.key;
    for (const [name, own] of told) await demand(name, server.ask, own);
    let answers = 3 + Math.floor(random() * 30);
    const delayMs = random() * 20;
    const ask: Ask = async (path, method) => {
      const answer = await server.ask(path, method);
      answers -= 1;
      if (answers === 0) setTimeout(() => server.child.kill('SIGKILL'), delayMs);
      return answer;
    };
    await Promise.all([...told].map(([name, own]) => workOn(name, ask, own, random)));
    expect(await server.exited).toEqual([null, 'SIGKILL']);
    now += roundMs;
  }

  const { ask, child, exited } = await start(key);
  const known: string[] = [];
  for await (const batch of truth.read({ filter: { from, to: now } })) {
    known.push(...batch.map(({ vendorId }) => `${vendorId}`));
  }
  for (const [name, own] of told) {
    await demand(name, ask, own);
    expect(own.calls.size).toBeGreaterThan(100);
    await expect
      .poll(
        async () => {
          await ask(`/v1/sources/${name}/sync`, 'POST');
          return [...(await readIds(name, ask))].sort();
        },
        { timeout: 30_000 },
      )
      .toEqual(known.map((id) => `${name}:${id}`).sort());
  }
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
}, 240_000);
