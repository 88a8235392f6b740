import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeIo } from '../../__fixtures__/fake-io.ts';
import { runCli } from '../../run-cli.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cdr-files-'));
});

afterEach(() => rm(dir, { recursive: true }));

async function cdr(...args: string[]) {
  const env = { CDR_NOW: '2025-05-20T00:00:00Z', NODE_OPTIONS: '--conditions=@cdr/source' };
  const { io, out, err } = createFakeIo({ cwd: dir, env });
  const code = await runCli(args, io);
  return { code, out: out(), err: err() };
}

async function callers(): Promise<string[]> {
  const { out } = await cdr('calls', '--format', 'ndjson');
  const lines = out.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line).from.number);
}

it('one damaged file keeps back what it may hold, and nothing else', async () => {
  const path = join(dir, 'Master.csv');
  const options = { path, columns: ['start', 'src'], wholeHistory: true };
  await writeFile(
    join(dir, 'cdr.config.json'),
    JSON.stringify({
      sources: { office: { provider: 'asterisk', since: '2025-04-01', options } },
    }),
  );
  const hidden = gzipSync('2025-05-05 09:00:00,3\n');
  await writeFile(`${path}.3.gz`, gzipSync('2025-04-10 09:00:00,1\n2025-05-01 09:00:00,2\n'));
  await writeFile(`${path}.2.gz`, hidden.subarray(0, 15));
  await writeFile(`${path}.1`, '2025-05-09 09:00:00,4\n2025-05-12 09:00:00,5\n');
  await writeFile(path, '2025-05-16 09:00:00,6\n');

  const { code, out } = await cdr('sync', '--json');
  expect(code).toBe(3);
  const [report] = JSON.parse(out).sources;
  expect(report).toMatchObject({
    status: 'partial',
    slices: { failed: 1 },
    gaps: [{ from: '2025-04-30T09:00:00.000Z', to: '2025-05-10T09:00:00.000Z' }],
    errors: [expect.stringContaining('Master.csv.2.gz')],
  });
  expect(await callers()).toEqual(['1', '5', '6']);

  await writeFile(`${path}.2.gz`, hidden);
  expect((await cdr('sync')).code).toBe(0);
  expect(await callers()).toEqual(['1', '2', '3', '4', '5', '6']);
});
