import type { ZodType } from 'zod';
import type { CallFields, Recording } from '../call/call.ts';
import type { NoteFields } from '../note/note.ts';
import type { Parameters, StatisticFields } from '../statistic/statistic.ts';
import type { Clock } from '../time/clock.ts';
import type { EpochMs } from '../time/epoch-ms.ts';
import type { RequestBounds } from '../window/bounds.ts';
import type { Window } from '../window/window.ts';
import type { Manifest } from './manifest.ts';
import type { StatisticsStream } from './statistics-stream.ts';

/** The version of this contract; a provider that says another one is refused. */
export const providerSpec = 1;

/** What config says of a source beyond the provider's own options. */
export interface SourceSettings {
  /** The configured name of the source. */
  source: string;
  /** The zone of the vendor's wall times: config, else the manifest. */
  timeZone: string;
  /** Default region of national numbers; `null` when neither config nor manifest names one. */
  country: string | null;
  /** Regular expression (source text) of internal numbers; `null` for the provider's own idea. */
  extensions: string | null;
}

/** A vendor row as a call, or the reason why it is none. Bad rows are values, never exceptions. */
export type MappedRow =
  | {
      ok: true;
      /**
       * What tells the record from others: the vendor's id, or for content identity the immutable
       * fields as one text, which several records may share.
       */
      key: string;
      call: CallFields;
    }
  | { ok: false; reason: string };

/**
 * Turns one row, as `JSON.parse` gave it, into a call. Pure: depends on the row and the settings
 * alone. `text` is the row's own source text, for what parsing loses.
 */
export type RowMapper = (row: unknown, text: string) => MappedRow;

/** What one row says of one interval, or why that can't be told. Bad rows are values, never exceptions. */
export type MappedStatistic =
  | {
      ok: true;
      statistic: StatisticFields;
      /** The vendor's words for this statistic: its row, cut down to this interval. */
      raw: string;
      /** What the row contradicts beyond what its values do, without names; the statistic is kept as told. */
      warnings?: readonly string[];
    }
  | { ok: false; reason: string };

/** Turns the rows of a stream of statistics into statistics. */
export interface StatisticsMapper {
  /** What the vendor is asked besides the window, by the source's options. */
  parameters: Parameters;
  /**
   * What one row, as `JSON.parse` gave it, says: any number of statistics. Pure: depends on the row,
   * the slice in which it was answered, and the settings. Those of intervals outside the slice are
   * dropped by the caller.
   */
  map: (row: unknown, text: string, owned: Window) => readonly MappedStatistic[];
}

/** A vendor row as a note, or the reason why it is none. */
export type MappedNote =
  | {
      ok: true;
      /** What tells the note from the others of its call: the vendor's id. */
      key: string;
      note: NoteFields;
    }
  | { ok: false; reason: string };

/** Turns one row, as `JSON.parse` gave it, into a note. Pure: depends on the row and the settings alone. */
export type NoteMapper = (row: unknown, text: string) => MappedNote;

/** Rows of an answer. */
export interface RowList {
  /** The rows as parsed. */
  rows: readonly unknown[];
  /** The source text of each row. */
  texts: readonly string[];
}

/** One answer of the vendor. */
export interface Page extends RowList {
  /** How many rows the whole list holds, as this answer tells it; `null` when it doesn't. */
  total: number | null;
  /**
   * Names the list that the page is of, where a slice takes several: a vendor that tells some
   * records only when asked for them apart. Absent where there is one. Totals and repetitions are
   * judged list by list; a record that has an id may stand on several.
   */
  list?: string;
}

/** What a provider is asked to read: one slice, completely. */
export interface ReadRequest {
  /** Id of the stream. */
  stream: string;
  /** The instants that the slice owns; rows outside may be answered too and are dropped by the caller. */
  owned: Window;
  /** The bounds to send, rendered from `owned`. */
  bounds: RequestBounds;
  signal: AbortSignal;
}

/** What a provider is asked to read of a stream of statistics: one slice, by bounds that are exact. */
export interface StatisticsRequest {
  /** Id of the stream. */
  stream: string;
  /** Whole intervals of the source's zone; the last one may still be running. */
  owned: Window;
  signal: AbortSignal;
}

/** The call whose notes a provider is asked to read. */
export interface NotesRequest {
  /** Id of the stream. */
  stream: string;
  call: {
    /** The id in the store. */
    id: string;
    vendorId: string;
    startedAt: EpochMs;
  };
  signal: AbortSignal;
}

