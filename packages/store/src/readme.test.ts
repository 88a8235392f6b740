import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { sliceReading } from './__fixtures__/slices.ts';
import { createTemporaryFolder } from './__fixtures__/temporary-folder.ts';
import { openDuckDbStore } from './index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const queries = [...readme.matchAll(/```sql\n(.*?)```/gs)].map(([, sql = '']) => sql);

it('shows queries that run', async () => {
  await using folder = await createTemporaryFolder();
  const path = folder.file('cdr.duckdb');
  const store = await openDuckDbStore({ path, now: () => 0 });
  await store.commit(sliceReading(0, 1));
  await store.close();
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  expect(queries.length).toBeGreaterThan(4);
  for (const sql of queries) await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
});
