import type { TableDefinition } from './column.ts';
import { quoteName } from './quote-name.ts';

/** The statements that put the comments of tables and columns into the database. */
export function commentStatements(tables: readonly TableDefinition[]): string[] {
  return tables.flatMap((table) => [
    `COMMENT ON TABLE ${quoteName(table.name)} IS ${quoteText(table.comment)}`,
    ...table.columns.map(
      (column) =>
        `COMMENT ON COLUMN ${quoteName(table.name)}.${quoteName(column.name)} IS ${quoteText(column.comment)}`,
    ),
  ]);
}

/** The tables as a Markdown page. */
export function renderSchemaDoc(tables: readonly TableDefinition[]): string {
  return [
    '# The tables of a cdr store',
    '',
    'Generated from the definitions in `packages/store/src/schema`; the database carries the same words as comments (`SELECT table_name, column_name, comment FROM duckdb_columns()`).',
    '',
    'Instants are timestamps with time zone, durations whole milliseconds. NULL means not known. `source` comes first everywhere, so that tables can be split by it.',
    '',
    ...tables.flatMap(renderTable),
  ].join('\n');
}

function renderTable(table: TableDefinition): string[] {
  return [
    `## ${table.name}`,
    '',
    table.comment,
    '',
    '| column | type | null | |',
    '|---|---|---|---|',
    ...table.columns.map(
      ({ name, type, nullable, comment }) =>
        `| \`${name}\` | ${type} | ${nullable ? 'yes' : ''} | ${comment} |`,
    ),
    '',
  ];
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
