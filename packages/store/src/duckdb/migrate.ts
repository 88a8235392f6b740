import { type EpochMs, StoreError } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type Migration, migrations } from '../schema/migrations.ts';
import { commentStatements } from '../schema/schema-doc.ts';
import { tables } from '../schema/tables.ts';
import { createParameters } from './parameters.ts';
import { inTransaction, queryNumber, run } from './query.ts';

/**
 * Takes the file through the steps that it lacks, all or none. Throws `StoreError` for a file that
 * has been taken further than this version knows.
 */
export async function migrate(
  connection: DuckDBConnection,
  path: string,
  now: EpochMs,
): Promise<void> {
  await inTransaction(connection, async () => {
    await connection.run(
      'CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER NOT NULL, name VARCHAR NOT NULL, applied_at TIMESTAMPTZ NOT NULL)',
    );
    const current = await queryNumber(
      connection,
      'SELECT coalesce(max(version), 0) FROM schema_migrations',
    );
    const newest = migrations.at(-1)?.version ?? 0;
    if (current > newest) throw tooNew(path, current, newest);
    const due = migrations.filter(({ version }) => version > current);
    if (due.length === 0) return;
    for (const migration of due) await apply(connection, migration, now);
    await connection.run(commentStatements(tables).join(';\n'));
  });
}

async function apply(
  connection: DuckDBConnection,
  { version, name, statements }: Migration,
  now: EpochMs,
): Promise<void> {
  for (const statement of statements) await connection.run(statement);
  const parameters = createParameters();
  const values = [parameters.number(version), parameters.text(name), parameters.instant(now)];
  await run(connection, `INSERT INTO schema_migrations VALUES (${values.join(', ')})`, parameters);
}

function tooNew(path: string, current: number, newest: number): StoreError {
  return new StoreError({
    what: `The store has tables of version ${current}, and this cdr knows them up to version ${newest}`,
    where: path,
    todo: 'Update cdr',
  });
}
