import { createCallFields, type Page, type RowMapper, unknownParty } from '@cdr/core';

/** What the artificial vendor says of a call. */
export interface ArtificialRow {
  /** Id of the record, or what it shares with others where there are no ids. */
  key: string;
  /** Instant of the start. */
  at: string;
  from?: string | null;
  note?: string | number;
}

/** Maps the rows of the artificial vendor; rows without a start are rejected. */
export const mapArtificialRow: RowMapper = (row) => {
  if (!isArtificialRow(row)) return { ok: false, reason: 'at: missing' };
  const call = createCallFields({
    startedAt: row.at,
    timePrecision: 'second',
    timeZone: 'UTC',
    from: { ...unknownParty, number: row.from ?? null },
    tags: row.note === undefined ? [] : [{ id: null, name: String(row.note), color: null }],
  });
  return { ok: true, key: row.key, call };
};

/** An answer that holds these rows, of that list where there are several. */
export function pageOf(rows: readonly unknown[], total: number | null = null, list?: string): Page {
  const texts = rows.map((row) => JSON.stringify(row));
  return { rows, texts, total, ...(list === undefined ? {} : { list }) };
}

function isArtificialRow(row: unknown): row is ArtificialRow {
  return typeof row === 'object' && row !== null && 'at' in row && 'key' in row;
}
