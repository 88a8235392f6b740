import {
  type ApiKey,
  type AuditEntry,
  type Call,
  type CallReading,
  type CommitCounts,
  type CommitResult,
  type CoverageInterval,
  createSummary,
  type EpochMs,
  type ErasureRequest,
  intersectWindows,
  type KnownAnswer,
  type LedgerEntry,
  type NotesReading,
  openNumbersOf,
  type RepeatedReading,
  recordReading,
  type StatisticReading,
  type Store,
  type StoredRejectedRow,
  StoreError,
  type StreamKey,
  type SyncRun,
  subtractWindows,
  toEpochMs,
  type Window,
} from '@cdr/core';
import { createErasedRegister } from '../erasure/erased-register.ts';
import { maskNotes, maskReading, maskStatistics } from '../erasure/mask-readings.ts';
import { erasedNumbersOf, tombstonesOf } from '../erasure/tombstones.ts';
import { checkReading, duplicateId } from '../reading/check-reading.ts';
import { compareLedgerEntries } from '../reading/compare-ledger-entries.ts';
import { compareTexts } from '../reading/compare-texts.ts';
import {
  compareRejected,
  mergeRejected,
  type RejectedReading,
  rejectedNotesOf,
  rejectedOf,
} from '../reading/merge-rejected.ts';
import { toStoredCall } from '../reading/to-stored-call.ts';
import { createRevision } from '../revision.ts';
import { createErasureInMemory } from './erasure-in-memory.ts';
import { listAudit } from './list-audit.ts';
import { listCalls, type StoredRow, selectCalls } from './list-calls.ts';
import { createNotesInMemory } from './notes-in-memory.ts';
import { createOutboxInMemory } from './outbox-in-memory.ts';
import { withRowsInDuckDb } from './rows-in-duckdb.ts';
import { createStatisticsInMemory } from './statistics-in-memory.ts';

/** How a window was answered, and what it held then. */
interface StoredAnswer extends KnownAnswer {
  calls: string;
}

interface Started {
  call: Pick<Call, 'startedAt'>;
}

const batchSize = 1000;

/**
 * A store that forgets everything when the process ends: the reference that other stores are held
 * against, and good for tests. `now` tells when rows that come without proof were rejected.
 */