/** What happens on the wire, for counters and progress. */
export type ProviderEvent =
  | { type: 'request' }
  | { type: 'retry'; reason: string; delayMs: number }
  | { type: 'warning'; message: string };

/** What a provider gets to reach its vendor with; it takes nothing from globals. */
export interface ConnectContext<Options> {
  options: Options;
  settings: SourceSettings;
  fetch: (request: Request) => Promise<Response>;
  clock: Clock;
  /** A number in [0, 1), for jitter. */
  random: () => number;
  /** Deadline of one HTTP attempt in milliseconds, its body included. */
  attemptTimeoutMs: number;
  /** Most repetitions of a failed request, where fewer are wanted than the provider would make. */
  retryLimit?: number;
  onEvent: (event: ProviderEvent) => void;
}

/** Asks for one recording. */
export interface RecordingRequest {
  /** As the call tells it; what the manifest's `recordings.by` names is not `null`. */
  recording: Recording;
  /** What is there already of the same recording: the vendor may be asked for the rest alone. */
  partial: PartialRecording | null;
  signal: AbortSignal;
}

/** The beginning of a recording, as an earlier answer brought it. */
export interface PartialRecording {
  bytes: number;
  /** The `version` of that answer. */
  version: string;
}

/** A recording on its way: bytes are read from the vendor as `body` is. */
export interface OpenRecording {
  /** How many bytes `body` leaves out at the beginning: 0, or all of `partial`. */
  offset: number;
  /** Bytes of the whole recording; `null` when the vendor doesn't say. */
  size: number | null;
  /** Media type, without parameters; `null` when the vendor doesn't say. */
  type: string | null;
  /** The same for the same content; `null` when nothing vouches for that. */
  version: string | null;
  /** Fails with a `CdrError` when the recording breaks off. Read it to its end, or cancel it. */
  body: ReadableStream<Uint8Array>;
}

/** One vendor account, ready to be read. */
export interface Connection {
  /** Proves reach and credentials with the cheapest request; gives a line that says what answered. */
  check(signal: AbortSignal): Promise<string>;
  /**
   * Reads a slice page by page, in the vendor's order. Ends only when completeness is proven, which
   * takes one page of each list at least, be it without rows, and totals where the manifest says
   * `exact`; throws `UnstableListError` when a list moved and `WindowTooLargeError` when it can't be
   * answered whole. The reader may stop early.
   */
  read(request: ReadRequest): AsyncIterable<Page>;
  /**
   * The first instant from which on the vendor still has every record, where that is no fixed time
   * ago: log files that are rotated away. `null` when it has them all. Asked before a plan is made;
   * what lies before and was never read is lost, and told as such.
   */
  completeFrom?(signal: AbortSignal): Promise<EpochMs | null>;
  /**
   * Opens a recording; there exactly when the manifest has `recordings`. Gives `null` when the vendor
   * has none by that name, or not yet. Credentials go to the vendor's own address alone, wherever
   * the recording's address leads, and errors tell nothing of that address but its origin.
   */
  openRecording?(request: RecordingRequest): Promise<OpenRecording | null>;
  /**
   * Reads the sums of a slice, all of them; there when the manifest has a stream of statistics. An
   * answer without rows says that there is nothing to sum up.
   */
  readStatistics?(request: StatisticsRequest): Promise<RowList>;
  /** Reads the notes of a call, all of them; there when the manifest has a stream of notes. */
  readNotes?(request: NotesRequest): Promise<RowList>;
}

/** A vendor, as the engine knows it: the default export of a provider package. */
export interface Provider<Options = unknown> {
  readonly spec: typeof providerSpec;
  readonly manifest: Manifest;
  /**
   * The vendor's own options under `options` in config. Secrets carry `.meta({ secret: true })`. What
   * only says how the vendor is reached carries `.meta({ decides: [] })`, and an option that decides
   * data of some kinds alone `.meta({ decides: ['notes'] })`; when any other option changes, what was
   * read is read again.
   */
  readonly options: ZodType<Options>;
  createMapper(options: Options, settings: SourceSettings): RowMapper;
  /** There when the manifest has a stream of statistics. */
  createStatisticsMapper?(
    options: Options,
    settings: SourceSettings,
    stream: StatisticsStream,
  ): StatisticsMapper;
  /** There when the manifest has a stream of notes. */
  createNoteMapper?(options: Options, settings: SourceSettings): NoteMapper;
  connect(context: ConnectContext<Options>): Connection;
}
