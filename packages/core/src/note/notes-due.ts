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
    /** What decided besides the vendor what they say; `null` when that wasn't told. */
    basis: string | null;
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
  /** Notes that were read on another basis are due as well. Default: whatever they were read on. */
  basis?: string;
}

/**
 * Whether what was read of a call's notes holds no longer: it was not asked about yet, or says
 * something else by now, or was read on another basis. The reference for what stores do in SQL.
 */
export function areNotesOpen(
  { startedAt, noteCount, read }: NotesState,
  { basis }: Pick<NotesDueRule, 'basis'>,
): boolean {
  if (read === null || read.noteCount !== noteCount || read.startedAt !== startedAt) return true;
  return basis !== undefined && read.basis !== basis;
}

/**
 * Whether a call's notes are to be asked for: it has notes, or had some, and they are open or it is
 * young; or it says another number of them by now. The reference for what stores do in SQL.
 */
export function areNotesDue(state: NotesState, rule: NotesDueRule): boolean {
  const { startedAt, noteCount, read } = state;
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = rule;
  if (startedAt < from || startedAt >= to) return false;
  if (read === null) return noteCount !== null && noteCount > 0;
  if (areNotesOpen(state, {})) return true;
  const hasNotes = (noteCount !== null && noteCount > 0) || read.notes > 0;
  if (!hasNotes) return false;
  return areNotesOpen(state, rule) || (startedAt >= rule.youngFrom && read.at <= rule.readUntil);
}
