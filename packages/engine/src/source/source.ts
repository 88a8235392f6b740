import type {
  Clock,
  ConnectContext,
  Connection,
  Duration,
  EpochMs,
  NoteMapper,
  NotesStream,
  NumberReading,
  Provider,
  ProviderEvent,
  RowMapper,
  SourceSettings,
  StatisticsMapper,
  StatisticsStream,
  Stream,
} from '@cdr/core';
import type { OptionMarks } from './deciding-options.ts';

/** What sources reach the world through. */
export interface Runtime {
  fetch: (request: Request) => Promise<Response>;
  clock: Clock;
  /** A number in [0, 1). */
  random: () => number;
}

/** One configured vendor account, its options checked, ready to connect. */
export interface Source {
  /** The key under `sources` in config. */
  name: string;
  provider: Provider;
  settings: SourceSettings;
  /** Of the country in which national numbers are read; empty for none that is known. */
  numberReading: NumberReading;
  clock: Clock;
  /** The options that decide the data of such streams. */
  decidingOptions(kind: Stream['kind']): OptionMarks;
  /** The streams that config asks for, else those that are read by default, in the manifest's order. */
  streams: Stream[];
  /** For streams of calls. */
  mapper: RowMapper;
  statisticsMapper(stream: StatisticsStream): StatisticsMapper;
  noteMapper(stream: NotesStream): NoteMapper;
  /** `retryLimit` for a caller who has less patience than the provider. */
  connect(
    onEvent: (event: ProviderEvent) => void,
    patience?: Pick<ConnectContext<unknown>, 'retryLimit'>,
  ): Connection;
  /** How far back a first sync goes; `null` when config doesn't say. */
  since: EpochMs | null;
  lookback: Duration | undefined;
  /** How old calls may be that are kept; absent for any age. */
  keepFor: Duration | undefined;
  /** Slices of a stream, or calls whose notes are asked for, at once: never more than the vendor takes. */
  concurrencyOf(stream: Stream): number;
}
