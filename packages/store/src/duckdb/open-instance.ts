import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { type CdrError, StoreBusyError, StoreError } from '@cdr/core';
import { DuckDBInstance } from '@duckdb/node-api';
import { commandOf } from './command-of.ts';
import { messageOf, storeFailure } from './store-failure.ts';

/** What the database may use. */
export interface ResourceLimits {
  /**
   * Of the database, as it writes sizes: `500MB`, `2GB`. What doesn't fit goes to files beside the
   * store. Default `200MB`, which is enough for syncs of any length.
   */
  memoryLimit?: string;
  /** How many threads work for the database. Default: one a core, but for the core of the program itself. */
  threads?: number;
}

/**
 * Opens the file, or creates it with the folders it lies in. Throws `StoreBusyError` when another
 * process has it, else `StoreError`.
 */
export async function openInstance(path: string, limits: ResourceLimits): Promise<DuckDBInstance> {
  try {
    await mkdir(dirname(path), { recursive: true });
    // Two instances of one file in one process lose each other's commits; the cache prevents that.
    return await DuckDBInstance.fromCache(path, {
      memory_limit: limits.memoryLimit ?? '200MB',
      // On two cores, a second thread costs a sync a third more processor time and gains nothing.
      threads: String(limits.threads ?? Math.max(1, availableParallelism() - 1)),
      // Calls have the log folded in by the row group; this bounds what other tables leave in it.
      checkpoint_threshold: '512MB',
      // Memory that a checkpoint needed goes back to the system, instead of staying for the next.
      allocator_background_threads: 'true',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
  } catch (error) {
    throw await openFailure(path, error);
  }
}

async function openFailure(path: string, cause: unknown): Promise<CdrError> {
  const message = messageOf(cause);
  if (/lock/i.test(message) && /conflicting|could not set/i.test(message)) {
    return busy(path, /\(PID (\d+)\)/.exec(message)?.[1], cause);
  }
  if (/not a valid DuckDB database file/i.test(message)) {
    return new StoreError({
      what: 'The file is no DuckDB database',
      where: path,
      todo: 'Name another file, or move this one away: a new store is made where there is none',
      cause,
    });
  }
  if (/version number|serialization|newer version/i.test(message)) {
    return new StoreError({
      what: 'The file was written by a DuckDB that this one cannot read',
      where: path,
      todo: 'Update cdr, or export the data with the tool that wrote it',
      cause,
    });
  }
  return storeFailure(cause, 'The store could not be opened', path);
}

async function busy(path: string, pid: string | undefined, cause: unknown): Promise<CdrError> {
  const command = pid === undefined ? null : await commandOf(Number(pid));
  const holder =
    pid === undefined
      ? 'Another process'
      : `Process ${pid}${command === null ? '' : ` (${command})`}`;
  return new StoreBusyError({
    what: `${holder} has the store open, and only one process at a time can`,
    where: path,
    todo: 'Wait until it ends, or stop it, and try again',
    cause,
  });
}
