import type {
  CallStream,
  Clock,
  ConnectContext,
  Connection,
  Duration,
  EpochMs,
  Provider,
  ProviderEvent,
  RowMapper,
  SourceSettings,
} from '@cdr/core';

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
  /** The streams that config asks for, in the manifest's order. */
  streams: CallStream[];
  mapper: RowMapper;
  /** `retryLimit` for a caller who has less patience than the provider. */
  connect(
    onEvent: (event: ProviderEvent) => void,
    patience?: Pick<ConnectContext<unknown>, 'retryLimit'>,
  ): Connection;
  /** How far back a first sync goes; `null` when config doesn't say. */
  since: EpochMs | null;
  lookback: Duration | undefined;
  /** Slices read at once, never more than the vendor takes. */
  concurrency: number;
}
