import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toInstant } from '@cdr/core';
import { generateCalls } from '@cdr/emulator';
import { loadProvider } from '@cdr/engine';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeIo } from '../../__fixtures__/fake-io.ts';
import { runCli } from '../../run-cli.ts';
import { providerLookup } from '../../session/provider-lookup.ts';
import { clockOf } from '../../terminal/clock.ts';
import { emulateVendor } from '../emulate/emulated-vendor.ts';

const now = Date.UTC(2024, 5, 20, 15);
const env = { CDR_NOW: toInstant(now), NODE_OPTIONS: '--conditions=@cdr/source' };
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-vendors-'));
});

afterEach(() => rm(dir, { recursive: true }));

async function cdr(...args: string[]) {
  const { io, out, err } = createFakeIo({ cwd: dir, env });
  const code = await runCli(args, io);
  return { code, out: out(), err: err() };
}

test.each([
  ['caresoft', /CareSoft answered/],
  ['ccrm', /CCRM answered.*; notes answers/],
  ['soluno', /Soluno answered/],
  ['telecomx', /Telecom X answered.*; statistics-day answers/],
  ['thulium', /Thulium answered/],
])('a config that init writes for %s passes the check', async (provider, told) => {
  const { io } = createFakeIo({ cwd: dir, env });
  const from = now - 2 * 86_400_000;
  const lookup = providerLookup(io);
  const vendor = await emulateVendor({
    io,
    provider,
    manifest: (await loadProvider(provider, lookup)).provider.manifest,
    lookup,
    calls: generateCalls({ seed: 1, from, to: now, timeZone: 'Europe/Warsaw', calls: 200 }),
    clock: clockOf(io),
    since: '2024-06-19',
  });
  try {
    const options = Object.entries(vendor.source.options).flatMap(([key, value]) => [
      '--option',
      `${key}=${String(value)}`,
    ]);
    const init = await cdr('init', '--provider', provider, '--source', 'own', ...options);
    expect(init.code).toBe(0);
    const config = await readFile(join(dir, 'cdr.config.json'), 'utf8');
    const { token, password } = vendor.source.options;
    const secrets = [token, password].filter((value) => typeof value === 'string');
    expect(secrets.length).toBeGreaterThan(0);
    for (const secret of secrets) expect(config).not.toContain(`"${secret}"`);
    const check = await cdr('check');
    expect([check.code, check.out]).toEqual([0, expect.stringMatching(told)]);
  } finally {
    await vendor.close();
  }
});
