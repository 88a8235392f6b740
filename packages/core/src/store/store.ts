import type { CallFields } from '../call/call.ts';
import type { CallSource } from '../call/call-source.ts';
import type { CoverageInterval, CoverageState } from '../coverage/ledger.ts';
import type { OpenNumber, OpenNumbersQuery } from '../metrics/open-numbers.ts';
import type { SummaryQuery } from '../metrics/summary-query.ts';
import type { SummaryRow } from '../metrics/summary-row.ts';
import type { NoteFields } from '../note/note.ts';
import type { NoteSource } from '../note/note-source.ts';
import type { NotesDueRule } from '../note/notes-due.ts';
import type { Parameters, Statistic, StatisticFields } from '../statistic/statistic.ts';
import type { StatisticQuery } from '../statistic/statistic-query.ts';
import type { EpochMs } from '../time/epoch-ms.ts';
import type { Instant } from '../time/instant.ts';
import type { Window } from '../window/window.ts';
import type { ApiKeyStore } from './api-key.ts';
import type { AuditStore } from './audit.ts';
import type { CallSnapshot } from './call-snapshot.ts';
import type { ErasureStore } from './erasure.ts';
import type { ExpiryStore } from './expiry.ts';
import type { OutboxMessage, OutboxStore } from './outbox.ts';
import type { PauseStore } from './pause-store.ts';

/** Whose ledger: one stream of one source. */
export interface StreamKey {
  source: string;
  stream: string;
  /**
   * For statistics, what decides the sums besides the window, as text: the ledger of a source that
   * is asked otherwise is another one. Absent for calls.
   */
  basis?: string;
}

/** A call on its way into the store. */
export interface CallRow {
  id: string;
  call: CallFields;
  /** The vendor's row as text; `null` when config says not to keep it. */
  raw: string | null;
  /** Fingerprint of everything that decides the stored row: a whole number below 2^53. Equal means unchanged. */
  hash: number;
}

/** A row that could not be mapped. */
export interface RejectedRow {
  /** The vendor's row as text. */
  raw: string;
  reason: string;
}

/** How a slice was answered: enough to know the same answer when it comes again. */
export interface AnswerRecord {
  /**
   * Fingerprint of the rows' texts, letter by letter and in their order, and of everything else
   * that decides what is stored of them: a whole number below 2^53.
   */
  digest: number;
  /** Rows answered. */
  received: number;
  /** Rows among them that other slices own. */
  outside: number;
  /** Rows among them that said again what another one had said. */
  duplicate: number;
  /** As of the reading's {@link ReadingProof}. */
  vendorRows: number | null;
}

/** The last answer of a window. */
export interface KnownAnswer {
  window: Window;
  answer: AnswerRecord;
}

/** What a complete reading adds to the coverage ledger. */
export interface ReadingProof {
  state: CoverageState;
  /** When the reading was planned. */
  readAt: EpochMs;
  /** Records of the slice that the vendor told of; `null` when it tells no totals. */
  vendorRows: number | null;
  /** The stream's `minPollInterval` in milliseconds, for `recordReading`. Default 0. */
  paceMs?: number;
  /**
   * For calls, what decided besides the vendor what they say, as text: the range is proven for a
   * source of this basis alone. Statistics have it in their {@link StreamKey}.
   */
  basis?: string;
}

/**
 * Stored calls that come back under other ids. Those that a reading lacks give way to as many new ones that
 * start there: they are updated.
 */
export interface RenamedCalls {
  /** Where they are stored. */
  windows: readonly Window[];
  /**
   * What becomes of those for which the reading has no new call. `confirm`: if there are any, nothing is
   * committed. `remove`: they go.
   */
  surplus: 'confirm' | 'remove';
}

/** In which country rows write national numbers: for those who were erased. */
export interface NumberReading {
  /** Such as `48`. Absent: in none that is known. */
  callingCode?: string;
}

/** A slice, completely read and checked. */
export interface CallReading extends StreamKey, NumberReading {
  provider: string;
  /** The instants that the slice owns. */
  window: Window;
  /** What the reading proves; `null` for rows that come without proof, such as replayed ones. */
  proof: ReadingProof | null;
  /** Every one starts inside the window; ids are unique. */
  rows: readonly CallRow[];
  rejected: readonly RejectedRow[];
  /**
   * What becomes of stored calls of the window that the reading lacks. `keep`: they stay, since a
   * vendor may forget. `confirm`: if there are any, nothing is committed. `remove`: they go.
   */
  missing: 'keep' | 'confirm' | 'remove';
  /**
   * Where the stored calls of the window have ids that their source gives no longer, whatever
   * `missing` says. Absent: nowhere.
   */
  renamed?: RenamedCalls;
  /**
   * How the slice was answered, for {@link Store.lastAnswers}. Absent: not to be known again, as
   * where rows were rejected, which are to be tried anew.
   */
  answer?: AnswerRecord;
}

