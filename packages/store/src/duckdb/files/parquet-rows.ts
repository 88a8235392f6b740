import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CellType, ConfigError, type FlatColumn } from '@cdr/core';
import { DuckDBInstance } from '@duckdb/node-api';
import { quoteName } from '../../schema/quote-name.ts';
import { createTaskQueue } from '../task-queue.ts';
import { copiedBytes } from './copied-bytes.ts';
import { clearExports, exportFolder } from './export-folder.ts';

/** Local times stay as they are shown: some are no times, such as the name of a week. */
const sqlTypes: Record<CellType, string> = {
  text: 'VARCHAR',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  instant: 'TIMESTAMPTZ',
  'local-time': 'VARCHAR',
  decimal: 'VARCHAR',
};

/**
 * Any flat rows as the bytes of a Parquet file; for calls there is a faster way, `Store.snapshot`.
 * Throws `ConfigError` when there are no columns.
 */
export async function* parquetRows<Row>(
  batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
  columns: readonly FlatColumn<Row>[],
): AsyncGenerator<Uint8Array> {
  if (columns.length === 0) {
    throw new ConfigError({
      what: 'Without rows there are no columns, and a Parquet file needs some',
      todo: 'Ask for a wider range, or for another format',
    });
  }
  const path = join(tmpdir(), `cdr-${randomUUID()}`);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const texts = columns.map(({ name }) => `${quoteName(name)} VARCHAR`);
    await connection.run(`CREATE TABLE rows (${texts.join(', ')})`);
    const appender = await connection.createAppender('rows');
    for await (const batch of batches) {
      for (const row of batch) {
        for (const { cellOf } of columns) {
          const cell = cellOf(row);
          if (cell === null) appender.appendNull();
          else appender.appendVarchar(String(cell));
        }
        appender.endRow();
      }
    }
    appender.closeSync();
    const cells = columns.map(
      ({ name, type }) => `CAST(${quoteName(name)} AS ${sqlTypes[type]}) AS ${quoteName(name)}`,
    );
    yield* copiedBytes(
      { connection, folder: exportFolder(path), turns: createTaskQueue() },
      {
        select: `SELECT ${cells.join(', ')} FROM rows`,
        options: 'FORMAT parquet, COMPRESSION zstd',
      },
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
    await clearExports(path);
  }
}
