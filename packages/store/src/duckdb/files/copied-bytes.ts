import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Parameters } from '../parameters.ts';
import { run } from '../query.ts';
import type { TaskQueue } from '../task-queue.ts';
import { quoteText } from './quote-text.ts';

/** A statement whose rows become a file. */
export interface Copying {
  select: string;
  parameters?: Parameters;
  /** As COPY takes them: `FORMAT parquet`. */
  options: string;
}

/** What statements become files through, and where these are until they were read. */
export interface CopyPlace {
  connection: DuckDBConnection;
  folder: string;
  /** Of the database: two that sort at once could take more memory than it has, and one is as fast. */
  turns: TaskQueue;
}

const chunkBytes = 256 * 1024;

/** The bytes of the file that the database makes of a statement. */
export async function* copiedBytes(place: CopyPlace, copying: Copying): AsyncGenerator<Uint8Array> {
  const file = join(place.folder, `${randomUUID()}.part`);
  try {
    await copyTo(place, file, copying);
    yield* createReadStream(file, { highWaterMark: chunkBytes });
  } finally {
    await rm(file, { force: true });
  }
}

/** Makes a file of a statement. */
export async function copyTo(
  { connection, turns }: CopyPlace,
  file: string,
  { select, parameters, options }: Copying,
): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const statement = `COPY (${select}) TO ${quoteText(file)} (${options})`;
  await turns.run(() => run(connection, statement, parameters));
}
