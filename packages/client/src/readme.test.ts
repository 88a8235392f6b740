import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalServer, startLocalServer } from './__fixtures__/local-server.ts';

const run = promisify(execFile);
const folder = join(import.meta.dirname, '..');
const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const examples = [
  ...readme.matchAll(/^```typescript\n(.*?)^```(?:\s+^```text\n(.*?)^```)?/gms),
].map(([, code = '', prints = '']) => ({ code, prints }));

let server: LocalServer;

beforeAll(async () => {
  server = await startLocalServer(250);
}, 60_000);

afterAll(() => server.close());

it('shows examples that run against a server, one after the other, and print what they say', async () => {
  expect(examples.length).toBeGreaterThan(3);
  for (const { code, prints } of examples) {
    const flags = ['--conditions=@cdr/source', '--input-type=module-typescript', '--eval', code];
    const env = { ...process.env, CDR_URL: server.url, CDR_KEY: server.key };
    const { stdout } = await run(process.execPath, flags, { cwd: folder, env });
    expect(stdout).toBe(prints);
  }
}, 60_000);
