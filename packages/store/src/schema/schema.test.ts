import { readFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { migrate } from '../duckdb/migrate.ts';
import { queryRows } from '../duckdb/query.ts';
import { migrations } from './migrations.ts';
import { renderSchemaDoc } from './schema-doc.ts';
import { tables } from './tables.ts';

const columnSchema = z.object({
  table_name: z.string(),
  column_name: z.string(),
  data_type: z.string(),
  is_nullable: z.boolean(),
  comment: z.string().nullable(),
});
const tableSchema = z.object({ table_name: z.string(), comment: z.string().nullable() });
const sqlTypes: Record<string, string> = { TIMESTAMPTZ: 'TIMESTAMP WITH TIME ZONE' };

async function migrated() {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await migrate(connection, ':memory:', 0);
  return connection;
}

describe('the schema', () => {
  it('is what the migrations make, with every table and column explained', async () => {
    const connection = await migrated();
    const columns = await queryRows(
      connection,
      columnSchema,
      `SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns()
        WHERE NOT internal ORDER BY table_oid, column_index`,
    );
    const defined = tables.flatMap((table) =>
      table.columns.map(({ name, type, nullable, comment }) => ({
        table_name: table.name,
        column_name: name,
        data_type: sqlTypes[type] ?? type,
        is_nullable: nullable,
        comment,
      })),
    );
    for (const { name } of tables) {
      const isOwn = (column: { table_name: string }) => column.table_name === name;
      expect(columns.filter(isOwn)).toEqual(defined.filter(isOwn));
    }
    expect(columns).toHaveLength(defined.length);
    const made = await queryRows(
      connection,
      tableSchema,
      'SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal ORDER BY table_name',
    );
    expect(made).toEqual(
      tables
        .map(({ name, comment }) => ({ table_name: name, comment }))
        .sort((a, b) => (a.table_name < b.table_name ? -1 : 1)),
    );
  });

  it('has no keys and indexes, which would make writing slow', async () => {
    const connection = await migrated();
    const found = await queryRows(
      connection,
      z.object({ name: z.string() }),
      `SELECT index_name AS name FROM duckdb_indexes()
        UNION ALL SELECT constraint_text FROM duckdb_constraints() WHERE constraint_type <> 'NOT NULL'`,
    );
    expect(found).toEqual([]);
  });

  it('is taken through each migration once', async () => {
    const connection = await migrated();
    await migrate(connection, ':memory:', 0);
    const applied = await queryRows(
      connection,
      z.object({ version: z.number(), name: z.string() }),
      'SELECT version, name FROM schema_migrations ORDER BY version',
    );
    expect(applied).toEqual(migrations.map(({ version, name }) => ({ version, name })));
    expect(applied.map(({ version }) => version)).toEqual(applied.map((_, index) => index + 1));
  });

  it('is documented in docs/schema.md', async () => {
    const page = await readFile(new URL('../../../../docs/schema.md', import.meta.url), 'utf8');
    expect(page, 'run packages/store/src/__fixtures__/write-schema-doc.ts').toBe(
      renderSchemaDoc(tables),
    );
  });
});