/** A slice that was answered as it was before. */
export interface RepeatedReading extends StreamKey {
  provider: string;
  window: Window;
  proof: ReadingProof;
  /** Of the answer, as {@link Store.lastAnswers} gave it. */
  digest: number;
}

/** A statistic on its way into the store. */
export interface StatisticRow {
  id: string;
  statistic: StatisticFields;
  /** The vendor's words for it; `null` when config says not to keep them. */
  raw: string | null;
  /** As of {@link CallRow}. */
  hash: number;
}

/** A slice of statistics, completely read and checked. */
export interface StatisticReading extends StreamKey, NumberReading {
  provider: string;
  /** What the slice proves: a statistic belongs to it when its interval begins inside. */
  window: Window;
  /** What was asked besides the window. Statistics of other parameters are not touched. */
  parameters: Parameters;
  /** As of {@link CallReading}. Without proof, stored statistics stay as they are: they are newer. */
  proof: ReadingProof | null;
  /** Every interval begins inside the window; ids are unique. */
  rows: readonly StatisticRow[];
  rejected: readonly RejectedRow[];
  /** As of {@link CallReading}, for stored statistics of the same stream and parameters. */
  missing: 'keep' | 'confirm' | 'remove';
}

/** A note on its way into the store. */
export interface NoteRow {
  id: string;
  note: NoteFields;
  /** The vendor's row as text; `null` when config says not to keep it. */
  raw: string | null;
  /** As of {@link CallRow}. */
  hash: number;
}

/** The notes of one call, completely read. */
export interface CallNotes {
  callId: string;
  /** Of the call, as of when its notes were asked for. */
  startedAt: EpochMs;
  noteCount: number | null;
  /** All its notes, in the order of the vendor; ids are unique. */
  rows: readonly NoteRow[];
  rejected: readonly RejectedRow[];
}

/** The notes of several calls, each call once. */
export interface NotesReading extends NumberReading {
  source: string;
  stream: string;
  provider: string;
  /** When the reading was planned; `null` for rows that come without proof, such as replayed ones. */
  readAt: EpochMs | null;
  /** What decided besides the vendor what the notes say, as text. */
  basis?: string;
  calls: readonly CallNotes[];
}

/** A call whose notes are to be asked for. */
export interface NotesDue {
  callId: string;
  vendorId: string;
  startedAt: EpochMs;
  noteCount: number | null;
}

/** What is known of the notes of a source. */
export interface NotesCoverage {
  /** Calls that have notes, or had some. */
  calls: number;
  /** How many of them were asked about, on the basis in question, and say no other number of notes since. */
  read: number;
  /** Notes in the store. */
  notes: number;
  /** From the first start of one of the others to behind the last; `null` when there are none. */
  open: Window | null;
}

/** What a commit did to the rows given: calls, statistics or notes. */
export interface CommitCounts {
  inserted: number;
  /** Rows whose content changed, or the start of whose call did. */
  updated: number;
  unchanged: number;
  /** Stored rows that went because the reading lacked them. */
  removed: number;
}

/** A commit that happened, or one that waits to be confirmed and left no trace. */
export type CommitResult =
  | { committed: true; counts: CommitCounts }
  | { committed: false; wouldRemove: number };

/** A range of the ledger with its owner. */
export interface LedgerEntry extends StreamKey, CoverageInterval {}

/** A rejected row in the store. */
export interface StoredRejectedRow extends StreamKey, RejectedRow {
  /** Names the row: a fingerprint of source, stream and text. */
  id: string;
  provider: string;
  /**
   * Where the record may start, sorted and disjoint: the slices in which the row was answered, without
   * what was read again without it. Of notes, the instant at which their call started.
   */
  windows: readonly Window[];
  /** The call whose notes the row was among; absent for other rows. */
  callId?: string;
  /** How many times the last of these slices held the same text. */
  occurrences: number;
  /** When a slice with the row was first read; for rows without proof, when they were stored. */
  rejectedAt: Instant;
}

/** One run of the sync, kept for the record. */
export interface SyncRun {
  id: string;
  startedAt: Instant;
  /** `null` while it runs, and for ever when it was killed. */
  endedAt: Instant | null;
  status: 'running' | 'complete' | 'partial' | 'failed' | 'interrupted';
  /** The report as printed by `cdr sync --json`; `null` while it runs. */
  report: unknown;
}

/**
 * Where calls, statistics, notes and the proof of coverage are kept. Calls are read back as they were committed, but
 * for a queue, a recording or a rating of which no part is known: it is read back as `null`.
 */
