import { type ApiKey, apiKeySchema, toEpochMs, toInstant } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { createParameters } from './parameters.ts';
import { queryRows, run } from './query.ts';

const instant = z.number().transform(toInstant);

const keySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: apiKeySchema.shape.role,
    sources: z.string().nullable(),
    created_at: instant,
    expires_at: instant.nullable(),
    revoked_at: instant.nullable(),
    salt: z.string(),
    hash: z.string(),
  })
  .transform(
    ({ sources, created_at, expires_at, revoked_at, ...same }): ApiKey => ({
      ...same,
      sources: sources === null ? null : apiKeySchema.shape.sources.parse(JSON.parse(sources)),
      createdAt: created_at,
      expiresAt: expires_at,
      revokedAt: revoked_at,
    }),
  );

/** Every key, the oldest first. */
export async function readApiKeys(connection: DuckDBConnection): Promise<ApiKey[]> {
  return queryRows(connection, keySchema, 'SELECT * FROM api_keys ORDER BY created_at, id');
}

/** Writes a key in place of what is stored under its id. */
export async function writeApiKey(connection: DuckDBConnection, key: ApiKey): Promise<void> {
  const old = createParameters();
  await run(connection, `DELETE FROM api_keys WHERE id = ${old.text(key.id)}`, old);
  const parameters = createParameters();
  const text = (value: string | null) => parameters.text(value);
  const instantOrNull = (at: string | null) =>
    parameters.instant(at === null ? null : toEpochMs(at));
  const values = [
    text(key.id),
    text(key.name),
    text(key.role),
    text(key.sources === null ? null : JSON.stringify(key.sources)),
    instantOrNull(key.createdAt),
    instantOrNull(key.expiresAt),
    instantOrNull(key.revokedAt),
    text(key.salt),
    text(key.hash),
  ];
  await run(connection, `INSERT INTO api_keys VALUES (${values.join(', ')})`, parameters);
}
