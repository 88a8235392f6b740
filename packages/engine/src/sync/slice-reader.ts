import {
  boundRules,
  type CallStream,
  type Connection,
  type Page,
  type RowMapper,
  renderBounds,
  splitEvenly,
  TransportError,
  type Window,
  WindowTooLargeError,
  type Zone,
} from '@cdr/core';
import type { Fingerprint } from './fingerprint.ts';
import { createListTally } from './list-tally.ts';
import type { NormaliseParty } from './phone-numbers.ts';
import { createSliceCollector, type SliceReading } from './slice-collector.ts';

/** Everything that reading the slices of one stream needs. */
export interface SliceReader {
  source: string;
  stream: CallStream;
  zone: Zone;
  connection: Connection;
  mapper: RowMapper;
  fingerprint: Fingerprint;
  normaliseParty: NormaliseParty;
  /** Slices that hold more are read in parts, where the vendor tells its totals. */
  maxRows: number;
  keepRaw: boolean;
  /** Milliseconds since any fixed moment. */
  elapsedMs: () => number;
  /** Hears of every page as it comes. */
  onPage?: (page: Page) => void;
}

/** The slice holds more than one reading should; read it in these parts. */
export interface OversizedSlice {
  parts: Window[];
}

const sliceDeadlineMs = 3_600_000;

/**
 * Reads one slice whole, or finds that it must be read in parts. Throws `UnstableListError` when
 * the pages contradict each other, and whatever the provider throws.
 */
export async function readSlice(
  reader: SliceReader,
  owned: Window,
  signal: AbortSignal,
): Promise<SliceReading | OversizedSlice> {
  try {
    return await readPages(reader, owned, signal);
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    const parts = splitSlice(reader, owned, 2);
    if (parts.length < 2) throw error;
    return { parts };
  }
}

/** The slice in about that many parts; the slice itself when the vendor can't be asked for less. */
export function splitSlice({ stream, zone }: SliceReader, owned: Window, parts: number): Window[] {
  return splitEvenly(owned, parts, boundRules(stream).granularityMs, zone);
}

async function readPages(
  reader: SliceReader,
  owned: Window,
  signal: AbortSignal,
): Promise<SliceReading | OversizedSlice> {
  const { stream } = reader;
  const collector = createSliceCollector(reader, owned);
  const bounds = renderBounds(owned, boundRules(stream), reader.zone);
  const startedAt = reader.elapsedMs();
  const tally = createListTally(reader.source, stream.paging);
  for await (const page of reader.connection.read({ stream: stream.id, owned, bounds, signal })) {
    signal.throwIfAborted();
    reader.onPage?.(page);
    if (reader.elapsedMs() - startedAt > sliceDeadlineMs) throw tooSlow(reader.source);
    tally.add(page);
    if (page.total !== null && page.total > reader.maxRows) {
      const parts = splitSlice(reader, owned, Math.ceil(page.total / reader.maxRows));
      if (parts.length > 1) return { parts };
    }
    collector.add(page);
  }
  return collector.finish(tally.finish());
}

function isTooLarge(error: unknown): boolean {
  return WindowTooLargeError.isInstance(error) && error.code === 'window-too-large';
}

function tooSlow(source: string): TransportError {
  return new TransportError({ what: 'Reading one slice took longer than an hour', where: source });
}
