import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Call, type CallSource, toEpochMs, type VendorApiModule } from '@cdr/core';
import { generateCalls, serveVendorApis } from '@cdr/emulator';
import * as soluno from '@cdr/provider-soluno/vendor-api';
import * as thulium from '@cdr/provider-thulium/vendor-api';
import { afterEach, beforeEach, expect, test } from 'vitest';

const main = join(import.meta.dirname, 'main.ts');
const now = Date.UTC(2024, 5, 20, 15);
const from = Date.UTC(2024, 3, 20, 22);
const kills = 20;
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-kill-'));
});

afterEach(async () => {
  await rm(dir, { recursive: true });
});

/** Where a run is killed: some time after a vendor was asked that often. */
interface Moment {
  requests: number;
  delayMs: number;
}

/** Starts the command; `kill` ends it the hard way. */
function start(...args: string[]) {
  return spawn(process.execPath, ['--conditions=@cdr/source', main, ...args], {
    cwd: dir,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      CDR_NOW: new Date(now).toISOString(),
      NODE_OPTIONS: '',
      // Begins faster each time after the first.
      NODE_COMPILE_CACHE: join(dir, 'compiled'),
    },
  });
}

/** A vendor on loopback that tells of every request. */
function serve(api: VendorApiModule, calls: CallSource, onRequest: () => void) {
  const answer = api.createVendorApi(calls, { now: () => now });
  return serveVendorApis((request) => {
    onRequest();
    return answer(request);
  });
}

async function readCalls(source: string, path = 'cdr.config.json'): Promise<Call[]> {
  const child = start('calls', '--config', path, '--source', source, '--format', 'ndjson');
  const lines = await text(child.stdout);
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

async function readSource(calls: CallSource): Promise<Call[]> {
  const all: Call[] = [];
  for await (const batch of calls.read({ filter: { from, to: now } })) all.push(...batch);
  return all;
}

/** Soluno tells calls once they have ended. */
function hasEnded({ endedAt }: Call): boolean {
  return endedAt !== null && toEpochMs(endedAt) <= now;
}

/** Numbers in [0, 1), the same in every run of the tests. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test('a sync that is killed at twenty moments loses no call and doubles none', async () => {
  const random = createRandom(7);
  const poland = generateCalls({
    seed: 3,
    from,
    to: now,
    timeZone: 'Europe/Warsaw',
    calls: 20_000,
  });
  const sweden = generateCalls({
    seed: 4,
    from,
    to: now,
    timeZone: 'Europe/Stockholm',
    country: 'SE',
    calls: 6_000,
  });
  let onRequest = () => {};
  const warsaw = await serve(thulium, poland, () => onRequest());
  const stockholm = await serve(soluno, sweden, () => onRequest());
  const since = new Date(from).toISOString();
  const sources = {
    warsaw: { provider: 'thulium', since, options: thulium.describeVendorApi(warsaw.url).options },
    stockholm: {
      provider: 'soluno',
      since,
      options: soluno.describeVendorApi(stockholm.url).options,
    },
  };
  await writeFile(join(dir, 'cdr.config.json'), JSON.stringify({ sources }));

  let killed = 0;
  for (let round = 0; round < kills; round += 1) {
    const moment: Moment = { requests: 1 + Math.floor(random() * 60), delayMs: random() * 40 };
    const child = start('sync', '--json');
    let requests = 0;
    onRequest = () => {
      requests += 1;
      if (requests === moment.requests) setTimeout(() => child.kill('SIGKILL'), moment.delayMs);
    };
    child.stdout.resume();
    const [, signal] = await once(child, 'exit');
    if (signal === 'SIGKILL') killed += 1;
  }
  onRequest = () => {};
  const last = start('sync', '--json');
  const [report] = await Promise.all([text(last.stdout), once(last, 'exit')]);
  expect(JSON.parse(report)).toMatchObject({
    sources: [{ status: 'complete' }, { status: 'complete' }],
  });
  expect(killed).toBeGreaterThan(kills / 2);

  const storedInPoland = await readCalls('warsaw');
  const toldInPoland = await readSource(poland);
  expect(storedInPoland.map(({ vendorId }) => `${vendorId}`).sort()).toEqual(
    toldInPoland.map(({ vendorId }) => `${vendorId}`).sort(),
  );
  const storedInSweden = await readCalls('stockholm');
  const toldInSweden = (await readSource(sweden)).filter(hasEnded);
  const content = ({ startedAt, endedAt, from: caller }: Call) =>
    `${startedAt} ${endedAt} ${caller.number}`;
  expect(storedInSweden.map(content).sort()).toEqual(toldInSweden.map(content).sort());

  await writeFile(
    join(dir, 'undisturbed.json'),
    JSON.stringify({ store: { kind: 'duckdb', path: 'undisturbed.duckdb' }, sources }),
  );
  const undisturbed = start('sync', '--json', '--config', 'undisturbed.json');
  undisturbed.stdout.resume();
  expect(await once(undisturbed, 'exit')).toEqual([0, null]);
  expect(await readCalls('warsaw', 'undisturbed.json')).toEqual(storedInPoland);
  expect(await readCalls('stockholm', 'undisturbed.json')).toEqual(storedInSweden);
  await warsaw.close();
  await stockholm.close();
}, 240_000);
