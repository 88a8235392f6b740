import { stat } from 'node:fs/promises';
import { type EpochMs, StoreError } from '@cdr/core';
import type { DuckDBConnection } from '@duckdb/node-api';
import { createErasedRegister, type ErasedRegister } from '../erasure/erased-register.ts';
import { type Concern, createRevision, type Revision } from '../revision.ts';
import { createElsewhereFinder, type ElsewhereFinder } from './elsewhere.ts';
import { readTombstones } from './erasure/tombstone-rows.ts';
import { clearExports, exportFolder } from './files/export-folder.ts';
import { createListings, type Listings } from './listing/listings.ts';
import { migrate } from './migrate.ts';
import { openInstance, type ResourceLimits } from './open-instance.ts';
import { type CallPreparer, createCallPreparer } from './prepare-calls.ts';
import { inTransaction } from './query.ts';
import { createReaders, type Readers } from './readers.ts';
import { createRowGroup, type RowGroup } from './row-group.ts';
import { storeFailure } from './store-failure.ts';
import { createTableWriter, type TableWriter } from './table-writer.ts';
import { createTaskQueue, type TaskQueue } from './task-queue.ts';

/** What writing is done with. */
export interface WriteTools {
  connection: DuckDBConnection;
  writer: TableWriter;
  elsewhere: ElsewhereFinder;
  rowGroup: RowGroup;
}

/** An open file: one connection writes, others read. */
export interface Database {
  readonly readers: Readers;
  readonly listings: Listings;
  /** Of everything in the file that {@link Database.write} wrote. */
  readonly revision: Revision;
  readonly preparer: CallPreparer;
  readonly erased: ErasedRegister;
  /** For files that leave the store byte by byte. */
  readonly exportFolder: string;
  /** In which these are made. */
  readonly copies: TaskQueue;
  /** Runs `work` in a transaction of its own, once all writing before it is done. */
  write<T>(concern: Concern, work: (tools: WriteTools) => Promise<T>): Promise<T>;
  /** The same, for what no listing and no figure tells of: the revision stays. */
  record<T>(work: (tools: WriteTools) => Promise<T>): Promise<T>;
  /** The same, and then nothing of it was done. */
  rehearse<T>(work: (tools: WriteTools) => Promise<T>): Promise<T>;
  /** Folds the log of what was written into the file. */
  checkpoint(): Promise<void>;
  /** Waits for what has begun and gives the file back. */
  close(): Promise<void>;
}

/**
 * A log is folded in at a second for each 200 MB, and closing must not take long: a longer
 * one stays beside the file, as a part of it, and is read when it is opened next.
 */
const shortLogBytes = 16 * 1024 * 1024;

/** Opens a file and brings its tables up to date. Throws `StoreBusyError` and `StoreError`. */
export async function openDatabase(
  path: string,
  limits: ResourceLimits,
  now: EpochMs,
): Promise<Database> {
  const instance = await openInstance(path, limits);
  const connection = await instance.connect();
  let erased: ErasedRegister;
  try {
    await connection.run('PRAGMA disable_checkpoint_on_shutdown');
    await migrate(connection, path, now);
    await clearExports(path);
    erased = createErasedRegister(await readTombstones(connection));
  } catch (error) {
    connection.closeSync();
    instance.closeSync();
    throw storeFailure(error, 'The store could not be opened', path);
  }
  const readers = createReaders(instance, path);
  const revision = createRevision();
  const queue = createTaskQueue();
  const tools: WriteTools = {
    connection,
    writer: createTableWriter(connection),
    elsewhere: createElsewhereFinder(connection),
    rowGroup: createRowGroup(connection),
  };
  let closed = false;

  async function transact<T>(
    work: (tools: WriteTools) => Promise<T>,
    around: (commit: () => Promise<unknown>) => Promise<unknown>,
  ): Promise<T> {
    if (closed) throw new StoreError({ what: 'The store is closed' });
    try {
      return await queue.run(async () => {
        const result = await inTransaction(connection, () => work(tools), around);
        await tools.rowGroup.foldWhenFull();
        return result;
      });
    } catch (error) {
      throw storeFailure(error, 'The store could not be written', path);
    }
  }

  async function foldShortLog(): Promise<void> {
    const log = await stat(`${path}.wal`).catch(() => null);
    if (log === null || log.size > shortLogBytes) return;
    // What can't be folded in stays in the log, and nothing is lost.
    await connection.run('CHECKPOINT').catch(() => undefined);
  }

  return {
    readers,
    listings: createListings(readers, revision),
    revision,
    preparer: createCallPreparer(),
    erased,
    exportFolder: exportFolder(path),
    copies: createTaskQueue(),
    write: (concern, work) => transact(work, (commit) => revision.change(concern, commit)),
    record: (work) => transact(work, (commit) => commit()),
    rehearse: (work) => transact(work, () => connection.run('ROLLBACK')),
    async checkpoint() {
      if (closed) throw new StoreError({ what: 'The store is closed' });
      try {
        await queue.run(() => connection.run('CHECKPOINT'));
      } catch (error) {
        throw storeFailure(error, 'The store could not be folded into its file', path);
      }
    },
    async close() {
      closed = true;
      await readers.close();
      await clearExports(path);
      await queue.run(foldShortLog);
      connection.closeSync();
      instance.closeSync();
    },
  };
}
