import {
  type AuditEntry,
  type AuditQuery,
  auditActorSchema,
  auditEntrySchema,
  type EpochMs,
  toEpochMs,
  toInstant,
} from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { auditTable } from '../schema/audit-table.ts';
import type { WriteTools } from './database.ts';
import { windowSql } from './filter-sql.ts';
import { createParameters } from './parameters.ts';
import { queryRows, run } from './query.ts';

const { action, times, detail } = auditEntrySchema.shape;

const entrySchema = z
  .object({
    id: z.string(),
    happened_at: z.number(),
    action,
    via: auditActorSchema.shape.via,
    key_id: z.string().nullable(),
    times,
    detail: z.string(),
  })
  .transform(
    ({ happened_at: at, via, key_id: keyId, detail: text, ...same }): AuditEntry => ({
      ...same,
      at: toInstant(at),
      by: { via, keyId },
      detail: detail.parse(JSON.parse(text)),
    }),
  );

/** No entry is of a source, or of a provider. */
const owner = { source: '', provider: '' };

/** Adds entries to the log. */
export async function writeAudit(
  { writer }: Pick<WriteTools, 'writer'>,
  entries: readonly AuditEntry[],
): Promise<void> {
  await writer.append(auditTable, entries, owner);
}

/** Entries, the newest first. */
export function readAudit(connection: DuckDBConnection, query: AuditQuery): Promise<AuditEntry[]> {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, after, limit } = query;
  const parameters = createParameters();
  const conditions = [windowSql({ from, to }, parameters, 'happened_at')];
  if (after !== undefined) {
    const place = [parameters.instant(toEpochMs(after.at)), parameters.text(after.id)];
    conditions.push(`(happened_at, id) < (${place.join(', ')})`);
  }
  return queryRows(
    connection,
    entrySchema,
    `SELECT * FROM audit_log WHERE ${conditions.join(' AND ')}
      ORDER BY happened_at DESC, id DESC LIMIT ${parameters.number(limit)}`,
    parameters,
  );
}

/** Takes out what happened before. */
export async function deleteAuditBefore(
  connection: DuckDBConnection,
  before: EpochMs,
): Promise<void> {
  const parameters = createParameters();
  const condition = windowSql(
    { from: Number.NEGATIVE_INFINITY, to: before },
    parameters,
    'happened_at',
  );
  await run(connection, `DELETE FROM audit_log WHERE ${condition}`, parameters);
}
