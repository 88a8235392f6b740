import type { EpochMs } from '../time/epoch-ms.ts';

/** Which notes are meant. Absent means any; the keys must all hold. */
export interface NoteFilter {
  source?: readonly string[];
  /** First instant at which the call of a note may have started, as of when its notes were read. */
  from?: EpochMs;
  /** First instant at which it may no longer have started. */
  to?: EpochMs;
  /** Ids of calls. */
  callId?: readonly string[];
}

/**
 * A reading of notes, in the order of their calls (`startedAt`, then the UTF-8 bytes of the id), and
 * of one call in the order in which they were created.
 */
export interface NoteQuery {
  filter?: NoteFilter;
  /** Whether `raw` is filled, where it was kept. Default false. */
  raw?: boolean;
}
