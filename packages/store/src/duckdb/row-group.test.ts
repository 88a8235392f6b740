import { stat } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { createTemporaryFolder } from '../__fixtures__/temporary-folder.ts';
import { createRowGroup } from './row-group.ts';

it('folds the log in when the next rows would not fit, and begins anew', async () => {
  await using folder = await createTemporaryFolder();
  const path = folder.file('rows.duckdb');
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  const group = createRowGroup(connection, 10);

  /** Appends rows; tells whether the log was folded in behind them. */
  async function append(rows: number): Promise<boolean> {
    await connection.run(`INSERT INTO numbers SELECT range FROM range(${rows})`);
    group.add(rows);
    await group.foldWhenFull();
    const log = await stat(`${path}.wal`).catch(() => null);
    return log === null || log.size === 0;
  }

  await connection.run('CREATE TABLE numbers (number BIGINT)');
  expect([await append(4), await append(1), await append(1), await append(1)]).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect([await append(5), await append(1), await append(20), await append(1)]).toEqual([
    false,
    true,
    true,
    false,
  ]);
  connection.closeSync();
  instance.closeSync();
});
