import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeIo } from '../../__fixtures__/fake-io.ts';
import { runCli } from '../../run-cli.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-keys-'));
  const options = { baseUrl: 'http://127.0.0.1:9', username: 'u', password: 'p' };
  const config = { sources: { warsaw: { provider: 'thulium', options } } };
  await writeFile(join(dir, 'cdr.config.json'), JSON.stringify(config));
});

afterEach(() => rm(dir, { recursive: true }));

async function keys(...args: string[]) {
  const env = { CDR_NOW: '2024-06-20T15:00:00Z' };
  const { io, out, err } = createFakeIo({ cwd: dir, env });
  const code = await runCli(['keys', ...args], io);
  return { code, out: out(), err: err() };
}

test('a key is shown once, listed without its secret, and revoked', async () => {
  const made = await keys('create', '--name', 'partner', '--source', 'warsaw', '--expires', 'P90D');
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^cdr_\w{16}_[\w-]{43}\n$/) });
  const [, id = '', secret = ''] = /^cdr_(\w{16})_(.*)\n$/.exec(made.out) ?? [];
  const listed = await keys('list');
  expect(listed.out).toContain(id);
  expect(listed.out).not.toContain(secret);
  expect(listed.out).toMatch(/partner +viewer +warsaw +2024-06-20T15:00:00.000Z +2024-09-18T15/);
  expect((await keys('revoke', id)).code).toBe(0);
  expect(JSON.parse((await keys('list', '--json')).out)).toEqual([
    {
      id,
      name: 'partner',
      role: 'viewer',
      sources: ['warsaw'],
      createdAt: '2024-06-20T15:00:00.000Z',
      expiresAt: '2024-09-18T15:00:00.000Z',
      revokedAt: '2024-06-20T15:00:00.000Z',
    },
  ]);
});

test('programs get a key with what it is good for', async () => {
  const { out } = await keys('create', '--name', 'admin', '--role', 'owner', '--json');
  expect(JSON.parse(out)).toMatchObject({
    key: expect.stringMatching(/^cdr_/),
    role: 'owner',
    sources: null,
    expiresAt: null,
  });
});

test.each([
  [['create', '--name', 'x', '--source', 'warsw'], /Did you mean "warsaw"/],
  [['create', '--name', 'x', '--role', 'admin'], /viewer, operator, owner/],
  [['create', '--name', 'x', '--expires', 'soon'], /--expires "soon" is no time/],
  [['create', '--name', 'x', '--expires', '2024-06-20T15:00:00Z'], /is over already/],
  [['create'], /--name/],
  [['revoke', '0000000000000000'], /There is no key 0000000000000000/],
])('%j is wrong usage', async (args, message) => {
  const { code, err } = await keys(...args);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});
