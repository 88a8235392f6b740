import {
  type CallReading,
  type EpochMs,
  type RepeatedReading,
  type Store,
  StoreError,
} from '@cdr/core';
import { maskNotes, maskReading, maskStatistics } from '../erasure/mask-readings.ts';
import { checkNotes } from '../reading/check-notes.ts';
import { checkReading } from '../reading/check-reading.ts';
import { checkStatistics } from '../reading/check-statistics.ts';
import { compareLedgerEntries } from '../reading/compare-ledger-entries.ts';
import { readLastAnswers } from './answers.ts';
import { readApiKeys, writeApiKey } from './api-keys.ts';
import { deleteAuditBefore, readAudit, writeAudit } from './audit.ts';
import { commitReading, confirmReadings } from './commit.ts';
import { callsWithoutNotes, commitNotes } from './commit-notes.ts';
import { commitStatistics } from './commit-statistics.ts';
import { openDatabase } from './database.ts';
import { deleteOld } from './delete-old.ts';
import { deleteRawBefore } from './delete-raw.ts';
import { erasePerson } from './erasure/erase.ts';
import { takeSnapshot } from './files/take-snapshot.ts';
import { readLedger } from './ledger.ts';
import { countCalls } from './listing/count-calls.ts';
import { countNotesDue, listNotesDue, readNotesCoverage } from './notes-due.ts';
import type { ResourceLimits } from './open-instance.ts';
import { addToOutbox, readOutbox, settleMessage } from './outbox.ts';
import { readPausedSources, writePause } from './paused-sources.ts';
import { readCalls } from './read-calls.ts';
import { readNotes } from './read-notes.ts';
import { readStatistics } from './read-statistics.ts';
import { deleteRejectedRows, listRejected } from './rejected.ts';
import { readRuns, writeRun } from './runs.ts';
import { shareDatabase } from './shared-databases.ts';
import { readOpenNumbers } from './summary/read-open-numbers.ts';
import { summarizeCalls } from './summary/summarize-calls.ts';

/** How a DuckDB store is opened. */
export interface DuckDbStoreOptions extends ResourceLimits {
  /** The file; it and its folders are made when they don't exist. */
  path: string;
  /** The current instant, for what is recorded with a time of its own. */
  now: () => EpochMs;
}

const noCalls: ReadonlySet<string> = new Set();

/**
 * Opens a store in a DuckDB file. One process at a time can have it open; within one, it may be
 * opened several times, and the limits of the first apply. Close it, and the file is free for
 * others.
 *
 * Throws `StoreBusyError` when another process has the file, and `StoreError` when it is no
 * DuckDB file, or of a newer version.
 */
