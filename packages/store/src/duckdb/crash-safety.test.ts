import { isDeepStrictEqual } from 'node:util';
import type { Call, Store } from '@cdr/core';
import { expect, it } from 'vitest';
import { runScript } from '../__fixtures__/run-script.ts';
import { sliceReading, sliceRows, sliceWindow } from '../__fixtures__/slices.ts';
import { createTemporaryFolder } from '../__fixtures__/temporary-folder.ts';
import { openDuckDbStore } from './open-duckdb-store.ts';

const kills = 20;

it('holds whole commits and nothing else when the process is killed', async () => {
  await using folder = await createTemporaryFolder();
  const path = folder.file('cdr.duckdb');
  let next = 0;
  for (let round = 0; round < kills; round += 1) {
    const script = runScript('commit-forever.ts', [path, String(next)]);
    // At least one commit, then any moment of the following ones.
    const commits = 2 + Math.floor(Math.random() * 3);
    for (let line = 0; line < commits; line += 1) await script.nextLine();
    const timer = setTimeout(() => script.kill(), Math.random() * 60);
    await script.ended;
    clearTimeout(timer);
    const store = await openDuckDbStore({ path, now: () => 0 });
    try {
      next = await expectWholeSlices(store);
    } finally {
      await store.close();
    }
  }
  expect(next).toBeGreaterThanOrEqual(kills);
}, 240_000);

/** Expects every slice to be stored as one commit left it, or not at all; gives their number. */
async function expectWholeSlices(store: Store): Promise<number> {
  const coverage = await store.coverage();
  expect(coverage).toHaveLength(1);
  const [{ from, to, rows } = { from: 0, to: 0, rows: 0 }] = coverage;
  expect(from).toBe(sliceWindow(0).from);
  expect(await store.count({ from, to })).toBe(rows);
  expect(await store.count()).toBe(rows);
  const slices = (to - from) / 1000 / sliceRows;
  const stored: Call[] = [];
  for await (const batch of store.read({ raw: true })) stored.push(...batch);
  const rejected: string[] = [];
  for await (const page of store.rejected()) rejected.push(...page.map(({ raw }) => raw));
  for (let slice = 0; slice < slices; slice += 1) {
    const calls = stored.slice(slice * sliceRows, (slice + 1) * sliceRows);
    const version = calls[0]?.talkMs ?? -1;
    const reading = sliceReading(slice, version);
    const wanted = reading.rows.map(({ id, call }): Call => {
      return { id, source: 'warsaw', provider: 'sample', ...call, raw: { id, version } };
    });
    const wrong = wanted.findIndex((call, index) => !isDeepStrictEqual(calls[index], call));
    expect(calls[wrong]).toStrictEqual(wanted[wrong]);
    expect(calls).toHaveLength(wanted.length);
    expect(rejected).toContain(reading.rejected[0]?.raw);
  }
  expect(rejected).toHaveLength(slices);
  return slices;
}