export interface Store
  extends CallSource,
    NoteSource,
    ApiKeyStore,
    AuditStore,
    ErasureStore,
    ExpiryStore,
    OutboxStore,
    PauseStore {
  /**
   * Rises with every write, whatever is written, once that shows; `null` while it is just becoming
   * visible. With `sources`, it rises with what is written of these, and with what may be of any; runs
   * and keys are of none. Numbers of different openings of the same data say nothing about each other.
   */
  revision(sources?: readonly string[]): number | null;
  /**
   * Figures of stored calls as of one moment: the rows that `createSummary` tells of all of them.
   * Throws `ConfigError` when the query's zone is none.
   */
  summarize(query: SummaryQuery): Promise<SummaryRow[]>;
  /** The numbers that the metric `missedOpen` counts, the last missed first, as `openNumbersOf` tells them. */
  openNumbers(query?: OpenNumbersQuery): Promise<OpenNumber[]>;
  /**
   * Does work on the calls as of one moment: what is committed meanwhile doesn't show in it. Throws
   * what the work throws.
   */
  snapshot<Result>(work: (calls: CallSnapshot) => Promise<Result>): Promise<Result>;
  /** The ledger of every stream, or of those of `source`, sorted by source, stream and start. */
  coverage(source?: string): Promise<LedgerEntry[]>;
  /**
   * Puts rows, rejected rows and the covered range into the store in one transaction. Unchanged
   * rows are not written. A known id with another start takes the place of the old row, wherever
   * that was. Rejected rows that may start inside the window give way there to those of a reading
   * with proof. May be called again before an earlier commit is done. Throws `StoreError` and leaves no trace
   * of the reading when its rows break their rules or can't be stored.
   */
  commit(reading: CallReading): Promise<CommitResult>;
  /**
   * How the newest readings were answered whose windows lie inside this one; without those that
   * another reading has touched since.
   */
  lastAnswers(key: StreamKey, within: Window): Promise<KnownAnswer[]>;
  /**
   * Puts the covered ranges of readings with known answers into the ledger, in one transaction. They
   * are of one stream, and their windows don't overlap. Nothing else needs writing, provided that an
   * answer is the window's last one and its calls are the ones that were stored then. Gives `false`
   * for each reading where they are not, and leaves no trace of it.
   */
  confirm(readings: readonly RepeatedReading[]): Promise<boolean[]>;
  /**
   * Puts statistics, rejected rows and the covered range into the store in one transaction. What is
   * stored of the slice gives way, never adds up; unchanged statistics are not written. Throws
   * `StoreError` as {@link Store.commit} does.
   */
  commitStatistics(reading: StatisticReading): Promise<CommitResult>;
  /** Statistics in batches, read back as they were committed. */
  readStatistics(query?: StatisticQuery): AsyncIterable<Statistic[]>;
  /**
   * Puts the notes of calls, and that they were read, into the store in one transaction. Those of
   * each call take the place of what is stored of it; without proof they are added, and stored ones
   * stay. Throws `StoreError` as {@link Store.commit} does.
   */
  commitNotes(reading: NotesReading): Promise<CommitCounts>;
  /**
   * Calls whose notes are due, in the order of their starts, then of the UTF-8 bytes of their ids,
   * in batches. Calls without an id of the vendor's are left out. Notes that are committed
   * meanwhile make no call come twice.
   */
  notesDue(rule: NotesDueRule): AsyncIterable<NotesDue[]>;
  /** How many calls {@link Store.notesDue} gives. */
  countNotesDue(rule: NotesDueRule): Promise<number>;
  /**
   * What is known of the notes of calls that started in the window. `basis` as in the rule: notes
   * that were read on another one count as not read.
   */
  notesCoverage(
    source: string,
    within?: Partial<Window> & Pick<NotesDueRule, 'basis'>,
  ): Promise<NotesCoverage>;
  /** Rejected rows, oldest first, in pages. */
  rejected(source?: string): AsyncIterable<StoredRejectedRow[]>;
  /** Forgets rejected rows, once they were mapped after all. */
  deleteRejected(ids: readonly string[]): Promise<void>;
  /**
   * Writes a run, or its new state under the same id; with what others are to be told of it, in one
   * transaction.
   */
  recordRun(run: SyncRun, messages?: readonly OutboxMessage[]): Promise<void>;
  /** The newest runs, newest first. */
  runs(limit: number): Promise<SyncRun[]>;
  /**
   * Forgets vendor rows of calls that started before `before`, of their notes, and of statistics
   * whose intervals began before; gives their number.
   */
  deleteRawBefore(before: EpochMs, source?: string): Promise<number>;
  /** Folds what was written into the file, after long work. */
  optimize(): Promise<void>;
  /** Ends what has begun and lets go of the data; whatever is asked afterwards is refused. */
  close(): Promise<void>;
}
