import type { DuckDBConnection } from '@duckdb/node-api';
import { createParameters } from '../parameters.ts';
import { run } from '../query.ts';
import { callerSql } from './caller-sql.ts';
import { countSql } from './count-sql.ts';
import { spanSql } from './span-sql.ts';
import { measureColumns, type SummarySubject } from './summary-part.ts';

/**
 * Measures one kind after the other into a table of the connection's own, since together they would
 * need more memory than the database is given. The caller drops it.
 */
export async function measureParts(
  connection: DuckDBConnection,
  subject: Omit<SummarySubject, 'parameters'>,
  table: string,
): Promise<void> {
  async function measure(sqlOf: (whole: SummarySubject) => string): Promise<void> {
    const parameters = createParameters();
    await run(connection, sqlOf({ ...subject, parameters }), parameters);
  }

  const { plan } = subject;
  const others = measureColumns(plan, ['callers', 'open', 'overlap', 'peak']);
  const columns = ['*', ...others.map(({ column }) => `NULL::DOUBLE AS ${column}`)].join(', ');
  await measure(
    (whole) => `CREATE TEMP TABLE ${table} AS SELECT ${columns} FROM (${countSql(whole)})`,
  );
  if (measureColumns(plan, ['callers', 'open']).length > 0) {
    await measure((whole) => `INSERT INTO ${table} BY NAME ${callerSql(whole)}`);
  }
  for (const column of measureColumns(plan, ['overlap', 'peak'])) {
    await measure((whole) => `INSERT INTO ${table} BY NAME ${spanSql(whole, column)}`);
  }
}
