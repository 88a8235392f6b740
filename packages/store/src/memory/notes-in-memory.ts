import {
  areNotesDue,
  areNotesOpen,
  type Call,
  type CommitCounts,
  compareCallKeys,
  type EpochMs,
  maskNote,
  type Note,
  type NoteFilter,
  type NoteQuery,
  type NotesCoverage,
  type NotesDue,
  type NotesDueRule,
  type NotesReading,
  type NotesState,
  type Store,
  toEpochMs,
  toInstant,
} from '@cdr/core';
import { checkNotes } from '../reading/check-notes.ts';
import { parseRaw } from '../reading/parse-raw.ts';
import type { NumbersOf } from './erasure-in-memory.ts';

/** The notes of a store in memory. */
export interface NotesInMemory {
  commit(reading: NotesReading): CommitCounts;
  list(query?: NoteQuery): Note[];
  /** Those of the calls whose notes are due, in the order of their starts. */
  due(calls: readonly Call[], rule: NotesDueRule): NotesDue[];
  coverage(calls: readonly Call[], within?: Parameters<Store['notesCoverage']>[1]): NotesCoverage;
  forgetRaw(before: EpochMs, source: string | undefined): number;
  /** Forgets the notes of a call, and that they were read. */
  forgetCall(source: string, callId: string): void;
  countOf(source: string, callId: string): number;
  /** Forgets the notes of calls that started before, and that they were read; gives how many went. */
  forgetBefore(source: string, before: EpochMs): number;
  /** What empties each note that names an erased number, but for those of some calls. */
  emptying(
    numbersOf: NumbersOf,
    isLeftOut: (source: string, callId: string) => boolean,
  ): (() => void)[];
}

interface StoredNote {
  note: Note;
  /** Start of the call, as of when its notes were read. */
  startedAt: EpochMs;
  raw: string | null;
  hash: number;
}

type NotesRead = NonNullable<NotesState['read']>;

