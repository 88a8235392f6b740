import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { machineClock } from './machine-clock.ts';
import { openProject } from './open-project.ts';

let dir: string;
const warnings: string[] = [];
const warn = (text: string) => warnings.push(text);

beforeEach(async () => {
  warnings.length = 0;
  dir = await mkdtemp(join(tmpdir(), 'cdr-project-'));
});

afterEach(() => rm(dir, { recursive: true }));

function open(given: { isConfigOptional?: boolean; file?: string } = {}) {
  const clock = machineClock({ env: {}, warn });
  return openProject({ cwd: dir, env: {}, clock, program: dir, ...given });
}

test('where there is no config, only those who can do without one get a project', async () => {
  await expect(open()).rejects.toMatchObject({ code: 'config' });
  const { loaded } = await open({ isConfigOptional: true });
  expect(loaded).toMatchObject({
    dir,
    config: { sources: {}, store: { kind: 'duckdb', path: join(dir, 'cdr.duckdb') } },
  });
});

test('a config that is there is read, and its faults are told', async () => {
  await writeFile(
    join(dir, 'cdr.config.json'),
    '{"sources":{},"store":{"kind":"duckdb","path":"x"}}',
  );
  const { loaded } = await open({ isConfigOptional: true });
  expect(loaded.config.store.path).toBe(join(dir, 'x'));
  await writeFile(join(dir, 'cdr.config.json'), '{"surces":{}}');
  await expect(open({ isConfigOptional: true })).rejects.toThrow(/did you mean "sources"/);
  await expect(open({ isConfigOptional: true, file: 'other.json' })).rejects.toThrow(
    /no config file/,
  );
});

test('the clock can be made to stand still, which is said', () => {
  const clock = machineClock({ env: { CDR_NOW: '2024-03-01T08:00:00Z' }, warn });
  expect(clock.now()).toBe(Date.parse('2024-03-01T08:00:00Z'));
  expect(warnings).toEqual(['the clock stands at 2024-03-01T08:00:00.000Z, as CDR_NOW says']);
  expect(() => machineClock({ env: { CDR_NOW: 'soon' }, warn })).toThrow(
    /CDR_NOW is not an instant/,
  );
});
