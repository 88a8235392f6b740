import type { EpochMs } from '../time/epoch-ms.ts';

/** The notes of a call as they stand: what is known of the call, and when they were asked for. */
export interface NotesState {
  startedAt: EpochMs;
  /** The call's `noteCount` by now. */
  noteCount: number | null;
  /** The newest reading of its notes; `null` when there is none. */
  read: {
    at: EpochMs;
    /** The call's start and `noteCount` as of then. */
    startedAt: EpochMs;
    noteCount: number | null;
    /** How many notes were told. */
    notes: number;
  } | null;
}

/** Which readings of notes are due. */
export interface NotesDueRule {
  source: string;
  /** Calls that started in this range alone. Default: all. */
  from?: EpochMs;
  to?: EpochMs;
  /** Calls that started at or after this instant are asked about again. */
  youngFrom: EpochMs;
  /** But only those whose newest reading is no younger than this. */
  readUntil: EpochMs;
}

/**
 * Whether a call's notes are to be asked for: it has notes, or had some, and was not asked about
 * yet; or it says something else by now; or it is young. The reference for what stores do in SQL.
 */
export function areNotesDue(
  { startedAt, noteCount, read }: NotesState,
  rule: NotesDueRule,
): boolean {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = rule;
  if (startedAt < from || startedAt >= to) return false;
  if (read === null) return noteCount !== null && noteCount > 0;
  if (read.noteCount !== noteCount || read.startedAt !== startedAt) return true;
  const hasNotes = (noteCount !== null && noteCount > 0) || read.notes > 0;
  return hasNotes && startedAt >= rule.youngFrom && read.at <= rule.readUntil;
}
