import type { CallSource, Clock, EpochMs, Manifest } from '@cdr/core';
import { createNoteSource, serveVendorApis } from '@cdr/emulator';
import { loadVendorApi, type ProviderLookup } from '@cdr/engine';
import type { CliIo } from '../../terminal/cli-io.ts';

/** A vendor's server on this machine. */
export interface EmulatedVendor {
  /** As config names the provider. */
  provider: string;
  /** `http://127.0.0.1:49152` */
  url: string;
  /** What config says of it under its name in `sources`. */
  source: {
    provider: string;
    timeZone?: string;
    since: string;
    streams?: string[];
    options: Record<string, unknown>;
  };
  /** A command line that asks it something. */
  curl: string;
  close(): Promise<void>;
}

/** What a vendor is emulated from. */
export interface EmulateInput {
  io: CliIo;
  provider: string;
  manifest: Manifest;
  lookup: ProviderLookup;
  calls: CallSource;
  clock: Clock;
  /** Told to config, so that a first sync reads all there is. */
  since: string;
  /** Of the vendor's clocks. Default: the provider's. */
  timeZone?: string | undefined;
  port?: number | undefined;
  /** Whether each request is told on stderr. */
  verbose?: boolean | undefined;
}

/** Starts one vendor's server on loopback. Throws `ConfigError` when the provider has none to start. */
export async function emulateVendor(input: EmulateInput): Promise<EmulatedVendor> {
  const { io, provider, lookup, calls, clock, since, timeZone, port } = input;
  const api = await loadVendorApi(provider, lookup);
  const now = (): EpochMs => clock.now();
  const zone = timeZone === undefined ? {} : { timeZone };
  const notes = createNoteSource(calls);
  const elapsedMs = (): number => clock.elapsedMs();
  const onError = (error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    io.stderr.write(`cdr: ${provider}: ${reason}\n`);
  };
  const answer = api.createVendorApi(calls, { now, elapsedMs, notes, onError, ...zone });
  const host = await serveVendorApis(
    async (request) => {
      const startedMs = clock.elapsedMs();
      const response = await answer(request);
      if (input.verbose === true) {
        const took = Math.round(clock.elapsedMs() - startedMs);
        const line = `${request.method} ${new URL(request.url).pathname} ${response.status}`;
        io.stderr.write(`${provider}: ${line} ${took} ms\n`);
      }
      return response;
    },
    { ...(port === undefined ? {} : { port }), onError },
  );
  const { options, curl } = api.describeVendorApi(host.url);
  const source = { provider, ...zone, since, ...streamsWithCalls(input.manifest), options };
  return { provider, url: host.url, source, curl, close: () => host.close() };
}

/** What config has to name so that calls are read as well, where a vendor's own sums are the default. */
function streamsWithCalls({ streams }: Manifest): { streams?: string[] } {
  const wanted = streams.filter((stream) => stream.default || stream.kind === 'calls');
  return wanted.every((stream) => stream.default) ? {} : { streams: wanted.map(({ id }) => id) };
}
