import {
  type ErasedNumbers,
  maskNote,
  maskStatistic,
  type NumberForm,
  noteFieldsSchema,
  unknownStatisticValues,
} from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { maskRejected } from '../../erasure/mask-rejected.ts';
import { type RejectedPlace, rejectedId } from '../../reading/merge-rejected.ts';
import { createParameters } from '../parameters.ts';
import { queryRows } from '../query.ts';
import { numberSql } from './number-sql.ts';

/** Knows a number in each source. */
export type NumbersOf = (source: string) => ErasedNumbers | null;

const noteSchema = z.object({
  row_id: z.number(),
  source: z.string(),
  text: z.string().nullable(),
  author_id: z.string().nullable(),
  author_name: z.string().nullable(),
  files: z.string(),
  raw: z.string().nullable(),
});

/** The places of notes that name a number. */
export async function erasableNotes(
  connection: DuckDBConnection,
  forms: readonly NumberForm[],
  numbersOf: NumbersOf,
): Promise<number[]> {
  const parameters = createParameters();
  const texts = ['text', 'author_id', 'author_name', 'files', 'raw'];
  const found = await queryRows(
    connection,
    noteSchema,
    `SELECT rowid AS row_id, source, ${texts.join(', ')} FROM notes
      WHERE ${numberSql(forms, parameters).isIn(texts)}`,
    parameters,
  );
  return found.flatMap(({ row_id, source, text, author_id, author_name, files, raw }) => {
    const erased = numbersOf(source);
    const unknown = { createdAt: null, pinned: null, edited: null, deleted: null };
    const author = { id: author_id, name: author_name };
    const known = noteFieldsSchema.shape.files.parse(JSON.parse(files));
    const row = { note: { ...unknown, text, author, files: known }, raw };
    return erased === null || maskNote(row, erased) === row ? [] : [row_id];
  });
}

const statisticSchema = z.object({
  row_id: z.number(),
  source: z.string(),
  agent_id: z.string().nullable(),
  agent_name: z.string().nullable(),
  extension_id: z.string().nullable(),
  extension_number: z.string().nullable(),
  raw: z.string().nullable(),
});

/** The places of statistics that are about a number, and of those whose vendor's words alone name it. */
export async function erasableStatistics(
  connection: DuckDBConnection,
  forms: readonly NumberForm[],
  numbersOf: NumbersOf,
): Promise<{ theirs: number[]; rawOnly: number[] }> {
  const parameters = createParameters();
  const sql = numberSql(forms, parameters);
  const texts = ['agent_id', 'agent_name', 'extension_id', 'extension_number', 'raw'];
  const found = await queryRows(
    connection,
    statisticSchema,
    `SELECT rowid AS row_id, source, ${texts.join(', ')} FROM statistics
      WHERE ${sql.isIn(texts)} OR ${sql.isNumber(['extension_number'])}`,
    parameters,
  );
  const erasable = { theirs: [] as number[], rawOnly: [] as number[] };
  for (const own of found) {
    const erased = numbersOf(own.source);
    const statistic = {
      agent: { id: own.agent_id, name: own.agent_name },
      extension: { id: own.extension_id, number: own.extension_number },
      interval: { unit: 'day' as const, from: '', to: '', timeZone: '' },
      values: unknownStatisticValues,
      derived: [],
    };
    const row = { statistic, raw: own.raw };
    const masked = erased === null ? row : maskStatistic(row, erased);
    if (masked === row) continue;
    erasable[masked.statistic === statistic ? 'rawOnly' : 'theirs'].push(own.row_id);
  }
  return erasable;
}

const rejectedSchema = z.object({
  row_id: z.number(),
  source: z.string(),
  stream: z.string(),
  window_from: z.number(),
  window_to: z.number(),
  basis: z.string().nullable(),
  call_id: z.string().nullable(),
  raw: z.string(),
  reason: z.string(),
});

/** A rejected row that names a number, by its place, and what it becomes. */
export interface ErasableRejectedRow {
  rowId: number;
  id: string;
  raw: string;
  reason: string;
}

/** The rejected rows that name a number. */
export async function erasableRejected(
  connection: DuckDBConnection,
  forms: readonly NumberForm[],
  numbersOf: NumbersOf,
): Promise<ErasableRejectedRow[]> {
  const parameters = createParameters();
  const found = await queryRows(
    connection,
    rejectedSchema,
    `SELECT rowid AS row_id, * FROM rejected
      WHERE ${numberSql(forms, parameters).isIn(['raw', 'reason'])}`,
    parameters,
  );
  return found.flatMap((row) => {
    const erased = numbersOf(row.source);
    const masked = erased === null ? row : maskRejected(row, erased);
    if (masked === row) return [];
    const { raw, reason } = masked;
    return [{ rowId: row.row_id, id: rejectedId(placeOf(row), raw), raw, reason }];
  });
}

/** Statistics alone have a basis here, and notes a call. */
function placeOf(row: z.infer<typeof rejectedSchema>): RejectedPlace {
  const { source, stream, window_from: from, window_to: to, basis, call_id: callId } = row;
  const place = { source, stream, window: { from, to } };
  if (callId !== null) return { ...place, kind: 'notes', callId };
  return { ...place, kind: basis === null ? 'calls' : 'statistics' };
}
