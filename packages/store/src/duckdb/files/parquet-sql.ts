import type { CallParquetRequest } from '@cdr/core';
import { callTable } from '../../schema/call-table.ts';
import { agentTable, tagTable } from '../../schema/child-tables.ts';
import { quoteName } from '../../schema/quote-name.ts';
import type { Parameters } from '../parameters.ts';
import { childJoinSql } from './child-join-sql.ts';
import { type CallPiece, selectionSql } from './selected-calls.ts';

/** The people behind the main agent. */
const others = {
  name: 'others',
  table: 'call_agents',
  told: `list(${structOf(agentTable.columns)} ORDER BY position)`,
  where: 'position > 0',
} as const;

const tags = {
  name: 'tags',
  table: 'call_tags',
  told: `list(${structOf(tagTable.columns)} ORDER BY position)`,
  where: 'true',
} as const;

const raw = { name: 'raw', table: 'raw_rows', told: 'any_value(text)', where: 'true' } as const;

const mainAgent = `struct_pack(id := agent_id, name := agent_name, login := agent_login, extension := agent_extension)`;

/**
 * Calls as they are written to Parquet: the columns of the table, with lists in the place of the
 * tables beside it and without what serves the store alone.
 */
export function parquetSql(
  { withoutSource = false, raw: withRaw = false }: CallParquetRequest,
  { filters, window, limit }: CallPiece,
  parameters: Parameters,
): string {
  const columns = callTable.columns.flatMap(({ name }) => {
    if (name === 'source' && withoutSource) return [];
    return columnSql(name, withRaw);
  });
  const joins = [others, tags, ...(withRaw ? [raw] : [])];
  return `SELECT ${[...columns, ...(withRaw ? ['raw.told AS raw'] : [])].join(', ')}
    FROM (SELECT * FROM calls WHERE ${selectionSql(filters, window, parameters)}) AS calls
    ${joins.map((join) => childJoinSql(join, window, parameters)).join(' ')}
    ORDER BY calls.started_at, calls.id ${limit === null ? '' : `LIMIT ${limit}`}`;
}

function columnSql(name: string, withRaw: boolean): string[] {
  switch (name) {
    case 'agent_count':
      return [
        `CASE agent_count WHEN 0 THEN [] WHEN 1 THEN [${mainAgent}]
          ELSE [${mainAgent}] || coalesce(others.told, []) END AS agents`,
      ];
    case 'tag_count':
      return ['coalesce(tags.told, []) AS tags'];
    case 'derived':
      return [
        `CASE WHEN derived = '[]' THEN [] ELSE from_json(derived, '["VARCHAR"]') END AS derived`,
      ];
    case 'recording_url':
    case 'recording_download_url':
      return [withRaw ? name : `NULL::VARCHAR AS ${name}`];
    case 'row_hash':
    case 'id_hash':
      return [];
    default:
      return [`calls.${quoteName(name)}`];
  }
}

/** What a child table tells besides which call it is about, and in which order. */
function structOf(columns: readonly { name: string }[]): string {
  const reference = ['source', 'call_id', 'started_at', 'position'];
  const own = columns.map(({ name }) => name).filter((name) => !reference.includes(name));
  return `struct_pack(${own.map((name) => `${name} := ${name}`).join(', ')})`;
}
