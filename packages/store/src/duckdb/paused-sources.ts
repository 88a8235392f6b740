import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { createParameters } from './parameters.ts';
import { queryRows, run } from './query.ts';

const pausedSchema = z.object({ source: z.string() }).transform(({ source }) => source);

/** The names of all of them, in order. */
export async function readPausedSources(connection: DuckDBConnection): Promise<string[]> {
  return queryRows(connection, pausedSchema, 'SELECT source FROM paused_sources ORDER BY source');
}

/** Writes whether a source is one of them. */
export async function writePause(
  connection: DuckDBConnection,
  { source, isPaused }: { source: string; isPaused: boolean },
): Promise<void> {
  const old = createParameters();
  await run(connection, `DELETE FROM paused_sources WHERE source = ${old.text(source)}`, old);
  if (!isPaused) return;
  const added = createParameters();
  await run(connection, `INSERT INTO paused_sources VALUES (${added.text(source)})`, added);
}
