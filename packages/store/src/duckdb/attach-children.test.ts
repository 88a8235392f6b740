import type { Call } from '@cdr/core';
import { expect, test } from 'vitest';
import { sliceReading } from '../__fixtures__/slices.ts';
import { createTemporaryFolder } from '../__fixtures__/temporary-folder.ts';
import { openDuckDbStore } from './open-duckdb-store.ts';

test('few calls and many get what belongs to each of them', async () => {
  await using folder = await createTemporaryFolder();
  const store = await openDuckDbStore({ path: folder.file('cdr.duckdb'), now: () => 0 });
  const reading = sliceReading(0, 1);
  const rows = reading.rows.map(({ id, call, raw, hash }, number) => {
    const agents = call.agents.map((agent) => ({ ...agent, name: `${agent.id} ${number}` }));
    return { id, call: { ...call, agents }, raw, hash };
  });
  await store.commit({ ...reading, rows });
  for (const limit of [1, 100, 101, 250]) {
    const calls: Call[] = [];
    for await (const batch of store.read({ limit, raw: true })) calls.push(...batch);
    expect(calls.map(({ agents, tags, raw }) => ({ agents, tags, raw }))).toEqual(
      rows.slice(0, limit).map(({ call, raw }) => ({
        agents: call.agents,
        tags: call.tags,
        raw: JSON.parse(raw ?? 'null'),
      })),
    );
  }
  await store.close();
});
