import {
  type AnswerRecord,
  boundRules,
  type CallStream,
  CdrError,
  type Connection,
  type Page,
  type RowMapper,
  renderBounds,
  splitAtInstants,
  splitAtRoundTimes,
  splitEvenly,
  TransportError,
  type Window,
  type Zone,
} from '@cdr/core';
import type { AnswerDigest, Fingerprint } from './fingerprint.ts';
import { createListTally } from './list-tally.ts';
import { parseRowText } from './parse-row-text.ts';
import type { NormaliseParty } from './phone-numbers.ts';
import { rowTexts } from './row-texts.ts';
import { createSliceCollector, type SliceReading } from './slice-collector.ts';

/** Everything that reading the slices of one stream needs. */
export interface SliceReader {
  source: string;
  stream: CallStream;
  zone: Zone;
  connection: Connection;
  mapper: RowMapper;
  fingerprint: Fingerprint;
  /** Begins the digest of an answer. */
  createDigest: () => AnswerDigest;
  normaliseParty: NormaliseParty;
  /** Slices that hold more are read in parts, where the vendor tells its totals. */
  maxRows: number;
  keepRaw: boolean;
  /** Milliseconds since any fixed moment. */
  elapsedMs: () => number;
  /** Hears of every page as it comes. */
  onPage?: (page: Page) => void;
}

/** A slice that was read whole, with the digest of its answer. */
export interface FreshReading extends SliceReading {
  digest: number;
}

/** The slice was answered as it was the last time, letter by letter. */
export interface KnownReading {
  known: AnswerRecord;
}

/** The slice holds more than one reading should; read it in these parts. */
export interface OversizedSlice {
  parts: Window[];
}

const sliceDeadlineMs = 3_600_000;

/** One reading of one slice. */
export interface SliceRequest {
  owned: Window;
  /** How the slice was answered before, where that is known: rows of the same answer aren't mapped. */
  last: AnswerRecord | null;
  signal: AbortSignal;
}

/**
 * Reads one slice whole, or finds that it must be read in parts. Throws `UnstableListError` when
 * the pages contradict each other, and whatever the provider throws.
 */
export async function readSlice(
  reader: SliceReader,
  request: SliceRequest,
): Promise<FreshReading | KnownReading | OversizedSlice> {
  const { owned } = request;
  try {
    return await readPages(reader, request);
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    const parts = splitTooLarge(reader, owned, error);
    if (parts.length < 2) throw error;
    return { parts };
  }
}

/** The slice in about that many parts; the slice itself when the vendor can't be asked for less. */
export function splitSlice({ stream, zone }: SliceReader, owned: Window, parts: number): Window[] {
  return splitEvenly(owned, parts, boundRules(stream).granularityMs, zone);
}

/**
 * The slice in parts of two thirds of the most rows, if these were spread evenly. Cut at round
 * times, so that the next sync reads the same parts and knows their answers again.
 */
function splitByRows(
  { stream, zone, maxRows }: SliceReader,
  owned: Window,
  rows: number,
): Window[] {
  const lengthMs = ((owned.to - owned.from) * maxRows * 2) / (3 * rows);
  return splitAtRoundTimes(owned, lengthMs, boundRules(stream).granularityMs, zone);
}

async function readPages(
  reader: SliceReader,
  { owned, last, signal }: SliceRequest,
): Promise<FreshReading | KnownReading | OversizedSlice> {
  const { stream } = reader;
  const collector = createSliceCollector(reader, owned);
  const digest = reader.createDigest();
  /** Pages that may turn out to be known. Of their rows the texts alone are kept: they take less. */
  const waiting: Omit<Page, 'rows'>[] = [];
  const bounds = renderBounds(owned, boundRules(stream), reader.zone);
  const startedAt = reader.elapsedMs();
  const tally = createListTally(reader.source, stream.paging);
  let received = 0;
  for await (const page of reader.connection.read({ stream: stream.id, owned, bounds, signal })) {
    signal.throwIfAborted();
    reader.onPage?.(page);
    if (reader.elapsedMs() - startedAt > sliceDeadlineMs) throw tooSlow(reader.source);
    tally.add(page);
    if (page.total !== null && page.total > reader.maxRows) {
      const parts = splitByRows(reader, owned, page.total);
      if (parts.length > 1) return { parts };
    }
    received += page.rows.length;
    const { rows, ...told } = { ...page, texts: rowTexts(page) };
    digest.add(told);
    if (last === null) await collector.add({ ...told, rows });
    else waiting.push(told);
  }
  const total = tally.finish();
  if (last !== null && last.digest === digest.value() && last.received === received) {
    return { known: last };
  }
  for (const page of waiting) {
    await collector.add({ ...page, rows: page.texts.map(parseRowText) });
  }
  return { ...collector.finish(total), digest: digest.value() };
}

function isTooLarge(error: unknown): error is CdrError {
  return CdrError.isInstance(error) && error.code === 'window-too-large';
}

/** Where the error says so, else in the middle. Errors may come from another copy of the package. */
function splitTooLarge(reader: SliceReader, owned: Window, error: CdrError): Window[] {
  const cuts = 'cuts' in error && Array.isArray(error.cuts) ? error.cuts.map(Number) : [];
  if (cuts.length === 0) return splitSlice(reader, owned, 2);
  const { granularityMs } = boundRules(reader.stream);
  return splitAtInstants(owned, cuts, granularityMs, reader.zone);
}

function tooSlow(source: string): TransportError {
  return new TransportError({ what: 'Reading one slice took longer than an hour', where: source });
}