export function createMemoryStore(now: () => EpochMs = Date.now): Store {
  const sources = new Map<string, Map<string, StoredRow>>();
  const ledgers = new Map<string, LedgerEntry[]>();
  const answers = new Map<string, StoredAnswer[]>();
  const rejectedRows = new Map<string, StoredRejectedRow>();
  const syncRuns = new Map<string, SyncRun>();
  const apiKeys = new Map<string, ApiKey>();
  const paused = new Set<string>();
  const auditLog: AuditEntry[] = [];
  const erased = createErasedRegister([]);
  const outbox = createOutboxInMemory();
  const statistics = createStatisticsInMemory();
  const notes = createNotesInMemory();
  let closed = false;
  const revision = createRevision();

  function assertOpen(): void {
    if (closed) throw new StoreError({ what: 'The store is closed' });
  }

  function callsOf(source: string): Map<string, StoredRow> {
    const known = sources.get(source) ?? new Map<string, StoredRow>();
    sources.set(source, known);
    return known;
  }

  function storedIn(source: string, window: Window): StoredRow[] {
    return [...callsOf(source).values()].filter((row) => startsIn(row, window));
  }

  function allCalls(source: string): Call[] {
    return [...callsOf(source).values()].map(({ call }) => call);
  }

  function commit(given: CallReading): CommitResult {
    checkReading(given);
    const reading = maskReading(given, erased.numbers(given.callingCode));
    const { source, window } = reading;
    revision.changed([source]);
    const calls = callsOf(source);
    const arriving = new Set(reading.rows.map(({ id }) => id));
    if (arriving.size < reading.rows.length) throw duplicateId(reading);
    const lacked = storedIn(source, window).filter(({ call }) => !arriving.has(call.id));
    const [renamed, missing] = partition(lacked, (row) => isRenamed(row, reading));
    const present = new Set(storedIn(source, window).map(({ call }) => call.id));
    const fresh = reading.rows.filter(({ id }) => !present.has(id));
    const moved = fresh.filter(({ id }) => calls.has(id)).length;
    const successors = fresh.filter((row) => isRenamed(row, reading)).length - moved;
    const replaced = Math.min(renamed.length, Math.max(0, successors));
    const surplus = renamed.length - replaced;
    const wouldRemove =
      (reading.missing === 'confirm' ? missing.length : 0) +
      (reading.renamed?.surplus === 'confirm' ? surplus : 0);
    if (wouldRemove > 0) return { committed: false, wouldRemove };
    const gone = [...renamed, ...(reading.missing === 'remove' ? missing : [])];
    const counts = { inserted: 0, updated: 0, unchanged: 0, removed: gone.length - replaced };
    for (const { call } of gone) forgetCall(call);
    for (const row of reading.rows) {
      const known = calls.get(row.id);
      if (known !== undefined && known.hash === row.hash && startsIn(known, window)) {
        counts.unchanged += 1;
        continue;
      }
      if (known === undefined) counts.inserted += 1;
      else counts.updated += 1;
      calls.set(row.id, { call: toStoredCall(reading, row), raw: row.raw, hash: row.hash });
    }
    counts.inserted -= replaced;
    counts.updated += replaced;
    recordCoverage(reading, (own) => storedIn(source, own).length);
    recordAnswer(reading);
    recordRejected(rejectedOf(reading));
    return { committed: true, counts };
  }

  function forgetCall({ source, id }: Call): void {
    callsOf(source).delete(id);
    notes.forgetCall(source, id);
    for (const row of [...rejectedRows.values()]) {
      if (row.source === source && row.callId === id) rejectedRows.delete(row.id);
    }
  }

  function confirm(reading: RepeatedReading): boolean {
    const { from, to } = reading.window;
    const last = answersOf(reading).find(({ window }) => window.from === from && window.to === to);
    if (last?.answer.digest !== reading.digest) return false;
    if (last.calls !== contentOf(reading.source, reading.window)) return false;
    recordCoverage(reading, (own) => storedIn(reading.source, own).length);
    return true;
  }

  function recordAnswer({ source, stream, window, proof, answer }: CallReading): void {
    if (proof === null) return;
    const others = answersOf({ source, stream }).filter(
      (other) => intersectWindows([other.window], [window]).length === 0,
    );
    if (answer !== undefined) others.push({ window, answer, calls: contentOf(source, window) });
    answers.set(JSON.stringify([source, stream]), others);
  }

  function answersOf({ source, stream }: StreamKey): StoredAnswer[] {
    return answers.get(JSON.stringify([source, stream])) ?? [];
  }

  /** Which calls a window holds, and what they say. */
  function contentOf(source: string, window: Window): string {
    const rows = storedIn(source, window).map(({ call, hash }) => `${hash} ${call.id}`);
    return rows.sort().join('\n');
  }

  function commitStatistics(given: StatisticReading): CommitResult {
    const reading = maskStatistics(given, erased.numbers(given.callingCode));
    const result = statistics.commit(reading);
    if (!result.committed) return result;
    recordCoverage(reading, (window) => statistics.countIn(reading, window));
    recordRejected(rejectedOf(reading));
    return result;
  }

  function commitNotes(given: NotesReading): CommitCounts {
    const reading = maskNotes(given, erased.numbers(given.callingCode), callsWithoutNotes(given));
    const counts = notes.commit(reading);
    for (const call of reading.calls) recordRejected(rejectedNotesOf(reading, call));
    return counts;
  }

  /** Those that told a number of notes when they were asked about, and tell none by now. */
  function callsWithoutNotes({ source, calls }: NotesReading): Set<string> {
    const ids = calls.filter(({ noteCount }) => noteCount !== null).map(({ callId }) => callId);
    return new Set(ids.filter((id) => callsOf(source).get(id)?.call.noteCount === null));
  }

  function planErasure({ forms, callingCodes }: Omit<ErasureRequest, 'audit'>) {
    const known = new Set(erased.tombstones.map(({ hash }) => hash));
    const added = tombstonesOf(forms, erased.tombstones).filter(({ hash }) => !known.has(hash));
    const all = [...erased.tombstones, ...added];
    const numbersOf = (source: string) => erasedNumbersOf(all, callingCodes[source] ?? null);
    const data = { sources, notes, statistics, rejectedRows };
    return { tombstones: all, ...createErasureInMemory(data, numbersOf) };
  }

  function cutRejected(source: string, cutAt: (stream: string) => EpochMs): number {
    let gone = 0;
    for (const row of [...rejectedRows.values()]) {
      const old = { from: Number.NEGATIVE_INFINITY, to: cutAt(row.stream) };
      if (row.source !== source || (row.windows[0]?.from ?? old.to) >= old.to) continue;
      row.windows = subtractWindows(row.windows, [old]);
      if (row.windows.length > 0) continue;
      rejectedRows.delete(row.id);
      gone += 1;
    }
    return gone;
  }

  function cutLedgers(
    source: string,
    cutAt: (stream: string) => EpochMs,
    statisticStreams: Readonly<Record<string, EpochMs>>,
  ): void {
    for (const [key, ledger] of ledgers) {
      const kept = ledger.flatMap((entry) => {
        const from = cutAt(entry.stream);
        if (entry.source !== source || entry.from >= from) return [entry];
        if (entry.to <= from) return [];
        const rest = { ...entry, from, vendorRows: null };
        const isOfCalls = !(entry.stream in statisticStreams);
        return [{ ...rest, rows: isOfCalls ? storedIn(source, rest).length : null }];
      });
      ledgers.set(key, kept);
    }
  }

  function recordCoverage(
    { source, stream, basis, window, proof }: CallReading | RepeatedReading | StatisticReading,
    countIn: (window: Window) => number,
  ): void {
    const own = basis === undefined ? {} : { basis };
    const key = JSON.stringify({ source, stream, ...own });
    const before = ledgers.get(key) ?? [];
    let after: readonly CoverageInterval[] = before;
    if (proof !== null) {
      const { paceMs, ...proven } = proof;
      after = recordReading(before, { ...window, ...proven, rows: null, ...own }, paceMs);
    }
    ledgers.set(
      key,
      after.map(({ basis: provenOn, ...interval }) => ({
        ...interval,
        source,
        stream,
        ...(provenOn === undefined ? {} : { basis: provenOn }),
        rows: countIn(interval),
      })),
    );
  }

  function recordRejected(reading: RejectedReading): void {
    const stored = [...rejectedRows.values()].filter(
      ({ source, stream }) => source === reading.source && stream === reading.stream,
    );
    const { deletedIds, written, narrowed } = mergeRejected(stored, reading, now());
    for (const id of deletedIds) rejectedRows.delete(id);
    for (const row of written) rejectedRows.set(row.id, structuredClone(row));
    for (const { id, windows } of narrowed) {
      const row = rejectedRows.get(id);
      if (row !== undefined) row.windows = windows;
    }
  }

  return {
    async commit(reading) {
      assertOpen();
      return commit(reading);
    },
    async lastAnswers(key, within) {
      assertOpen();
      return answersOf(key)
        .filter(({ window }) => window.from >= within.from && window.to <= within.to)
        .map(({ window, answer }) => structuredClone({ window, answer }));
    },
    async confirm(readings) {
      assertOpen();
      revision.changed(readings.map(({ source }) => source));
      return readings.map(confirm);
    },
    revision: (sources) => revision.current(sources),
    async count(filter) {
      assertOpen();
      return selectCalls(sources, filter).length;
    },
    async *read(query) {
      assertOpen();
      yield* inBatches(listCalls(sources, query));
    },
    async summarize(query) {
      assertOpen();
      const summary = createSummary(query);
      for (const { call } of selectCalls(sources)) summary.add(call);
      return summary.rows();
    },
    async openNumbers(query) {
      assertOpen();
      return openNumbersOf(
        selectCalls(sources).map(({ call }) => call),
        query,
      );
    },
    async snapshot(work) {
      assertOpen();
      return withRowsInDuckDb(selectCalls(sources), work);
    },
    async coverage(source) {
      assertOpen();
      return [...ledgers.values()]
        .flatMap((ledger) => structuredClone(ledger))
        .filter((entry) => source === undefined || entry.source === source)
        .sort(compareLedgerEntries);
    },
    async commitStatistics(reading) {
      assertOpen();
      revision.changed([reading.source]);
      return commitStatistics(reading);
    },
    async *readStatistics(query) {
      assertOpen();
      yield* inBatches(statistics.list(query));
    },
    async commitNotes(reading) {
      assertOpen();
      revision.changed([reading.source]);
      return commitNotes(reading);
    },
    async *readNotes(query) {
      assertOpen();
      yield* inBatches(notes.list(query));
    },
    async *notesDue(rule) {
      assertOpen();
      yield* inBatches(notes.due(allCalls(rule.source), rule));
    },
    async countNotesDue(rule) {
      assertOpen();
      return notes.due(allCalls(rule.source), rule).length;
    },
    async notesCoverage(source, within) {
      assertOpen();
      return notes.coverage(allCalls(source), within);
    },
    async *rejected(source) {
      assertOpen();
      const rows = [...rejectedRows.values()]
        .filter((row) => source === undefined || row.source === source)
        .sort(compareRejected);
      if (rows.length > 0) yield structuredClone(rows);
    },
    async deleteRejected(ids) {
      assertOpen();
      revision.changed(null);
      for (const id of ids) rejectedRows.delete(id);
    },
    ...outbox,
    async recordRun(run, messages = []) {
      assertOpen();
      revision.changed([]);
      syncRuns.set(run.id, structuredClone(run));
      await outbox.addToOutbox(messages);
    },
    async runs(limit) {
      assertOpen();
      return [...syncRuns.values()]
        .sort((a, b) => compareTexts(b.startedAt, a.startedAt) || compareTexts(b.id, a.id))
        .slice(0, limit)
        .map((run) => structuredClone(run));
    },
    async apiKeys() {
      assertOpen();
      return [...apiKeys.values()]
        .sort((a, b) => compareTexts(a.createdAt, b.createdAt) || compareTexts(a.id, b.id))
        .map((key) => structuredClone(key));
    },
    async recordApiKey(key, audit) {
      assertOpen();
      revision.changed([]);
      apiKeys.set(key.id, structuredClone(key));
      if (audit !== undefined) auditLog.push(structuredClone(audit));
    },
    async recordAudit(entries) {
      assertOpen();
      auditLog.push(...structuredClone([...entries]));
    },
    async erase(request) {
      assertOpen();
      const { counts, tombstones, apply } = planErasure(request);
      apply();
      erased.replace(tombstones);
      const { audit } = request;
      auditLog.push({ ...audit, detail: { ...audit.detail, ...counts } });
      revision.changed(null);
      return counts;
    },
    async countErasable(person) {
      assertOpen();
      return planErasure(person).counts;
    },
    async deleteOld({ source, before, statistics: streams, audit }) {
      assertOpen();
      revision.changed([source]);
      const cutAt = (stream: string) => streams[stream] ?? before;
      const counts = { calls: 0, notes: 0, rejected: 0, statistics: 0 };
      for (const call of allCalls(source)) {
        if (toEpochMs(call.startedAt) >= before) continue;
        counts.calls += 1;
        counts.notes += notes.countOf(source, call.id);
        callsOf(source).delete(call.id);
        notes.forgetCall(source, call.id);
      }
      counts.notes += notes.forgetBefore(source, before);
      counts.statistics += statistics.forgetBefore(source, cutAt);
      counts.rejected += cutRejected(source, cutAt);
      cutLedgers(source, cutAt, streams);
      for (const [key, own] of answers) {
        if (JSON.parse(key)[0] !== source) continue;
        answers.set(
          key,
          own.filter(({ window }) => window.from >= before),
        );
      }
      if (Object.values(counts).some((count) => count > 0)) {
        auditLog.push({ ...audit, detail: { ...audit.detail, ...counts } });
      }
      return counts;
    },
    erasedNumbers: (callingCode) => erased.numbers(callingCode),
    async audit(query) {
      assertOpen();
      return structuredClone(listAudit(auditLog, query));
    },
    async deleteAuditBefore(before) {
      assertOpen();
      const kept = auditLog.filter(({ at }) => toEpochMs(at) >= before);
      auditLog.splice(0, auditLog.length, ...kept);
    },
    async pausedSources() {
      assertOpen();
      return [...paused].sort(compareTexts);
    },
    async recordPause(source, isPaused) {
      assertOpen();
      revision.changed([]);
      if (isPaused) paused.add(source);
      else paused.delete(source);
    },
    async deleteRawBefore(before, source) {
      assertOpen();
      revision.changed(source === undefined ? null : [source]);
      let deleted = statistics.forgetRaw(before, source) + notes.forgetRaw(before, source);
      for (const [owner, calls] of sources) {
        if (source !== undefined && owner !== source) continue;
        for (const row of calls.values()) {
          if (row.raw === null || toEpochMs(row.call.startedAt) >= before) continue;
          row.raw = null;
          deleted += 1;
        }
      }
      return deleted;
    },
    async optimize() {
      assertOpen();
    },
    async close() {
      closed = true;
    },
  };
}

function* inBatches<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += batchSize) {
    yield rows.slice(from, from + batchSize);
  }
}

function isRenamed(row: Started, { renamed }: CallReading): boolean {
  return renamed?.windows.some((window) => startsIn(row, window)) ?? false;
}

function partition<T>(values: readonly T[], test: (value: T) => boolean): [T[], T[]] {
  return [values.filter(test), values.filter((value) => !test(value))];
}

function startsIn({ call }: Started, { from, to }: Window): boolean {
  const startedAt = toEpochMs(call.startedAt);
  return startedAt >= from && startedAt < to;
}
