import { type CutRecord, cutRecords } from './cut-records.ts';
import type { LogFile } from './find-files.ts';
import { openBytes } from './open-bytes.ts';

/** What looking through files takes. */
export interface Indexing {
  /** Which field, counted from 0, tells the start. */
  startColumn: number;
  signal: AbortSignal;
}

/** Some whole records that lie together. */
export interface CutBytes {
  bytes: Buffer;
  records: CutRecord[];
}

/** A line as long as this is none, whatever comes. */
const longestLine = 1024 * 1024;

/**
 * Cuts a file into its records, from an offset on at which one begins. What a file ends with that has
 * no line end, or stands within quotes, is a line only when nothing will ever follow. Throws as
 * `openBytes` does.
 */
export async function* cutFile(
  file: LogFile,
  from: number,
  { startColumn, signal }: Indexing,
): AsyncGenerator<CutBytes> {
  let rest: Buffer = Buffer.alloc(0);

  function cut(bytes: Buffer, isLast: boolean): CutBytes {
    const records: CutRecord[] = [];
    const taken = cutRecords(bytes, { startColumn, isLast }, (record) => records.push(record));
    rest = bytes.subarray(taken);
    return { bytes: bytes.subarray(0, taken), records };
  }

  for await (const chunk of openBytes(file, from, signal)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    yield cut(bytes, bytes.length > longestLine);
  }
  if (!file.isLive) yield cut(rest, true);
}
