import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Call, ConfigError } from '@cdr/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAt, readAll } from '../__fixtures__/reference.ts';
import { readCallsFile } from './read-calls-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cdr-calls-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: string | Buffer): Promise<string> {
  const path = join(folder, 'calls.ndjson');
  await writeFile(path, content);
  return path;
}

async function failureOf(content: string): Promise<string> {
  const error = await readCallsFile(await fileOf(content)).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ConfigError);
  return String(error);
}

const lines = (...calls: readonly object[]) =>
  calls.map((call) => `${JSON.stringify(call)}\n`).join('');

describe('a file of calls', () => {
  it('gives its calls in order, wherever lines and characters are cut while it is read', async () => {
    const calls = Array.from({ length: 3000 }, (_, index) =>
      callAt(index, { trunk: 'łączność 📞'.repeat(index % 40) }),
    );
    const source = await readCallsFile(await fileOf(lines(...calls.toReversed())));
    expect(await readAll(source)).toEqual(calls);
  });

  it('may begin with a byte order mark, end lines with CR LF, and leave lines empty', async () => {
    const [first, second] = [callAt(1), callAt(2)].map((call) => JSON.stringify(call));
    const source = await readCallsFile(await fileOf(`\uFEFF${first}\r\n\r\n  \n${second}`));
    expect(await readAll(source)).toEqual([callAt(1), callAt(2)]);
  });

  it('may hold what real phone systems say', async () => {
    const dirty: Partial<Call>[] = [
      { disposition: 'unknown', direction: 'unknown', endedAt: null },
      { disposition: 'answered', answeredAt: null, talkMs: 0, durationMs: 12_000, waitMs: -1000 },
      { queuedAt: '1970-01-01T00:00:09.000Z', answeredAt: '1970-01-01T00:00:08.000Z' },
      {
        agents: [{ id: null, name: null, login: null, extension: null }],
        queue: { id: null, name: null },
      },
      { kind: 'sms', smsText: '=1+1\n"quoted"', raw: { any: ['thing', 1.5, null] } },
    ];
    const calls = dirty.map((known, index) => callAt(index * 1000, known));
    const source = await readCallsFile(await fileOf(lines(...calls)));
    expect(await readAll(source, { raw: true })).toEqual(calls);
  });

  it('may be empty', async () => {
    expect(await (await readCallsFile(await fileOf(''))).count()).toBe(0);
  });

  it('is refused with file, line and field, and without what the field holds', async () => {
    const wrong = { ...callAt(2), from: { ...callAt(2).from, number: 48_600_100_200 } };
    const failure = await failureOf(`\n${lines(callAt(1), wrong)}`);
    expect(failure).toContain('calls.ndjson, line 3');
    expect(failure).toContain('from.number');
    expect(failure).not.toContain('48600100200');
  });

  it('is refused for fields that no call has, and for those that are missing', async () => {
    const { queue: _queue, ...rest } = callAt(1);
    const failure = await failureOf(lines({ ...rest, color: 'red' }));
    expect(failure).toContain('color');
    expect(failure).toContain('queue');
  });

  it('is refused in a few words for a line of another kind', async () => {
    const failure = await failureOf('{"caller":"Anna"}');
    expect(failure).toMatch(/The line is not a call: id: .*; and \d+ more/);
    expect(failure.length).toBeLessThan(700);
  });

  it('is refused for a line that is not JSON, without quoting it', async () => {
    const failure = await failureOf(`${lines(callAt(1))}{"id": +48600100200`);
    expect(failure).toContain('line 2');
    expect(failure).not.toContain('4860');
  });

  it('is refused for an id that comes twice, naming both lines', async () => {
    const failure = await failureOf(lines(callAt(1), callAt(2), callAt(1)));
    expect(failure).toContain('line 3');
    expect(failure).toContain('line 1');
  });

  it.each(['missing.ndjson', '.'])('is refused when it cannot be read: %s', async (name) => {
    await expect(readCallsFile(join(folder, name))).rejects.toThrow(/cannot be read.*cdr-calls-/);
  });
});
