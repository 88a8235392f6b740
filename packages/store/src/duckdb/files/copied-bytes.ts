import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Parameters } from '../parameters.ts';
import { run } from '../query.ts';
import { quoteText } from './quote-text.ts';

/** A statement whose rows become a file. */
export interface Copying {
  select: string;
  parameters?: Parameters;
  /** As COPY takes them: `FORMAT parquet`. */
  options: string;
}

const chunkBytes = 256 * 1024;

/** The bytes of the file that the database makes of a statement; in `folder` until they were read. */
export async function* copiedBytes(
  connection: DuckDBConnection,
  folder: string,
  copying: Copying,
): AsyncGenerator<Uint8Array> {
  const file = join(folder, `${randomUUID()}.part`);
  try {
    await copyTo(connection, file, copying);
    yield* createReadStream(file, { highWaterMark: chunkBytes });
  } finally {
    await rm(file, { force: true });
  }
}

/** Makes a file of a statement. */
export async function copyTo(
  connection: DuckDBConnection,
  file: string,
  { select, parameters, options }: Copying,
): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await run(connection, `COPY (${select}) TO ${quoteText(file)} (${options})`, parameters);
}