export function createNotesInMemory(): NotesInMemory {
  const notesOf = new Map<string, Map<string, StoredNote>>();
  const reads = new Map<string, NotesRead>();

  function stateOf({ source, id, startedAt, noteCount }: Call): NotesState {
    const read = reads.get(keyOf(source, id)) ?? null;
    return { startedAt: toEpochMs(startedAt), noteCount, read };
  }

  return {
    commit(reading) {
      checkNotes(reading);
      const { source, readAt, basis = null } = reading;
      const counts: CommitCounts = { inserted: 0, updated: 0, unchanged: 0, removed: 0 };
      for (const { callId, startedAt, noteCount, rows } of reading.calls) {
        const key = keyOf(source, callId);
        const before = notesOf.get(key) ?? new Map<string, StoredNote>();
        const after = new Map<string, StoredNote>(readAt === null ? before : []);
        for (const { id, note, raw, hash } of rows) {
          const known = before.get(id);
          const isSame = known?.hash === hash && known.startedAt === startedAt;
          if (known !== undefined && (readAt === null || isSame)) {
            counts.unchanged += 1;
            after.set(id, known);
            continue;
          }
          counts[known === undefined ? 'inserted' : 'updated'] += 1;
          const own = structuredClone({ id, source, callId, ...note });
          after.set(id, { note: own, startedAt, raw, hash });
        }
        counts.removed += [...before.keys()].filter((id) => !after.has(id)).length;
        notesOf.set(key, after);
        if (readAt !== null) {
          reads.set(key, { at: readAt, startedAt, noteCount, notes: rows.length, basis });
        }
      }
      return counts;
    },
    list({ filter = {}, raw: withRaw = false } = {}) {
      return [...notesOf.values()]
        .flatMap((notes) => [...notes.values()])
        .filter((own) => isMeant(own, filter))
        .sort(compareNotes)
        .map(({ note, raw }) => ({
          ...structuredClone(note),
          ...(withRaw && raw !== null ? { raw: parseRaw(raw) } : {}),
        }));
    },
    due(calls, rule) {
      return calls
        .filter((call) => call.source === rule.source && areNotesDue(stateOf(call), rule))
        .sort(compareCallKeys)
        .flatMap(({ id, vendorId, startedAt, noteCount }) =>
          vendorId === null
            ? []
            : [{ callId: id, vendorId, startedAt: toEpochMs(startedAt), noteCount }],
        );
    },
    coverage(calls, within = {}) {
      const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = within;
      const coverage: NotesCoverage = { calls: 0, read: 0, notes: 0, open: null };
      for (const call of calls) {
        const state = stateOf(call);
        const { startedAt, noteCount, read } = state;
        const hasNotes = (noteCount ?? 0) > 0 || (read !== null && read.notes > 0);
        if (call.vendorId === null || !hasNotes || startedAt < from || startedAt >= to) continue;
        coverage.calls += 1;
        coverage.notes += read?.notes ?? 0;
        if (!areNotesOpen(state, within)) coverage.read += 1;
        else {
          const { open } = coverage;
          coverage.open = {
            from: Math.min(startedAt, open?.from ?? startedAt),
            to: Math.max(startedAt + 1, open?.to ?? startedAt + 1),
          };
        }
      }
      return coverage;
    },
    forgetRaw(before, source) {
      let forgotten = 0;
      for (const notes of notesOf.values()) {
        for (const own of notes.values()) {
          if (own.raw === null || own.startedAt >= before) continue;
          if (source !== undefined && own.note.source !== source) continue;
          own.raw = null;
          forgotten += 1;
        }
      }
      return forgotten;
    },
    forgetCall(source, callId) {
      notesOf.delete(keyOf(source, callId));
      reads.delete(keyOf(source, callId));
    },
    forgetBefore(source, before) {
      let forgotten = 0;
      for (const notes of notesOf.values()) {
        for (const [id, own] of notes) {
          if (own.note.source !== source || own.startedAt >= before) continue;
          notes.delete(id);
          forgotten += 1;
        }
      }
      for (const [key, read] of reads) {
        if (JSON.parse(key)[0] === source && read.startedAt < before) reads.delete(key);
      }
      return forgotten;
    },
    countOf: (source, callId) => notesOf.get(keyOf(source, callId))?.size ?? 0,
    emptying(numbersOf, isLeftOut) {
      const changes: (() => void)[] = [];
      for (const notes of notesOf.values()) {
        for (const [id, own] of notes) {
          const { source, callId } = own.note;
          const erased = numbersOf(source);
          if (erased === null || isLeftOut(source, callId)) continue;
          const masked = maskNote(own, erased);
          if (masked === own) continue;
          const note = { ...own.note, ...masked.note };
          changes.push(() => notes.set(id, { ...own, note, raw: masked.raw }));
        }
      }
      return changes;
    },
  };
}

function keyOf(source: string, callId: string): string {
  return JSON.stringify([source, callId]);
}

function isMeant({ note, startedAt }: StoredNote, filter: NoteFilter): boolean {
  return (
    startedAt >= (filter.from ?? Number.NEGATIVE_INFINITY) &&
    startedAt < (filter.to ?? Number.POSITIVE_INFINITY) &&
    (filter.source?.includes(note.source) ?? true) &&
    (filter.callId?.includes(note.callId) ?? true)
  );
}

/** By call, then by when they were written; those of which nobody knows come last. */
function compareNotes(a: StoredNote, b: StoredNote): number {
  const [first, second] = [a, b].map(({ note, startedAt }) => [
    { startedAt: toInstant(startedAt), id: note.callId },
    { startedAt: '', id: note.source },
    { startedAt: note.createdAt ?? '~', id: note.id },
  ]);
  for (const [index, key] of (first ?? []).entries()) {
    const other = second?.[index];
    const order = other === undefined ? 0 : compareCallKeys(key, other);
    if (order !== 0) return order;
  }
  return 0;
}
