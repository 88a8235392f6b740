import { type CallColumn, type CallCsvRequest, callColumns, spreadsheetRules } from '@cdr/core';
import { quoteName } from '../../schema/quote-name.ts';
import type { Parameters } from '../parameters.ts';
import { childJoinSql } from './child-join-sql.ts';
import { guardedSql, matchesSql } from './guarded-sql.ts';
import { localTimeSql } from './local-time-sql.ts';
import { type CallPiece, selectionSql } from './selected-calls.ts';
import type { ZoneUse } from './zone-uses.ts';

/** The people behind the main agent, by what people call them. */
const others = {
  name: 'others',
  table: 'call_agents',
  told: `string_agg(coalesce(name, login, extension, id), '; ' ORDER BY position)`,
  where: 'position > 0',
} as const;

const tags = {
  name: 'tags',
  table: 'call_tags',
  told: `string_agg(coalesce(name, id), '; ' ORDER BY position)`,
  where: 'true',
} as const;

const raw = { name: 'raw', table: 'raw_rows', told: 'any_value(text)', where: 'true' } as const;

/** Cells that are more than a column of the table; made once, since guarding looks at them several times. */
const made = [
  `CASE WHEN agent_count > 1 THEN concat_ws('; ', coalesce(agent_name, agent_login, agent_extension, agent_id), others.told)
    WHEN agent_count = 1 THEN coalesce(agent_name, agent_login, agent_extension, agent_id) END AS agents`,
  'tags.told AS tags',
  `CASE WHEN derived <> '[]' THEN array_to_string(from_json(derived, '["VARCHAR"]'), '; ') END AS derived`,
];

/** Columns that hold words of this project, and no text of anybody else. */
const words = new Set([
  'kind',
  'direction',
  'disposition',
  'missed_reason',
  'time_precision',
  'from_type',
  'to_type',
  'disconnected_by',
]);

/** A piece of a CSV file. */
export interface CsvPiece extends CallPiece {
  zones: readonly ZoneUse[];
}

/**
 * The calls of a window as cells of CSV: those of core's `callColumns`, in their order. Cells are made
 * behind the sort: as they are stored, calls are smaller, and sorting them takes a third of the time.
 */
export function csvSql(
  { timeZone, raw: withRaw = false }: CallCsvRequest,
  { filters, window, zones, limit }: CsvPiece,
  parameters: Parameters,
): string {
  const columns = callColumns({ timeZone, raw: withRaw });
  const cells = columns.map((column) => cellSql(column, { timeZone, withRaw, zones }));
  const joins = [others, tags, ...(withRaw ? [raw] : [])];
  return `SELECT ${cells.join(', ')}
    FROM (
      SELECT calls.* EXCLUDE (derived), ${[...made, ...(withRaw ? ['raw.told AS raw'] : [])].join(', ')}
      FROM (SELECT * FROM calls WHERE ${selectionSql(filters, window, parameters)}) AS calls
      ${joins.map((join) => childJoinSql(join, window, parameters)).join(' ')}
      ORDER BY started_at, id ${limit === null ? '' : `LIMIT ${limit}`}
    )`;
}

interface CellContext {
  timeZone: string | undefined;
  withRaw: boolean;
  zones: readonly ZoneUse[];
}

function cellSql({ name, type }: CallColumn, { timeZone, withRaw, zones }: CellContext): string {
  if (name === 'started_at_local') return localTimeSql(zones, timeZone);
  if (!withRaw && (name === 'recording_url' || name === 'recording_download_url')) return 'NULL';
  const own = quoteName(name);
  switch (type) {
    case 'text':
      return words.has(name) ? own : guardedSql(own);
    case 'decimal':
      return `CASE WHEN ${matchesSql(own, spreadsheetRules.decimal)} THEN ${own} ELSE ${guardedSql(own)} END`;
    case 'instant':
      return `strftime(make_timestamp(epoch_us(${own})), '%Y-%m-%dT%H:%M:%S.%gZ')`;
    default:
      return own;
  }
}