export async function openDuckDbStore(options: DuckDbStoreOptions): Promise<Store> {
  const { path, now, ...limits } = options;
  const shared = await shareDatabase(path, (file) => openDatabase(file, limits, now()));
  const { database } = shared;
  const { readers, erased } = database;
  let closing: Promise<void> | null = null;

  function assertOpen(): void {
    if (closing !== null) throw new StoreError({ what: 'The store is closed', where: path });
  }

  async function commit(reading: CallReading) {
    assertOpen();
    checkReading(reading);
    const numbers = () => erased.numbers(reading.callingCode);
    const known = numbers();
    const own = maskReading(reading, known);
    return database.preparer.around(own, (prepared) =>
      database.write([reading.source], (tools) =>
        // Somebody may have been erased while the reading waited for its turn.
        numbers() === known
          ? commitReading({ ...tools, prepared }, own, now())
          : commitReading(tools, maskReading(reading, numbers()), now()),
      ),
    );
  }

  return {
    commit,
    async lastAnswers(key, within) {
      assertOpen();
      return readers.use((connection) => readLastAnswers(connection, key, within));
    },
    async confirm(readings) {
      assertOpen();
      return database.write(sourcesOf(readings), (tools) => confirmReadings(tools, readings));
    },
    revision: (sources) => database.revision.current(sources),
    async count(filter = {}) {
      assertOpen();
      return countCalls(database.listings, filter);
    },
    async *read(query = {}) {
      assertOpen();
      yield* readCalls(readers, database.listings, query);
    },
    async summarize(query) {
      assertOpen();
      return summarizeCalls(readers, query);
    },
    async openNumbers(query = {}) {
      assertOpen();
      return readOpenNumbers(readers, query);
    },
    async snapshot(work) {
      assertOpen();
      return takeSnapshot(database, work);
    },
    async coverage(source) {
      assertOpen();
      const entries = await readers.use((connection) => readLedger(connection, source));
      return entries.sort(compareLedgerEntries);
    },
    async commitStatistics(reading) {
      assertOpen();
      checkStatistics(reading);
      return database.write([reading.source], (tools) =>
        commitStatistics(
          tools,
          maskStatistics(reading, erased.numbers(reading.callingCode)),
          now(),
        ),
      );
    },
    async *readStatistics(query = {}) {
      assertOpen();
      yield* readStatistics(readers, query);
    },
    async commitNotes(reading) {
      assertOpen();
      checkNotes(reading);
      return database.write([reading.source], async (tools) => {
        const numbers = erased.numbers(reading.callingCode);
        const theirs = numbers === null ? noCalls : await callsWithoutNotes(tools, reading);
        return commitNotes(tools, maskNotes(reading, numbers, theirs), now());
      });
    },
    async *readNotes(query = {}) {
      assertOpen();
      yield* readNotes(readers, query);
    },
    async *notesDue(rule) {
      assertOpen();
      yield* listNotesDue(readers, rule);
    },
    async countNotesDue(rule) {
      assertOpen();
      return readers.use((connection) => countNotesDue(connection, rule));
    },
    async notesCoverage(source, within = {}) {
      assertOpen();
      return readers.use((connection) => readNotesCoverage(connection, source, within));
    },
    async *rejected(source) {
      assertOpen();
      yield* listRejected(readers, source);
    },
    async deleteRejected(ids) {
      assertOpen();
      await database.write(null, ({ connection }) => deleteRejectedRows(connection, ids));
    },
    async recordRun(run, messages = []) {
      assertOpen();
      await database.write([], async (tools) => {
        await writeRun(tools.connection, run);
        await addToOutbox(tools, messages);
      });
    },
    async addToOutbox(messages) {
      assertOpen();
      await database.record((tools) => addToOutbox(tools, messages));
    },
    async outbox(query) {
      assertOpen();
      return readers.use((connection) => readOutbox(connection, query));
    },
    async settleMessage(id, again) {
      assertOpen();
      await database.record(({ connection }) => settleMessage(connection, id, again));
    },
    async runs(limit) {
      assertOpen();
      return readers.use((connection) => readRuns(connection, limit));
    },
    async apiKeys() {
      assertOpen();
      return readers.use(readApiKeys);
    },
    async recordApiKey(key, audit) {
      assertOpen();
      await database.write([], async (tools) => {
        await writeApiKey(tools.connection, key);
        await writeAudit(tools, audit === undefined ? [] : [audit]);
      });
    },
    async recordAudit(entries) {
      assertOpen();
      if (entries.length > 0) await database.record((tools) => writeAudit(tools, entries));
    },
    async erase({ audit, ...person }) {
      assertOpen();
      const { tombstones } = erased;
      try {
        return await database.write(null, async (tools) => {
          const means = { tombstones: erased.tombstones, now: now(), audit };
          const { counts, tombstones: all } = await erasePerson(tools, person, means);
          erased.replace(all);
          return counts;
        });
      } catch (error) {
        erased.replace(tombstones);
        throw error;
      }
    },
    async countErasable(person) {
      assertOpen();
      const means = { tombstones: erased.tombstones, now: now(), audit: null };
      const { counts } = await database.rehearse((tools) => erasePerson(tools, person, means));
      return counts;
    },
    async deleteOld(request) {
      assertOpen();
      return database.write([request.source], (tools) => deleteOld(tools, request));
    },
    erasedNumbers: (callingCode) => erased.numbers(callingCode),
    async audit(query) {
      assertOpen();
      return readers.use((connection) => readAudit(connection, query));
    },
    async deleteAuditBefore(before) {
      assertOpen();
      await database.record(({ connection }) => deleteAuditBefore(connection, before));
    },
    async pausedSources() {
      assertOpen();
      return readers.use(readPausedSources);
    },
    async recordPause(source, isPaused) {
      assertOpen();
      await database.write([], ({ connection }) => writePause(connection, { source, isPaused }));
    },
    async deleteRawBefore(before, source) {
      assertOpen();
      const concern = source === undefined ? null : [source];
      return database.write(concern, ({ connection }) =>
        deleteRawBefore(connection, before, source),
      );
    },
    async optimize() {
      assertOpen();
      await database.checkpoint();
    },
    async close() {
      closing ??= shared.release();
      await closing;
    },
  };
}

function sourcesOf(readings: readonly RepeatedReading[]): string[] {
  return [...new Set(readings.map(({ source }) => source))];
}
