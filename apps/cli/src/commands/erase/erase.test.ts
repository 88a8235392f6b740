import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unknownParty } from '@cdr/core';
import { openDuckDbStore } from '@cdr/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeIo } from '../../__fixtures__/fake-io.ts';
import { storeCalls, writeConfig } from '../../__fixtures__/stored-calls.ts';
import { runCli } from '../../run-cli.ts';

const party = (number: string) => ({ ...unknownParty, number });
const startedAt = '2024-06-19T22:30:00.000Z';
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-erase-'));
  await writeConfig(dir);
  await storeCalls(dir, [
    { source: 'krakow', vendorId: '1', startedAt, from: party('22 123 45 67') },
    { source: 'hanoi', vendorId: '2', startedAt, to: party('+48 221234567') },
    { source: 'hanoi', vendorId: '3', startedAt, to: party('0912345678') },
  ]);
});

afterEach(() => rm(dir, { recursive: true }));

async function cdr(args: string[]) {
  const env = { CDR_NOW: '2024-06-20T15:00:00Z', NODE_OPTIONS: '--conditions=@cdr/source' };
  const { io, out, err } = createFakeIo({ cwd: dir, env });
  const code = await runCli(args, io);
  return { code, out: out(), err: err() };
}

async function numbers() {
  const { out } = await cdr(['calls', '--format', 'ndjson']);
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ from, to }) => from.number ?? to.number);
}

describe('cdr erase', () => {
  it('says what went', async () => {
    const { code, out, err } = await cdr(['erase', '--number', '+48221234567', '--yes']);
    expect({ code, out }).toEqual({ code: 0, out: '2 calls, 2 vendor rows erased\n' });
    expect(err).toContain('that were made before are not touched');
    expect(await numbers()).toEqual([null, '0912345678', null]);
  });

  it('changes nothing when it is only to tell', async () => {
    const args = ['erase', '--number', '22 123 45 67', '--dry-run'];
    expect(await cdr(args)).toMatchObject({
      code: 0,
      out: '2 calls, 2 vendor rows would be erased\n',
    });
    const json = await cdr([...args, '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ calls: 2, notes: 0 });
    expect(await numbers()).toContain('22 123 45 67');
  });

  it('erases nobody when nobody is there to say yes', async () => {
    const { code, err } = await cdr(['erase', '--number', '+48221234567']);
    expect(code).toBe(2);
    expect(err).toContain('--yes');
    expect(await numbers()).toContain('22 123 45 67');
  });

  it('never repeats what it takes for no number', async () => {
    const { code, err } = await cdr(['erase', '--number', 'Jan 22', '--yes']);
    expect(code).toBe(2);
    expect(err).not.toContain('Jan');
  });

  it('is in the audit log', async () => {
    await cdr(['erase', '--number', '+48221234567', '--yes']);
    const store = await openDuckDbStore({ path: join(dir, 'cdr.duckdb'), now: () => 0 });
    const entries = await store.audit({ limit: 9 });
    await store.close();
    expect(entries).toMatchObject([
      { action: 'person-erased', by: { via: 'command', keyId: null }, detail: { calls: 2 } },
    ]);
  });
});
